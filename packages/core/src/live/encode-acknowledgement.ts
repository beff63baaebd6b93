import { CoreError } from "../core-error.js";

const ACKNOWLEDGEMENT = 1;
const LARGEST = 2 ** 32 - 1;

/**
 * The message with which a server acknowledges over a WebSocket: one byte 1, then the number as uint32,
 * little-endian (docs/wire-format.md).
 *
 * @param sequence the recording's highest sequence number up to which every batch is kept for good; 0 for none
 * @throws CoreError `out-of-range` for anything but a whole number from 0 to 2^32 − 1
 */
export function encodeAcknowledgement(sequence: number): Uint8Array {
  if (!(Number.isInteger(sequence) && sequence >= 0 && sequence <= LARGEST)) {
    throw new CoreError("out-of-range", `a sequence number from 0 to 2^32 - 1 expected, got ${sequence}`);
  }
  const bytes = new Uint8Array(5);
  bytes[0] = ACKNOWLEDGEMENT;
  new DataView(bytes.buffer).setUint32(1, sequence, true);
  return bytes;
}
