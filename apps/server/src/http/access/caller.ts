/** Who calls, and what they may call. */
import type { Access } from "@wristprint/api";
import type { FastifyRequest } from "fastify";
import type { ServerContext } from "../context.js";
import { HttpProblem, missing } from "../problem.js";
import { consoleToken } from "./console-cookie.js";
import { isOwnOrigin } from "./origin.js";
import { hashSecret, looksLikeApiKey } from "./secrets.js";

export type Caller =
  | { readonly kind: "console"; readonly tokenHash: string }
  | { readonly kind: "key"; readonly id: string; readonly project: string; readonly name: string }
  | { readonly kind: "anybody" };

type CallerContext = Pick<ServerContext, "store" | "clock">;

/** Methods that change nothing, which a link from elsewhere may cause. */
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Finds out who calls and refuses who may not.
 * @param project the path's project, where it has one
 * @throws HttpProblem 401 without valid credentials, 403 with those of a key where only the console may call or from a
 *   page of elsewhere, 404 with another project's key
 */
export async function admit(
  context: CallerContext,
  request: FastifyRequest,
  access: Access,
  project: string | undefined,
): Promise<Caller> {
  if (access === "public") {
    refuseOtherPages(request);
    return { kind: "anybody" };
  }
  const { authorization } = request.headers;
  const caller =
    authorization === undefined ? await byCookie(context, request) : await byKey(context, authorization);
  if (caller.kind === "console" && !SAFE.has(request.method)) requireOwnPage(request);
  if (caller.kind === "key") {
    if (access === "console") throw new HttpProblem(403, "no-access", "the console alone may do this");
    if (caller.project !== project?.toLowerCase()) throw missing("project");
  }
  return caller;
}

/** Who the audit names. */
export function actorOf(caller: Caller): string {
  return caller.kind === "key" ? `key:${caller.name}` : "console";
}

async function byKey({ store, clock }: CallerContext, authorization: string): Promise<Caller> {
  const [, secret] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (secret === undefined || !looksLikeApiKey(secret)) throw noAccess();
  const key = await store.keys.use(hashSecret(secret), new Date(clock()));
  if (key === undefined) throw noAccess();
  return { kind: "key", ...key };
}

async function byCookie(context: CallerContext, request: FastifyRequest): Promise<Caller> {
  const token = consoleToken(request);
  if (token === undefined) throw noAccess();
  const tokenHash = hashSecret(token);
  if (!(await context.store.console.hasLogin(tokenHash, new Date(context.clock())))) throw noAccess();
  return { kind: "console", tokenHash };
}

/** A cookie comes along by itself, so the browser must say that our own page caused the call. */
export function requireOwnPage(request: FastifyRequest): void {
  if (!isOwnOrigin(request)) throw wrongOrigin();
}

/** For calls without credentials: programs send no `Origin`, and pages of elsewhere send theirs. */
function refuseOtherPages(request: FastifyRequest): void {
  if (SAFE.has(request.method) || request.headers.origin === undefined) return;
  requireOwnPage(request);
}

function wrongOrigin(): HttpProblem {
  return new HttpProblem(403, "wrong-origin", "the Origin header must be this server's own");
}

function noAccess(): HttpProblem {
  return new HttpProblem(401, "no-access", "an API key (Authorization: Bearer wp_…) or a signed-in console");
}
