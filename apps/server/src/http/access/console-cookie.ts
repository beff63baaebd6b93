/** The cookie of a signed-in browser: a random token, of which the store keeps the hash. */
import type { FastifyRequest } from "fastify";

const NAME = "wristprint-console";
/** A signed-in browser is asked again after so long. */
export const LOGIN_SECONDS = 12 * 3600;

export function consoleToken(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  return value !== undefined && /^[\w-]{43}$/.test(value) ? value : undefined;
}

/** For `Set-Cookie`: no script reads it, no other site's page sends it. */
export function consoleCookie(token: string, secure: boolean): string {
  return cookie(token, LOGIN_SECONDS, secure);
}

/** For `Set-Cookie`, to make the browser forget it. */
export function noConsoleCookie(secure: boolean): string {
  return cookie("", 0, secure);
}

function cookie(value: string, seconds: number, secure: boolean): string {
  const parts = [`${NAME}=${value}`, `Max-Age=${seconds}`, "Path=/", "HttpOnly", "SameSite=Strict"];
  return (secure ? [...parts, "Secure"] : parts).join("; ");
}
