/**
 * What a page shows to record into one session: `base64url(PAYLOAD).base64url(HMAC-SHA-256)`, the payload as JSON
 * `{"s": session, "e": expiry in seconds since 1970}`. The server keeps no list of them: the signature is the proof.
 */
import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";

const payload = z.strictObject({ s: z.uuid(), e: z.int().min(0) });
/** Far above what {@link SessionTokens.sign} makes; the wire format's bound. */
const LONGEST = 1024;

export type TokenCheck =
  | { readonly ok: true; readonly session: string; readonly expiresAt: Date }
  | { readonly ok: false; readonly reason: "malformed" | "forged" | "expired" };

export interface SessionTokens {
  sign(session: string, expiresAt: Date): string;
  /** Which session a token is for, if it is ours and holds still. */
  checkToken(token: string): TokenCheck;
}

/** @param clock milliseconds since 1970 */
export function createSessionTokens(secret: string, clock: () => number): SessionTokens {
  const seal = (text: string) => createHmac("sha256", secret).update(text).digest();
  return {
    sign(session, expiresAt) {
      const content = { s: session, e: Math.floor(expiresAt.getTime() / 1000) };
      const text = Buffer.from(JSON.stringify(content)).toString("base64url");
      return `${text}.${seal(text).toString("base64url")}`;
    },
    checkToken(token) {
      const match = token.length <= LONGEST ? /^([\w-]+)\.([\w-]{43})$/.exec(token) : null;
      if (match === null) return { ok: false, reason: "malformed" };
      const [, text, signature] = match as unknown as [string, string, string];
      if (!timingSafeEqual(seal(text), Buffer.from(signature, "base64url"))) {
        return { ok: false, reason: "forged" };
      }
      const content = payload.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
      const expiresAt = new Date(content.e * 1000);
      if (expiresAt.getTime() <= clock()) return { ok: false, reason: "expired" };
      return { ok: true, session: content.s, expiresAt };
    },
  };
}
