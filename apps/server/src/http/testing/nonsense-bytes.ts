/** What pages should not send: the wire format with something wrong (docs/wire-format.md). */
import { decodeBatch, decodeEnvelope, LIVE_LIMITS } from "@wristprint/core";
import fc from "fast-check";
import { cutBatches, moveHand } from "../../live/testing/moving-hand.js";

/** The batches of a recording as they should be. */
export const rightBatches = cutBatches(9, moveHand("ada", 30), [10, 20]);
const [firstBatch] = rightBatches as [Uint8Array];

/** Some of the bytes are others, some are missing at the end, or there are more. */
function damaged(bytes: Uint8Array): fc.Arbitrary<Uint8Array> {
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
  return fc
    .tuple(
      fc.array(change, { maxLength: 4 }),
      fc.nat(bytes.length),
      fc.uint8Array({ maxLength: 20 }),
      fc.nat(3),
    )
    .map(([changes, cut, more, how]) => {
      const copy = bytes.slice();
      for (const [at, value] of changes) copy[at] = value;
      if (how === 0) return copy.slice(0, cut);
      return how === 1 ? Uint8Array.of(...copy, ...more) : copy;
    });
}

const tooLarge = fc.nat(100).map((more) => new Uint8Array(LIVE_LIMITS.envelopeBytes + 1 + more).fill(more));

/** For a session that nothing was sent for: no batch, or one that others should precede. */
export const wrongBatch: fc.Arbitrary<Uint8Array> = fc
  .oneof(
    { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 10 },
    { arbitrary: damaged(firstBatch), weight: 20 },
    { arbitrary: fc.constantFrom(...rightBatches.slice(1)), weight: 1 },
    { arbitrary: tooLarge, weight: 1 },
  )
  .filter((bytes) => !isFirstBatch(bytes));

/** A beacon's body that is none, or brings a batch that is none, or shows another token. */
export function wrongEnvelope(token: string): fc.Arbitrary<Uint8Array> {
  const right = writeEnvelope(token, rightBatches);
  return fc
    .oneof(
      { arbitrary: fc.uint8Array({ maxLength: 200 }), weight: 5 },
      { arbitrary: damaged(right), weight: 10 },
      { arbitrary: wrongBatch.map((bytes) => writeEnvelope(token, [firstBatch, bytes])), weight: 10 },
      { arbitrary: wrongToken(token).map((other) => writeEnvelope(other, rightBatches)), weight: 5 },
      { arbitrary: tooLarge, weight: 1 },
    )
    .filter((bytes) => !isEnvelopeOf(token, bytes));
}

/** A token with more or less in it. */
export function wrongToken(token: string): fc.Arbitrary<string> {
  const more = fc.stringMatching(/^[\w.~-]{1,9}$/);
  return fc
    .tuple(fc.nat(token.length), fc.nat(token.length), fc.oneof(fc.constant(""), more))
    .map(([a, b, put]) => token.slice(0, Math.min(a, b)) + put + token.slice(Math.max(a, b)))
    .filter((text) => text.length !== token.length);
}

export function writeEnvelope(token: string, batches: readonly Uint8Array[]): Uint8Array {
  const parts = [new TextEncoder().encode(token), ...batches];
  return Uint8Array.from([1, ...parts.flatMap((part) => [part.length & 255, part.length >> 8, ...part])]);
}

function isFirstBatch(bytes: Uint8Array): boolean {
  return sequenceOf(bytes) === 1;
}

/** `undefined` where the bytes are no batch. */
function sequenceOf(bytes: Uint8Array): number | undefined {
  try {
    return decodeBatch(bytes).sequence;
  } catch {
    return undefined;
  }
}

/** Whether something of it may be kept: all its batches are batches, though perhaps not in order. */
function isEnvelopeOf(token: string, bytes: Uint8Array): boolean {
  try {
    const envelope = decodeEnvelope(bytes);
    return envelope.token === token && envelope.batches.every((batch) => sequenceOf(batch) !== undefined);
  } catch {
    return false;
  }
}
