/**
 * Records on disk: files `tracks-N.log`, each a sequence of length (u32), checksum (u32, CRC-32) and record. Appending is
 * the one change that is made in place; everything else is written beside and renamed. So whatever moment a process dies
 * at, each record is there as a whole or not at all.
 */
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { LivenessError } from "../liveness-error.js";
import { decodeRecord, encodeRecord, type TrackRecord } from "./track-record.js";

/** A file that has grown to this is left, and the next one begun. */
const FULL_BYTES = 16 << 20;
const HEAD_BYTES = 8;
const NAME = /^tracks-(\d{8})\.log$/;

export interface TrackLog {
  /** Appends records, all or none of which are there after a crash if they are one. Resolves once they are on the disk. */
  append(records: readonly TrackRecord[]): Promise<void>;
  /**
   * Writes anew every file of which some records are not kept, without these; the one being appended to as well.
   * @param keep called for every record of every file
   */
  rewrite(keep: (record: TrackRecord) => TrackRecord | undefined): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the log in a folder, made if it is not there. One process at a time may.
 * @param each called for every record, in the order in which they were appended
 * @throws LivenessError `bad-store` for a file that is damaged other than by a process that died while appending to it
 */
export async function openTrackLog(folder: string, each: (record: TrackRecord) => void): Promise<TrackLog> {
  await mkdir(folder, { recursive: true });
  const files = await listFiles(folder);
  for (const [place, number] of files.entries()) {
    const file = join(folder, nameOf(number));
    const { records, whole, bytes } = readRecords(await readFile(file), file, place === files.length - 1);
    for (const record of records) each(record);
    if (whole < bytes) await truncateFile(file, whole);
  }
  let current = files.at(-1) ?? 1;
  let handle = await openToAppend(folder, current);
  let size = (await handle.stat()).size;

  async function turn(): Promise<void> {
    await handle.close();
    current++;
    handle = await openToAppend(folder, current);
    size = 0;
  }

  return {
    async append(records) {
      if (size >= FULL_BYTES) await turn();
      const bytes = Buffer.concat(records.map(frame));
      try {
        await writeAll(handle, bytes);
        await handle.datasync();
        size += bytes.length;
      } catch (error) {
        // A record half written would make all after it unreadable.
        await handle.truncate(size);
        throw error;
      }
    },
    async rewrite(keep) {
      if (size > 0) await turn();
      for (const number of await listFiles(folder)) {
        if (number === current) continue;
        await rewriteFile(folder, number, keep);
      }
    },
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Buffer): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written);
    written += bytesWritten;
  }
}

async function openToAppend(folder: string, number: number): Promise<FileHandle> {
  const handle = await open(join(folder, nameOf(number)), "a");
  await syncFolder(folder);
  return handle;
}

/** Copies what is kept and renames it over the file, or removes the file where nothing is. */
async function rewriteFile(
  folder: string,
  number: number,
  keep: (record: TrackRecord) => TrackRecord | undefined,
): Promise<void> {
  const file = join(folder, nameOf(number));
  const { records } = readRecords(await readFile(file), file, false);
  const kept = records.map(keep);
  if (kept.every((record, i) => record === records[i])) return;
  const bytes = Buffer.concat(kept.filter((record) => record !== undefined).map(frame));
  if (bytes.length === 0) {
    await rm(file);
  } else {
    const beside = `${file}.new`;
    const handle = await open(beside, "w");
    try {
      await writeAll(handle, bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(beside, file);
  }
  await syncFolder(folder);
}

function frame(record: TrackRecord): Buffer {
  const body = encodeRecord(record);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(body.length, 0);
  head.writeUInt32LE(crc32(body), 4);
  return Buffer.concat([head, body]);
}

/** @param last whether a process may have died while appending to it, which leaves a record cut short at its end */
function readRecords(bytes: Buffer, file: string, last: boolean) {
  const records: TrackRecord[] = [];
  let at = 0;
  while (at < bytes.length) {
    const end = at + HEAD_BYTES <= bytes.length ? at + HEAD_BYTES + bytes.readUInt32LE(at) : Infinity;
    const body = bytes.subarray(at + HEAD_BYTES, end);
    if (end > bytes.length || body.length === 0 || crc32(body) !== bytes.readUInt32LE(at + 4)) {
      // What is cut short stands at the end; so do the zeros of a disk that lost its power.
      if (last && (end >= bytes.length || bytes.subarray(at).every((byte) => byte === 0))) break;
      throw new LivenessError(
        "bad-store",
        `${file}: a whole record expected at byte ${at}, found a damaged one`,
      );
    }
    records.push(decodeRecord(body));
    at = end;
  }
  return { records, whole: at, bytes: bytes.length };
}

async function truncateFile(file: string, length: number): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.truncate(length);
    await handle.datasync();
  } finally {
    await handle.close();
  }
}

/** The numbers of the files, oldest first. What a rewriting left unfinished is removed. */
async function listFiles(folder: string): Promise<number[]> {
  const numbers: number[] = [];
  for (const name of await readdir(folder)) {
    const match = NAME.exec(name);
    if (match !== null) numbers.push(Number(match[1]));
    else if (name.endsWith(".log.new")) await rm(join(folder, name));
  }
  return numbers.sort((a, b) => a - b);
}

/** So that a file's being there survives the machine as well as the process. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function nameOf(number: number): string {
  return `tracks-${String(number).padStart(8, "0")}.log`;
}
