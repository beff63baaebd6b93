import { ConsoleError } from "../console-error.js";

/**
 * @param text base64 of `size` little-endian float32 numbers
 * @throws ConsoleError `unexpected_answer` where it holds another number of them
 */
export function decodeSignature(text: string, size: number): Float32Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (bytes.length !== size * 4) {
    throw new ConsoleError(
      "unexpected_answer",
      `A signature of ${size} numbers expected, ${bytes.length} bytes came.`,
    );
  }
  const view = new DataView(bytes.buffer);
  return Float32Array.from({ length: size }, (_, i) => view.getFloat32(4 * i, true));
}
