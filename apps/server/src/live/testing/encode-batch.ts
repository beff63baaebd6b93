/** A writer of docs/wire-format.md for tests: the browser script's own lives in a room that a server may not enter. */

export interface MoveEvent {
  /** Ticks of 0.1 ms since the recording began. */
  readonly ticks: number;
  readonly x: number;
  readonly y: number;
}

/** @param code of every event: what moved, by mouse unless told otherwise */
export function encodeBatch(
  recording: number,
  sequence: number,
  moves: readonly MoveEvent[],
  code = 0,
): Uint8Array {
  const header = new DataView(new ArrayBuffer(23));
  header.setUint8(0, 1);
  header.setUint32(1, recording, true);
  header.setUint32(5, sequence, true);
  header.setUint32(9, moves[0].ticks, true);
  header.setUint16(13, 1920, true);
  header.setUint16(15, 1080, true);
  header.setUint16(17, 1500, true);
  header.setUint16(19, 125, true);
  header.setUint16(21, moves.length, true);
  const bytes = [...new Uint8Array(header.buffer)];
  const varint = (value: number) => {
    let rest = value;
    while (rest > 127) {
      bytes.push((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.push(rest);
  };
  const zigzag = (value: number) => varint(value < 0 ? -2 * value - 1 : 2 * value);
  let last = { ticks: moves[0].ticks, x: 0, y: 0 };
  for (const move of moves) {
    bytes.push(code);
    varint(move.ticks - last.ticks);
    zigzag(move.x - last.x);
    zigzag(move.y - last.y);
    last = move;
  }
  return Uint8Array.from(bytes);
}
