import fc from "fast-check";
import { expect, it } from "vitest";
import { CoreError } from "../core-error.js";
import { decodeEnvelope } from "./decode-envelope.js";

/** By hand after docs/wire-format.md: the token `ab.c`, then a batch of two bytes and one of three. */
const golden = Uint8Array.from([1, 4, 0, 0x61, 0x62, 0x2e, 0x63, 2, 0, 8, 9, 3, 0, 5, 6, 7]);

it("reads the envelope written by hand", () => {
  const { token, batches } = decodeEnvelope(golden);
  expect(token).toBe("ab.c");
  expect(batches.map((batch) => [...batch])).toEqual([
    [8, 9],
    [5, 6, 7],
  ]);
});

it("reads an envelope without a token", () => {
  expect(decodeEnvelope(Uint8Array.from([1, 0, 0, 1, 0, 9]))).toEqual({
    token: "",
    batches: [Uint8Array.of(9)],
  });
});

it.each([
  ["nothing", [], /^envelope, byte 0: version expected/],
  ["another version", [2, 0, 0, 1, 0, 9], /byte 0: version 1 expected, got 2/],
  ["a token that is too long", [1, 1, 4], /byte 1: a token of at most 1024 bytes expected, got 1025/],
  ["a token cut short", [1, 2, 0, 0x61], /byte 3: token expected, 2 bytes, got 1/],
  ["a token of other characters", [1, 1, 0, 0x20, 1, 0, 9], /byte 3: a token of letters/],
  ["no batch", [1, 0, 0], /byte 3: length of a batch expected/],
  ["an empty batch", [1, 0, 0, 0, 0], /byte 3: a batch expected, got length 0/],
  ["a batch cut short", [1, 0, 0, 2, 0, 9], /byte 5: batch expected, 2 bytes, got 1/],
  ["half a length at the end", [1, 0, 0, 1, 0, 9, 1], /byte 6: length of a batch expected, 2 bytes, got 1/],
  ["more bytes than an envelope has", new Array(65_537).fill(1), /byte 65536: the end expected by here/],
] as const)("refuses %s, naming the byte", (_name, bytes, message) => {
  expect(() => decodeEnvelope(Uint8Array.from(bytes))).toThrow(
    expect.objectContaining({ code: "malformed", message: expect.stringMatching(message) }),
  );
});

it("gives back every byte once, or a CoreError, whatever the bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), fc.nat(3), (rest, tokenLength) => {
      const bytes = Uint8Array.from([1, tokenLength, 0, ...rest]);
      try {
        const { token, batches } = decodeEnvelope(bytes);
        const read = 3 + token.length + batches.reduce((sum, batch) => sum + 2 + batch.length, 0);
        expect(read).toBe(bytes.length);
      } catch (error) {
        if (!(error instanceof CoreError && error.code === "malformed")) throw error;
      }
    }),
    { numRuns: 2000 },
  );
});
