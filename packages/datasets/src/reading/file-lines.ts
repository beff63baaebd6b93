import { closeSync, openSync, readSync } from "node:fs";

/** Bytes held of a file at a time, and the longest line that can be read. */
export const CHUNK_BYTES = 1 << 20;

const NEWLINE = 10;
const RETURN = 13;

/** Complete lines of a file: `bytes[starts[i], ends[i])`, without line ends, valid until the next is asked for. */
export interface LineBlock {
  readonly bytes: Buffer;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  count: number;
  /** Where in the file `bytes` begin. */
  offset: number;
  /** The number of the block's first line in the file, from 1. */
  firstLine: number;
  /** The last line was longer than {@link CHUNK_BYTES}; only its beginning is here. */
  overlong: boolean;
}

/** The memory that {@link fileLines} works in, for one file after another. */
export function createLineBlock(): LineBlock {
  const lines = 1 << 14;
  return {
    bytes: Buffer.allocUnsafe(CHUNK_BYTES),
    starts: new Int32Array(lines),
    ends: new Int32Array(lines),
    count: 0,
    offset: 0,
    firstLine: 1,
    overlong: false,
  };
}

/**
 * Reads a file block by block. Line ends are LF or CR LF, a missing last one does not matter, a UTF-8
 * byte-order mark is passed over. Holds {@link CHUNK_BYTES} however large the file and its lines are.
 * Throws what the operating system answers (a Node error with `code`).
 */
export function* fileLines(path: string, block: LineBlock): Generator<LineBlock, void, undefined> {
  const { bytes } = block;
  const lines = block.starts.length;
  block.firstLine = 1;
  block.offset = 0;
  const file = openSync(path, "r");
  try {
    let filled = 0;
    let skippingRest = false;
    let atStart = true;
    for (;;) {
      const read = readSync(file, bytes, filled, bytes.length - filled, null);
      filled += read;
      // Short reads are legal before the end of a file; only an empty one ends it.
      const ended = read === 0;
      let start = 0;
      if (atStart && (ended || filled >= 3)) {
        atStart = false;
        if (filled >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) start = 3;
      } else if (atStart) continue;
      if (skippingRest) {
        const end = bytes.subarray(0, filled).indexOf(NEWLINE);
        if (end < 0) {
          if (ended) return;
          block.offset += filled;
          filled = 0;
          continue;
        }
        skippingRest = false;
        start = end + 1;
      }
      for (;;) {
        block.count = 0;
        block.overlong = false;
        while (block.count < lines && start < filled) {
          let end = bytes.indexOf(NEWLINE, start);
          let next = end + 1;
          if (end < 0 || end >= filled) {
            const full = start === 0 && filled === bytes.length;
            if (!ended && !full) break;
            end = filled;
            next = filled;
            if (full && !ended) {
              skippingRest = true;
              block.overlong = true;
            }
          }
          block.starts[block.count] = start;
          block.ends[block.count] = end > start && bytes[end - 1] === RETURN ? end - 1 : end;
          block.count++;
          start = next;
        }
        if (block.count === 0) break;
        yield block;
        block.firstLine += block.count;
      }
      if (ended) return;
      bytes.copyWithin(0, start, filled);
      filled -= start;
      block.offset += start;
    }
  } finally {
    closeSync(file);
  }
}
