/** Random secrets, and what is kept of them. All have 256 bits, so a plain hash keeps them: nobody can try them out. */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** Random bytes; an argument so that tests can choose them. */
export type RandomBytes = (count: number) => Buffer;

const SECRET_BYTES = 32;
/** Letters of a key that are shown to recognise it by: 5 random ones behind `wp_`, 30 of 256 bits. */
const START_LETTERS = 8;
const KEY = /^wp_[A-Za-z0-9_-]{43}$/;

export interface NewSecret {
  readonly secret: string;
  readonly start: string;
  readonly hash: string;
}

/** A project's API key: `wp_` and 32 random bytes in base64url. */
export function newApiKey(random: RandomBytes = randomBytes): NewSecret {
  const secret = `wp_${random(SECRET_BYTES).toString("base64url")}`;
  return { secret, start: secret.slice(0, START_LETTERS), hash: hashSecret(secret) };
}

/** Whether it could be a key at all, so that nothing else reaches the database. */
export function looksLikeApiKey(text: string): boolean {
  return KEY.test(text);
}

/** 32 random bytes in base64url. */
export function newToken(random: RandomBytes = randomBytes): string {
  return random(SECRET_BYTES).toString("base64url");
}

/** SHA-256, hexadecimal. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

/** Compares in a time that does not depend on where the two differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
