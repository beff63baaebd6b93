/** Erases what has been kept for as long as its project says. */
import { audit } from "./http/audit.js";
import type { ServerContext } from "./http/context.js";

const SWEEP_MS = 10 * 60_000;

export async function sweepOnce(
  context: Pick<ServerContext, "store" | "engine" | "feed" | "clock">,
): Promise<void> {
  const { store, engine, feed, clock } = context;
  const now = new Date(clock());
  await store.console.sweepLogins(now);
  const erased = await store.sessions.eraseExpired(now);
  engine.forget(erased.map(({ id }) => id));
  for (const { id, project } of erased) {
    await audit(context, project, "server", "session.expired", `session ${id}`);
    feed.publish(project, { type: "erased", kind: "session", id });
  }
}

/** At once, and every ten minutes. @returns a function that ends it, resolving when no sweep is under way */
export function startRetention(
  context: Pick<ServerContext, "store" | "engine" | "feed" | "clock">,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let sweep = sweepOnce(context).catch(onError);
  const timer = setInterval(() => {
    sweep = sweep.then(() => sweepOnce(context)).catch(onError);
  }, SWEEP_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await sweep;
  };
}
