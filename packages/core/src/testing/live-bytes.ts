/** Bytes written by hand after docs/wire-format.md; the browser script's tests pin the same ones. */
export const GOLDEN_BATCH = Uint8Array.from([
  0x01, // version
  0xef,
  0xbe,
  0xad,
  0xde, // recording 0xdeadbeef
  0x02,
  0x00,
  0x00,
  0x00, // sequence number 2
  0xe9,
  0x03,
  0x00,
  0x00, // base time 1001 ticks = 100.1 ms
  0x80,
  0x07,
  0x38,
  0x04, // screen 1920 × 1080
  0xdc,
  0x05, // 1.5 device px per CSS px
  0x7d,
  0x00, // 125 Hz
  0x06,
  0x00, // 6 events
  0x00,
  0x00,
  0xc8,
  0x01,
  0x03, // mouse move: +0, x +100 (zigzag 200), y −2 (zigzag 3)
  0x0a,
  0x50,
  0x00,
  0x00, // left press (2 | 1 << 3): +8 ms, same place
  0x09,
  0xc8,
  0x01,
  0x02,
  0x04, // left drag (1 | 1 << 3): +20 ms, x +1, y +2
  0x0b,
  0x01,
  0x00,
  0x00, // left release (3 | 1 << 3): +0.1 ms
  0x2c,
  0x00,
  0x01,
  0x00, // scroll down (4 | 5 << 3): x −1
  0x80,
  0xa0,
  0x8d,
  0x06,
  0xc7,
  0x01,
  0x80,
  0x01, // touch move (2 << 6): +10 s, x −100, y +64
]);

export const GOLDEN_COLUMNS = {
  tMs: [100.1, 108.1, 128.1, 128.2, 128.2, 10128.2],
  x: [100, 100, 101, 101, 100, 0],
  y: [-2, -2, 0, 0, 0, 64],
  kind: [0, 2, 1, 3, 4, 0],
  button: [0, 1, 1, 1, 5, 0],
  pointer: [0, 0, 0, 0, 0, 2],
};

/** A header of `count` events followed by `events`, for batches wrong in one place. */
export function batchOf(count: number, events: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from([...GOLDEN_BATCH.subarray(0, 21), count & 255, count >> 8, ...events]);
  return bytes;
}
