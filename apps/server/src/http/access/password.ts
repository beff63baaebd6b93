/** The console's password, kept as scrypt makes it: slow and hungry for memory, with a salt of its own (RFC 7914). */
import { type BinaryLike, randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { RandomBytes } from "./secrets.js";

const derive = promisify(scrypt) as (
  password: BinaryLike,
  salt: BinaryLike,
  bytes: number,
  options: ScryptOptions,
) => Promise<Buffer>;

/** Cost: N = 2¹⁷, r = 8, p = 1 takes 128 MiB and some 0.3 s, as OWASP's password storage cheat sheet says. */
const COST = { logN: 17, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;
const FORM = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

export interface PasswordCost {
  /** N = 2^logN */
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** @returns `scrypt$LOG_N$R$P$SALT$KEY`, salt and key in base64url */
export async function hashPassword(
  password: string,
  { cost = COST, random = randomBytes }: { cost?: PasswordCost; random?: RandomBytes } = {},
): Promise<string> {
  const salt = random(SALT_BYTES);
  const key = await derive(password.normalize("NFC"), salt, KEY_BYTES, options(cost));
  return ["scrypt", cost.logN, cost.r, cost.p, salt.toString("base64url"), key.toString("base64url")].join(
    "$",
  );
}

/** Whether the password is the one that the hash was made of. */
export async function checkPassword(password: string, hash: string): Promise<boolean> {
  const match = FORM.exec(hash);
  if (match === null) return false;
  const [logN, r, p] = match.slice(1, 4).map(Number) as [number, number, number];
  const [salt, key] = match.slice(4).map((text) => Buffer.from(text, "base64url")) as [Buffer, Buffer];
  const made = await derive(password.normalize("NFC"), salt, key.length, options({ logN, r, p }));
  return timingSafeEqual(made, key);
}

function options({ logN, r, p }: PasswordCost): ScryptOptions {
  // Node refuses by default what takes more than 32 MiB.
  return { N: 2 ** logN, r, p, maxmem: 2 * 128 * 2 ** logN * r };
}
