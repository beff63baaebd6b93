import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPassword, hashPassword } from "./password.js";
import { hashSecret, looksLikeApiKey, newApiKey } from "./secrets.js";
import { createSessionTokens } from "./session-token.js";

const SESSION = "0190a6b0-0000-7000-8000-000000000001";
const cost = { logN: 4, r: 8, p: 1 };

describe("a session's token", () => {
  const tokens = createSessionTokens("the secret", () => 1_000_000);
  const token = tokens.sign(SESSION, new Date(2_000_000));

  it("is what OpenSSL makes of its payload", () => {
    // P=$(printf '{"s":"SESSION","e":2000}' | basenc --base64url | tr -d =)
    // printf %s "$P" | openssl dgst -sha256 -hmac 'the secret' -binary | basenc --base64url | tr -d =
    expect(token).toBe(
      "eyJzIjoiMDE5MGE2YjAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIiwiZSI6MjAwMH0.l7o9rSgD_0tpuliPvj4ufCJbk17fBnyDXaAi2mkUcWE",
    );
  });

  it("names its session until it ends", () => {
    expect(tokens.checkToken(token)).toEqual({ ok: true, session: SESSION, expiresAt: new Date(2_000_000) });
    const late = createSessionTokens("the secret", () => 2_000_000);
    expect(late.checkToken(token)).toEqual({ ok: false, reason: "expired" });
  });

  it("is nothing with another secret, nor after any change of a letter", () => {
    expect(createSessionTokens("another", () => 0).checkToken(token).ok).toBe(false);
    fc.assert(
      fc.property(fc.nat(token.length - 2), fc.constantFrom(..."AZaz09-_.~ "), (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(tokens.checkToken(token.slice(0, at) + letter + token.slice(at + 1)).ok).toBe(false);
      }),
    );
  });

  it("is refused, not thrown at, whatever is shown", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(tokens.checkToken(text).ok).toBe(false);
      }),
    );
  });
});

describe("a password", () => {
  it("is known again, however its letters were composed, and no other is", async () => {
    const hash = await hashPassword("caf\u00e9 au lait", { cost });
    expect(await checkPassword("cafe\u0301 au lait", hash)).toBe(true);
    expect(await checkPassword("cafe au lait", hash)).toBe(false);
    expect(await checkPassword("", hash)).toBe(false);
  });

  it("is kept with a salt of its own and never as it is", async () => {
    const [a, b] = await Promise.all([
      hashPassword("password", { cost }),
      hashPassword("password", { cost }),
    ]);
    expect(a).not.toBe(b);
    expect(a).not.toContain("password");
  });

  it("does not open what is no hash", async () => {
    expect(await checkPassword("", "")).toBe(false);
    expect(await checkPassword("x", "scrypt$1$1$1$short$short")).toBe(false);
  });
});

it("a key is wp_ and 32 random bytes, and its hash is SHA-256 as sha256sum gives it", () => {
  const { secret, start, hash } = newApiKey((count) => Buffer.alloc(count, 0xff));
  expect(secret).toBe(`wp_${"_".repeat(42)}8`);
  expect(looksLikeApiKey(secret)).toBe(true);
  expect(secret.startsWith(start)).toBe(true);
  expect(hash).toBe(hashSecret(secret));
  // printf abc | sha256sum
  expect(hashSecret("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});
