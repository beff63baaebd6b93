import type { Trace } from "@wristprint/core";
import type { Encoder } from "../encoder/load-encoder.js";
import { RecognitionError } from "../recognition-error.js";
import { ownSessions } from "./own-sessions.js";
import { embedSessions, type SessionSignatures } from "./session-signatures.js";

export interface Sides<Session> {
  /** Sessions that references are made of. */
  readonly enrol: readonly Session[];
  /** Sessions that are compared with them. */
  readonly probe: readonly Session[];
}

/**
 * The signatures of both sides. Sessions that are not known to be their subject's own, where some are labelled, are
 * left out.
 * @throws RecognitionError `bad-input` for a session on both sides
 */
export async function embedSides(
  { enrol, probe }: Sides<Trace>,
  encoder: Pick<Encoder, "card" | "embed">,
): Promise<Sides<SessionSignatures>> {
  const both = enrol.find((trace) => probe.includes(trace));
  if (both) {
    throw new RecognitionError(
      "bad-input",
      `${both.subject}/${both.session} is to enrol and to probe: one of both`,
    );
  }
  const own = new Set(ownSessions([...enrol, ...probe]));
  const embedOwn = (traces: readonly Trace[]) =>
    embedSessions(
      traces.filter((trace) => own.has(trace)),
      encoder.card.preprocessing,
      encoder,
    );
  return { enrol: await embedOwn(enrol), probe: await embedOwn(probe) };
}
