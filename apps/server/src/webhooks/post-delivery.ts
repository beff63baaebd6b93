/** One POST to somebody else's server, which is not trusted: checked address, no redirects, bounded in time. */
import type { LookupAddress } from "node:dns";
import { lookup } from "node:dns/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress, webhookUrlProblem } from "./webhook-url.js";

/** All addresses of a name. */
export type ResolveHost = (host: string) => Promise<readonly LookupAddress[]>;

export const resolveHost: ResolveHost = (host) => lookup(host, { all: true, verbatim: true });

export interface PostOptions {
  readonly privateAllowed: boolean;
  readonly timeoutMs: number;
  readonly resolve: ResolveHost;
  /** Calls it off. */
  readonly signal: AbortSignal;
}

/** @throws Error saying why it was not delivered, in words for the console */
export async function postDelivery(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { privateAllowed, timeoutMs, resolve, signal }: PostOptions,
): Promise<void> {
  const problem = webhookUrlProblem(url, privateAllowed);
  if (problem !== undefined) throw new Error(problem);
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const addresses = isIP(host) ? [{ address: host, family: isIP(host) }] : await resolve(host);
  if (addresses.length === 0) throw new Error("its name has no address");
  if (!privateAllowed && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw new Error("its name leads to a private address");
  }
  const status = await post(target, headers, body, pinned(addresses), until, timeoutMs);
  if (status < 200 || status > 299) throw new Error(`answered ${status}`);
}

function post(
  target: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  lookup: LookupFunction,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<number> {
  const start = target.protocol === "https:" ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = start(target, {
      method: "POST",
      headers: { ...headers, "content-length": Buffer.byteLength(body) },
      agent: false,
      lookup,
      signal,
    });
    outgoing.on("response", (response) => {
      // Only the status counts; the rest is not read.
      resolve(response.statusCode ?? 0);
      response.destroy();
    });
    outgoing.on("error", (error) => {
      reject(
        signal.aborted ? new Error(`no answer within ${timeoutMs / 1000} s`) : new Error(reasonOf(error)),
      );
    });
    outgoing.end(body);
  });
}

/** Hands out the addresses that were checked: a second look-up could answer with others (DNS rebinding). */
function pinned(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses as readonly [LookupAddress];
  return (_, options, done) => {
    if (options.all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

function reasonOf(error: Error & { readonly code?: string }): string {
  return error.code === undefined ? error.message : `could not connect: ${error.code}`;
}
