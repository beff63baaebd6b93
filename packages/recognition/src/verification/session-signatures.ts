/** The signatures of recorded sessions. */
import { joinFloats, type StreamPreprocessing, streamBlocks, type Trace } from "@wristprint/core";
import type { Embedder } from "../encoder/embedder.js";

export interface SessionSignatures {
  readonly subject: string;
  readonly session: string;
  readonly blocks: number;
  /** [blocks, size], each of length 1, in order of time */
  readonly signatures: Float32Array;
}

/** One after the other; sessions without a full block have none. */
export async function embedSessions(
  traces: readonly Trace[],
  preprocessing: StreamPreprocessing,
  { embed }: Pick<Embedder, "embed">,
): Promise<SessionSignatures[]> {
  const embedded: SessionSignatures[] = [];
  for (const trace of traces) {
    const { count, data } = streamBlocks(trace, preprocessing);
    const { subject, session } = trace;
    embedded.push({ subject, session, blocks: count, signatures: await embed(data) });
  }
  return embedded;
}

/** Sessions by subject, in the order in which subjects first appear. */
export function bySubject(sessions: readonly SessionSignatures[]): Map<string, SessionSignatures[]> {
  const subjects = new Map<string, SessionSignatures[]>();
  for (const session of sessions) {
    const own = subjects.get(session.subject);
    if (own) own.push(session);
    else subjects.set(session.subject, [session]);
  }
  return subjects;
}

/** All signatures of some sessions, one after the other: [blocks, size]. */
export function joinSignatures(sessions: readonly SessionSignatures[]): Float32Array {
  return joinFloats(sessions.map(({ signatures }) => signatures));
}
