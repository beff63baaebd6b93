import { formatSeconds } from "../table.js";
import { type RecordedSession, type RecordSessionOptions, recordSession } from "./record-session.js";
import { createSessionFile } from "./session-file.js";
import { SESSION_HEADER, sessionLine } from "./session-text.js";

export type RecordToFileOptions = Omit<RecordSessionOptions, "keep"> & { readonly path: string };

/**
 * Records a session into a new file. Throws an Error where no event came, and then leaves nothing; where the
 * source broke, and then the file holds what came before; a UsageError where the pointer cannot be read or
 * something is at `path` already; and what the file system answers.
 */
export async function recordToFile({ path, ...options }: RecordToFileOptions): Promise<RecordedSession> {
  const file = createSessionFile(path);
  let recorded: RecordedSession;
  try {
    file.append(SESSION_HEADER);
    recorded = await recordSession({
      ...options,
      keep: (events) => file.append(events.map(sessionLine).join("")),
    });
  } catch (error) {
    file.discard();
    throw error;
  }
  const { events, seconds, brokenBy } = recorded;
  if (events === 0) {
    file.discard();
    throw new Error(
      `no event of the pointer in ${formatSeconds(seconds)}, nothing was written${brokenBy ? `: ${brokenBy}` : ""}`,
    );
  }
  file.keep();
  if (brokenBy !== undefined) {
    throw new Error(
      `${brokenBy}, after ${formatSeconds(seconds)}; ${path} holds the ${events} events until then`,
    );
  }
  return recorded;
}
