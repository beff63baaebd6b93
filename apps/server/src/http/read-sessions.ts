import type { Store, StoredSession } from "../store/store.js";

/** The sessions that the blocks belong to, the first `limit` of them. */
export async function readSessions(
  store: Pick<Store, "sessions">,
  project: string,
  blocks: readonly { readonly session: string }[],
  limit: number,
): Promise<ReadonlyMap<string, StoredSession>> {
  const ids = [...new Set(blocks.map(({ session }) => session))].slice(0, limit);
  const sessions = await Promise.all(ids.map((id) => store.sessions.get(project, id)));
  return new Map(sessions.flatMap((session) => (session === undefined ? [] : [[session.id, session]])));
}
