/** Paths and their names in little memory: differences in whole pixels and milliseconds, as numbers of one to five bytes. */
import { MOST_POINTS, type Path } from "./path.js";

const CHUNK_BYTES = 1 << 20;
/** A chunk of which less than this share is wanted is to be let go. */
const SPARSE = 0.5;
const MOST_BYTES_PER_NUMBER = 5;
/** Three numbers a point, and those before and after them. */
const MOST_NUMBERS = 3 * MOST_POINTS + 4;
/** A name longer than this is cut, in bytes. */
export const LONGEST_NAME = 200;

/** Kept in chunks of 1 MiB, so that growing copies nothing, and a chunk of which nothing is wanted any more is let go. */
export interface PathStore {
  /** Keeps a path with its name, and tells where. */
  append(path: Path, name: string): number;
  /** Fills `path` with the one kept there, or with no more than its first points. */
  read(at: number, path: Path, most?: number): void;
  /** The name of the path kept there. */
  name(at: number): string;
  /**
   * What is kept there is not wanted any more.
   * @returns a range of places whose last paths should be moved elsewhere, so that it can be let go, or `undefined`
   */
  release(at: number): { readonly from: number; readonly to: number } | undefined;
  /** Copies what is kept there to the end, lets it go where it was, and tells the new place. */
  move(at: number): number;
  /** Bytes set aside. */
  readonly bytes: number;
}

export function createPathStore(): PathStore {
  const chunks: (Uint8Array | undefined)[] = [];
  /** Bytes wanted still, chunk by chunk. */
  const wanted: number[] = [];
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let held = 0;
  let end = CHUNK_BYTES;
  let chunk = new Uint8Array(0);
  let cursor = 0;

  function write(value: number): void {
    let rest = value;
    while (rest > 127) {
      chunk[cursor++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    chunk[cursor++] = rest;
  }
  function next(): number {
    let byte = chunk[cursor++];
    let value = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = chunk[cursor++];
      value |= (byte & 127) << shift;
    }
    return value;
  }
  const signed = (value: number) => ((value << 1) ^ (value >> 31)) >>> 0;
  const unsigned = (value: number) => (value >>> 1) ^ -(value & 1);

  function open(at: number): void {
    // Places are handed out by this store alone, and released once, so the chunk is there.
    chunk = chunks[Math.floor(at / CHUNK_BYTES)] as Uint8Array<ArrayBuffer>;
    cursor = at % CHUNK_BYTES;
  }
  function makeRoom(bytes: number): void {
    if (end + bytes > CHUNK_BYTES) {
      chunks.push(new Uint8Array(CHUNK_BYTES));
      wanted.push(0);
      held++;
      end = 0;
    }
    chunk = chunks[chunks.length - 1] as Uint8Array<ArrayBuffer>;
    cursor = end;
  }
  /** What was written from `end` to the cursor is one record. */
  function close(): number {
    const at = (chunks.length - 1) * CHUNK_BYTES + end;
    wanted[chunks.length - 1] += cursor - end;
    end = cursor;
    return at;
  }
  /** Puts the cursor at the name; a number ends with a byte below 128. */
  function findName(at: number): number {
    open(at);
    // The origin, three numbers a further point.
    let numbers = 3 * next() - 1;
    while (numbers > 0) if (chunk[cursor++] < 128) numbers--;
    return next();
  }
  /** Puts the cursor after the record. */
  function skip(at: number): void {
    const length = findName(at);
    cursor += length;
  }

  return {
    append(path, name) {
      const bytes = encoder.encode(name).subarray(0, LONGEST_NAME);
      makeRoom(MOST_BYTES_PER_NUMBER * MOST_NUMBERS + bytes.length);
      write(path.count);
      write(signed(path.originX));
      write(signed(path.originY));
      for (let i = 1; i < path.count; i++) {
        write(path.t[i] - path.t[i - 1]);
        write(signed(path.x[i] - path.x[i - 1]));
        write(signed(path.y[i] - path.y[i - 1]));
      }
      write(bytes.length);
      chunk.set(bytes, cursor);
      cursor += bytes.length;
      return close();
    },
    read(at, path, most = MOST_POINTS) {
      open(at);
      const count = Math.min(next(), most);
      path.count = count;
      path.originX = unsigned(next());
      path.originY = unsigned(next());
      let t = 0;
      let x = 0;
      let y = 0;
      path.t[0] = path.x[0] = path.y[0] = 0;
      for (let i = 1; i < count; i++) {
        t += next();
        x += unsigned(next());
        y += unsigned(next());
        path.t[i] = t;
        path.x[i] = x;
        path.y[i] = y;
      }
    },
    name(at) {
      const length = findName(at);
      return decoder.decode(chunk.subarray(cursor, cursor + length));
    },
    release(at) {
      skip(at);
      const which = Math.floor(at / CHUNK_BYTES);
      wanted[which] -= cursor - (at % CHUNK_BYTES);
      if (which === chunks.length - 1) return undefined;
      if (wanted[which] === 0) {
        chunks[which] = undefined;
        held--;
        return undefined;
      }
      if (wanted[which] > SPARSE * CHUNK_BYTES) return undefined;
      return { from: which * CHUNK_BYTES, to: (which + 1) * CHUNK_BYTES };
    },
    move(at) {
      skip(at);
      const record = chunk.subarray(at % CHUNK_BYTES, cursor);
      makeRoom(record.length);
      chunk.set(record, cursor);
      cursor += record.length;
      const moved = close();
      const which = Math.floor(at / CHUNK_BYTES);
      wanted[which] -= record.length;
      if (wanted[which] === 0) {
        chunks[which] = undefined;
        held--;
      }
      return moved;
    },
    get bytes() {
      return held * CHUNK_BYTES;
    },
  };
}
