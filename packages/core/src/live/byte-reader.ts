import { CoreError } from "../core-error.js";

/** Reads a buffer front to back; whatever is not there or not allowed is an error that names its place. */
export interface ByteReader {
  /** Where the next byte is read. */
  readonly position: number;
  readonly left: number;
  /** @throws CoreError `malformed` past the end, as all reading here */
  byte(what: string): number;
  /** Little-endian. */
  uint16(what: string): number;
  uint32(what: string): number;
  /** LEB128 in the fewest bytes, at most `limit`, which is below 2^32. */
  varint(limit: number, what: string): number;
  /** As many bytes, not copied. */
  bytes(count: number, what: string): Uint8Array;
  /** @throws CoreError `malformed` where bytes are left */
  end(): void;
  /** An error about the value that began at `at`. */
  malformed(at: number, expectation: string): CoreError;
}

/** @param subject what is being read, for the messages */
export function readBytes(input: Uint8Array, subject: string): ByteReader {
  let position = 0;

  function malformed(at: number, expectation: string): CoreError {
    return new CoreError("malformed", `${subject}, byte ${at}: ${expectation}`);
  }

  function take(count: number, what: string): number {
    const at = position;
    if (input.length - at < count) {
      throw malformed(at, `${what} expected, ${count} bytes, got ${input.length - at}`);
    }
    position += count;
    return at;
  }

  return {
    get position() {
      return position;
    },
    get left() {
      return input.length - position;
    },
    byte: (what) => input[take(1, what)],
    uint16(what) {
      const at = take(2, what);
      return input[at] | (input[at + 1] << 8);
    },
    uint32(what) {
      const at = take(4, what);
      return (input[at] | (input[at + 1] << 8) | (input[at + 2] << 16) | (input[at + 3] << 24)) >>> 0;
    },
    varint(limit, what) {
      const begun = position;
      let value = 0;
      let scale = 1;
      for (;;) {
        const byte = input[take(1, what)];
        value += (byte & 127) * scale;
        // The limit also bounds the bytes read: each further one adds seven bits, or is a needless zero.
        if (value > limit) throw malformed(begun, `${what} of at most ${limit} expected, got more`);
        if (byte < 128) {
          if (byte === 0 && scale > 1) throw malformed(begun, `${what} in the fewest bytes expected`);
          return value;
        }
        scale *= 128;
        if (scale > limit) throw malformed(begun, `${what} of at most ${limit} expected, got more`);
      }
    },
    bytes(count, what) {
      const at = take(count, what);
      return input.subarray(at, at + count);
    },
    end() {
      if (position < input.length) {
        throw malformed(position, `the end expected, got ${input.length - position} more bytes`);
      }
    },
    malformed,
  };
}
