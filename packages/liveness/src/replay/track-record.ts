/** A stored track, or the removal of some, as bytes of a log. Little-endian; what a number is called stands below. */
import { LivenessError } from "../liveness-error.js";
import type { TrackColumns } from "../track.js";

/** A track that was added. */
export interface AddedRecord {
  readonly kind: "added";
  readonly number: number;
  readonly subject: string;
  readonly name: string;
  readonly atMs: number;
  readonly track: TrackColumns;
}

/** Tracks that were removed: by number alone, so that a log tells nothing of whom they were. */
export interface RemovedRecord {
  readonly kind: "removed";
  readonly numbers: readonly number[];
}

export type TrackRecord = AddedRecord | RemovedRecord;

const ADDED = 1;
const REMOVED = 2;

/** kind u8, number f64, atMs f64, lengths of subject and name u16 each, points u32; both in UTF-8; t f64, x f32, y f32 a point. */
const ADDED_HEAD = 25;
/** kind u8, count u32; f64 each. */
const REMOVED_HEAD = 5;
const POINT_BYTES = 16;
const LONGEST_WORD = 65_535;

/** @throws LivenessError `bad-input` for a subject or name of more than 65,535 bytes */
export function encodeRecord(record: TrackRecord): Buffer {
  if (record.kind === "removed") {
    const bytes = Buffer.alloc(REMOVED_HEAD + 8 * record.numbers.length);
    bytes.writeUInt8(REMOVED, 0);
    bytes.writeUInt32LE(record.numbers.length, 1);
    for (const [i, number] of record.numbers.entries()) bytes.writeDoubleLE(number, REMOVED_HEAD + 8 * i);
    return bytes;
  }
  const { number, atMs, track } = record;
  const subject = encodeWord(record.subject);
  const name = encodeWord(record.name);
  const count = track.tMs.length;
  const bytes = Buffer.alloc(ADDED_HEAD + subject.length + name.length + POINT_BYTES * count);
  bytes.writeUInt8(ADDED, 0);
  bytes.writeDoubleLE(number, 1);
  bytes.writeDoubleLE(atMs, 9);
  bytes.writeUInt16LE(subject.length, 17);
  bytes.writeUInt16LE(name.length, 19);
  bytes.writeUInt32LE(count, 21);
  let at = ADDED_HEAD;
  at += subject.copy(bytes, at);
  at += name.copy(bytes, at);
  for (let i = 0; i < count; i++, at += POINT_BYTES) {
    bytes.writeDoubleLE(track.tMs[i], at);
    bytes.writeFloatLE(track.x[i], at + 8);
    bytes.writeFloatLE(track.y[i], at + 12);
  }
  return bytes;
}

/** @throws LivenessError `bad-store` for bytes that no record is made of */
export function decodeRecord(bytes: Buffer): TrackRecord {
  const kind = bytes.length > 0 ? bytes.readUInt8(0) : 0;
  if (kind === REMOVED && bytes.length >= REMOVED_HEAD) {
    const count = bytes.readUInt32LE(1);
    expectLength(bytes, REMOVED_HEAD + 8 * count);
    return {
      kind: "removed",
      numbers: Array.from({ length: count }, (_, i) => bytes.readDoubleLE(REMOVED_HEAD + 8 * i)),
    };
  }
  if (kind !== ADDED || bytes.length < ADDED_HEAD) {
    throw new LivenessError(
      "bad-store",
      `a record of kind ${ADDED} or ${REMOVED} expected, got kind ${kind}`,
    );
  }
  const subjectEnd = ADDED_HEAD + bytes.readUInt16LE(17);
  const nameEnd = subjectEnd + bytes.readUInt16LE(19);
  const count = bytes.readUInt32LE(21);
  expectLength(bytes, nameEnd + POINT_BYTES * count);
  const track = { tMs: new Float64Array(count), x: new Float32Array(count), y: new Float32Array(count) };
  for (let i = 0, at = nameEnd; i < count; i++, at += POINT_BYTES) {
    track.tMs[i] = bytes.readDoubleLE(at);
    track.x[i] = bytes.readFloatLE(at + 8);
    track.y[i] = bytes.readFloatLE(at + 12);
  }
  return {
    kind: "added",
    number: bytes.readDoubleLE(1),
    atMs: bytes.readDoubleLE(9),
    subject: bytes.toString("utf8", ADDED_HEAD, subjectEnd),
    name: bytes.toString("utf8", subjectEnd, nameEnd),
    track,
  };
}

function encodeWord(word: string): Buffer {
  const bytes = Buffer.from(word, "utf8");
  if (bytes.length <= LONGEST_WORD) return bytes;
  throw new LivenessError(
    "bad-input",
    `a subject or name of at most ${LONGEST_WORD} bytes expected, got ${bytes.length}`,
  );
}

function expectLength(bytes: Buffer, expected: number): void {
  if (bytes.length === expected) return;
  throw new LivenessError("bad-store", `a record of ${expected} bytes expected, got ${bytes.length}`);
}
