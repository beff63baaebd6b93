import type { StoredSession } from "../store/store.js";
import { AccessRefusal } from "./refusal-status.js";

/** Who may record: asked before anything is decoded. */
export interface LiveAccess {
  readonly findSession: (session: string) => Promise<StoredSession | undefined>;
  /** Whether the token is good for the session, now. */
  readonly checkToken: (
    session: string,
    token: string,
  ) => "ok" | "unknown" | "expired" | Promise<"ok" | "unknown" | "expired">;
  /**
   * Whether pages of the origin may record for the project.
   * @param host the server's own, as the request names it
   */
  readonly originAllowed: (
    project: string,
    origin: string,
    host: string | undefined,
  ) => boolean | Promise<boolean>;
}

const SESSION = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * The session that a page may record.
 *
 * @param origin the request's; browsers send it with all that this serves, other programs need none
 * @throws AccessRefusal
 */
export async function admit(
  access: LiveAccess,
  request: {
    readonly session: string;
    readonly token: string;
    readonly origin: string | undefined;
    readonly host: string | undefined;
  },
): Promise<StoredSession> {
  const { session, token, origin, host } = request;
  if (token === "") throw new AccessRefusal(401, "no-token", "a token expected");
  if (!SESSION.test(session)) throw new AccessRefusal(404, "no-session", "no such session");
  // Before the session is looked for: who has no token does not learn which there are.
  const checked = await access.checkToken(session, token);
  if (checked !== "ok") throw new AccessRefusal(401, `${checked}-token`, `the token is ${checked}`);
  const found = await access.findSession(session);
  if (found === undefined) throw new AccessRefusal(404, "no-session", "no such session");
  if (origin !== undefined && !(await access.originAllowed(found.project, origin, host))) {
    throw new AccessRefusal(403, "origin", `pages of ${origin} may not record for this project`);
  }
  return found;
}
