import { describe, expect, test } from "vitest";
import { CHANNELS, type Channel, channelColumn, SIGNALS } from "./channels.js";

/** Events whose kinds and buttons take turns. */
function columns(count: number) {
  const codes = Uint8Array.from({ length: count }, (_, i) => i);
  return { tMs: Float64Array.from(codes), kind: codes, button: codes };
}

const sequences = {
  dxPx: Float32Array.of(8, -3, 0),
  dyPx: Float32Array.of(0, 1, -2),
  dtS: Float32Array.of(0.016, 0.1, 5),
  held: Uint8Array.of(0, 1, 0),
  session: Int32Array.of(0, 0, 1),
  event: Int32Array.of(1, 2, 1),
  traces: [
    { ...columns(3), x: Float32Array.of(7, 15, 12), y: Float32Array.of(2, 2, 3) },
    { ...columns(2), x: Float32Array.of(0, 1), y: Float32Array.of(9, 8) },
  ],
  starts: Int32Array.of(0),
};

describe("channels", () => {
  // Worked out by hand from the formulas of the registry.
  const expected: Record<Channel, number[]> = {
    velocityX: [500, -30, 0],
    velocityY: [0, 10, -0.4],
    displacementX: [8, -3, 0],
    displacementY: [0, 1, -2],
    logVelocityX: [Math.log(11), -Math.log(1.6), 0],
    logVelocityY: [0, Math.log(1.2), -Math.log(1.008)],
    logDisplacementX: [Math.log(5), -Math.log(2.5), 0],
    logDisplacementY: [0, Math.log(1.5), -Math.log(2)],
    timeStep: [0.016, 0.1, 5],
    logTime: [Math.log(1.96), Math.log(7), Math.log(121)],
    held: [0, 1, 0],
    positionX: [15, 12, 1],
    positionY: [2, 3, 8],
    isMove: [0, 0, 0],
    isDrag: [1, 0, 1],
    isPress: [0, 1, 0],
    isRelease: [0, 0, 0],
    isScrollDown: [0, 0, 0],
    isScrollUp: [0, 0, 0],
    isNoButton: [0, 0, 0],
    isLeft: [1, 0, 1],
    isRight: [0, 1, 0],
    isScroll: [0, 0, 0],
  };

  test.each(Object.keys(CHANNELS) as Channel[])("%s follows its formula", (channel) => {
    const column = channelColumn(sequences, channel);
    expect(column).toHaveLength(3);
    expected[channel].forEach((value, i) => {
      expect(column[i]).toBeCloseTo(value, 4);
    });
  });

  test("presets name known channels, each once", () => {
    for (const channels of Object.values(SIGNALS)) {
      expect(new Set(channels).size).toBe(channels.length);
      for (const channel of channels) expect(Object.keys(CHANNELS)).toContain(channel);
    }
    expect(SIGNALS.sixChannel).toHaveLength(6);
    expect(SIGNALS.events).toHaveLength(13);
  });

  test("an unknown channel is refused, also one that every object has", () => {
    for (const name of ["speed", "toString"]) {
      // The cast stands for a name read from a file.
      expect(() => channelColumn(sequences, name as Channel)).toThrow(/unknown; known are velocityX/);
    }
  });
});
