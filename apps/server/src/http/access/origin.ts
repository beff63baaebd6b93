/** Where a call comes from: this machine, or a page of this server. */
import type { FastifyRequest } from "fastify";

const LOOPBACK_NAMES = new Set(["localhost", "127.0.0.1", "[::1]"]);
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via"];

/** Whether an IP address is this machine's own. */
export function isLoopbackAddress(address: string | undefined): boolean {
  if (address === undefined) return false;
  return address === "::1" || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/.test(address);
}

/**
 * Whether somebody on this machine calls it by this machine's name. The name matters: a page of another site can make
 * a browser here call us under that site's name (DNS rebinding). A proxy on this machine speaks for others.
 */
export function isLocalCall(request: FastifyRequest): boolean {
  if (!isLoopbackAddress(request.raw.socket.remoteAddress)) return false;
  if (FORWARDED.some((header) => request.headers[header] !== undefined)) return false;
  return LOOPBACK_NAMES.has(hostName(request.headers.host));
}

/** Whether the browser says that a page of this very server calls. */
export function isOwnOrigin(request: FastifyRequest): boolean {
  const { origin } = request.headers;
  if (origin === undefined) return false;
  const [scheme, host] = origin.toLowerCase().split("://");
  return (scheme === "http" || scheme === "https") && host === ownHost(request);
}

/** As the caller's browser knows this server, a trusted proxy considered. */
function ownHost(request: FastifyRequest): string {
  return request.host.toLowerCase();
}

function hostName(host: string | undefined): string {
  return (host ?? "").toLowerCase().replace(/:\d+$/, "");
}
