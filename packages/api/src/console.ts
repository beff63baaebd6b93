/** The console's own: signing in, the state of the server, and the live feed. */
import { z } from "zod";
import { decision, modelVersion } from "./decisions.js";
import { session } from "./sessions.js";
import { count, id } from "./values.js";

export const password = z.string().min(10).max(200);
export const setup = z.strictObject({
  password,
  /** The code that the server printed when it started; not needed on the same machine. */
  code: z.string().max(100).optional(),
});
export const login = z.strictObject({ password: z.string().max(200) });

/** Who is there, and what to show first. */
export const consoleState = z.object({
  signedIn: z.boolean(),
  /** No password has been chosen yet: show the page that asks for one. */
  needsSetup: z.boolean(),
  /** Whether {@link setup} needs the code, as for visitors from other machines. */
  needsCode: z.boolean(),
});

export const serverState = z.object({
  version: z.string(),
  model: modelVersion.extend({ card: z.unknown() }).nullable(),
  /** What tells machines from people; null where none is there. */
  detector: modelVersion.nullable(),
  predictors: z.array(z.object({ address: z.string(), healthy: z.boolean(), outstanding: count })),
  database: z.enum(["pglite", "postgresql"]),
  liveSessions: count,
  waitingBlocks: count,
});
export type ServerState = z.output<typeof serverState>;

/**
 * Messages of the feed, JSON texts over the WebSocket `/v1/projects/{project}/feed`: a session whenever something of
 * it changed (at most a few times a second each), and what is gone.
 */
export const feedMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("session"), session }),
  z.object({ type: z.literal("decision"), decision }),
  z.object({ type: z.literal("enrolled"), subject: id }),
  z.object({ type: z.literal("erased"), kind: z.enum(["session", "subject"]), id }),
]);
export type FeedMessage = z.output<typeof feedMessage>;
