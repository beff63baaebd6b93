/** Floats as protobuf `bytes`: little-endian float32, whatever machine this is. */
import { PredictionError } from "./prediction-error.js";

const BYTES = Float32Array.BYTES_PER_ELEMENT;
const LITTLE_ENDIAN = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** The bytes of some floats. On a little-endian machine they are the same memory, not a copy. */
export function encodeFloats(values: Float32Array): Uint8Array {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return LITTLE_ENDIAN ? bytes : swapped(bytes);
}

/**
 * The floats of some bytes, always in memory of their own: a message's `bytes` are a view into the whole message,
 * which seldom begins at a multiple of 4.
 *
 * @throws PredictionError `invalid-argument` where the bytes are not whole floats
 */
export function decodeFloats(bytes: Uint8Array): Float32Array {
  if (bytes.length % BYTES !== 0) {
    throw new PredictionError(
      "invalid-argument",
      `whole float32 numbers expected, got ${bytes.length} bytes, which 4 does not divide`,
    );
  }
  // `new Uint8Array(…)` copies; a Buffer's own `slice` would not.
  const own = LITTLE_ENDIAN ? new Uint8Array(bytes) : swapped(bytes);
  return new Float32Array(own.buffer, 0, own.length / BYTES);
}

/** The numbers of some arrays one after another; those of a single array are not copied. */
export function joinFloats(parts: readonly Float32Array[]): Float32Array {
  const [first] = parts;
  if (first !== undefined && parts.length === 1) return first;
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** A copy with the bytes of each four turned round. */
export function swapped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  Buffer.from(copy.buffer).swap32();
  return copy;
}
