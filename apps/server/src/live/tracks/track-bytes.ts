/**
 * Tracks as they are stored: for each its number of points, then for each point the milliseconds, x and y since the one
 * before, in whole numbers, as varints (LEB128, zigzag): about three bytes a point.
 */
import type { TrackColumns } from "@wristprint/liveness";

/** Gathers tracks up to so many bytes. */
export interface TrackBytes {
  /** @returns whether there was room for it */
  append(track: TrackColumns): boolean;
  /** All of them, as a copy. */
  bytes(): Uint8Array;
}

/** A varint of a whole number of less than 2^49 in amount. */
const MOST_BYTES_PER_NUMBER = 8;

export function createTrackBytes(most: number): TrackBytes {
  const parts: Uint8Array[] = [];
  let total = 0;
  return {
    append(track) {
      const part = writeTrack(track);
      if (total + part.length > most) return false;
      parts.push(part);
      total += part.length;
      return true;
    },
    bytes() {
      const joined = new Uint8Array(total);
      let end = 0;
      for (const part of parts) {
        joined.set(part, end);
        end += part.length;
      }
      return joined;
    },
  };
}

function writeTrack({ tMs, x, y }: TrackColumns): Uint8Array {
  const room = new Uint8Array((1 + 3 * tMs.length) * MOST_BYTES_PER_NUMBER);
  let end = 0;
  function write(value: number): void {
    let rest = value;
    for (; rest >= 128; rest = Math.floor(rest / 128)) room[end++] = (rest % 128) | 128;
    room[end++] = rest;
  }
  const writeSigned = (value: number) => write(value < 0 ? -2 * value - 1 : 2 * value);
  write(tMs.length);
  let [lastT, lastX, lastY] = [0, 0, 0];
  for (let i = 0; i < tMs.length; i++) {
    const [t, px, py] = [Math.round(tMs[i]), Math.round(x[i]), Math.round(y[i])];
    writeSigned(t - lastT);
    writeSigned(px - lastX);
    writeSigned(py - lastY);
    [lastT, lastX, lastY] = [t, px, py];
  }
  return room.slice(0, end);
}

export function readTrackBytes(bytes: Uint8Array): TrackColumns[] {
  const tracks: TrackColumns[] = [];
  let at = 0;
  function read(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * scale;
      if (!(byte & 128)) return value;
    }
  }
  const readSigned = () => {
    const value = read();
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
  };
  while (at < bytes.length) {
    const points = read();
    const track = {
      tMs: new Float64Array(points),
      x: new Float32Array(points),
      y: new Float32Array(points),
    };
    let [t, x, y] = [0, 0, 0];
    for (let i = 0; i < points; i++) {
      track.tMs[i] = t += readSigned();
      track.x[i] = x += readSigned();
      track.y[i] = y += readSigned();
    }
    tracks.push(track);
  }
  return tracks;
}
