import { decodeEnvelope } from "@wristprint/core";
import { expect, it } from "vitest";
import { encodeEnvelope } from "./encode-envelope.js";

it("writes the bytes written by hand, which core's tests read", () => {
  const [body, last] = encodeEnvelope("ab.c", [
    { sequence: 7, bytes: Uint8Array.of(8, 9) },
    { sequence: 8, bytes: Uint8Array.of(5, 6, 7) },
  ]);
  expect([...body]).toEqual([1, 4, 0, 0x61, 0x62, 0x2e, 0x63, 2, 0, 8, 9, 3, 0, 5, 6, 7]);
  expect(last).toBe(8);
});

it("takes as many batches as go below what browsers send for a closing page", () => {
  const batches = Array.from({ length: 9 }, (_, i) => ({
    sequence: i + 1,
    bytes: new Uint8Array(10_000).fill(i),
  }));
  const [body, last] = encodeEnvelope("t".repeat(1024), batches);
  expect(last).toBe(6);
  expect(body.length).toBeLessThanOrEqual(61_440);
  const read = decodeEnvelope(body);
  expect(read.token).toHaveLength(1024);
  expect(read.batches.map((batch) => batch[0])).toEqual([0, 1, 2, 3, 4, 5]);
});

it("has room for the longest batch beside the longest token", () => {
  const longest = 23 + 12 * 4096;
  const [body] = encodeEnvelope("t".repeat(1024), [{ sequence: 1, bytes: new Uint8Array(longest).fill(1) }]);
  expect(decodeEnvelope(body).batches[0]).toHaveLength(longest);
});
