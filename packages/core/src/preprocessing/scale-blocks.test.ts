import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Blocks } from "./blocks.js";
import { applyScaler, fitScaler, type Scaling } from "./scale-blocks.js";
import type { ScalingKind } from "./scalings.js";

const blocksOf = (size: number, ...values: number[]): Blocks => ({
  count: values.length / (2 * size),
  size,
  channels: ["velocityX", "velocityY"],
  data: Float32Array.from(values),
  session: new Int32Array(values.length / (2 * size)),
});

const scaled = (blocks: Blocks, scaling: Scaling) => applyScaler(blocks, fitScaler(blocks, scaling)).data;

// [2 blocks, 3 differences, 2 channels]
const blocks = blocksOf(3, -14.57, -11.18, 26.22, -11.15, 4.35, 22.69, -6.67, 2.77, 7.21, 6.28, -19.5, 6.52);

describe("scaling over all data", () => {
  // Source: scikit-learn 1.2.1, MinMaxScaler, MaxAbsScaler and StandardScaler on the six rows above.
  const golden: Partial<Record<ScalingKind, number[]>> = {
    minmax: [
      0.107830271216098, 0, 1, 0.00088573959255972, 0.5216535433070867, 1, 0.28062117235345585,
      0.41186891054030106, 0.5842082239720036, 0.5155004428697962, 0, 0.5225863596102744,
    ],
    maxabs: [
      -0.5556826849733029, -0.4927280740414279, 1, -0.49140590568532394, 0.16590389016018306, 1,
      -0.2543859649122807, 0.12208021154693698, 0.2749809305873379, 0.27677390921110623, -0.7437070938215103,
      0.2873512560599383,
    ],
    standard: [
      -0.9235289725536969, -1.189641939674051, 1.7525837523195185, -1.1870623040983213, 0.3177569493536636,
      1.7227666253248726, -0.40523305378688146, 0.009888603040297438, 0.5053931933629158, 0.3117059654006819,
      -1.2469718686955198, 0.3323430500065201,
    ],
  };

  test.each(Object.entries(golden))("%s agrees with scikit-learn", (kind, values) => {
    const data = scaled(blocks, { kind: kind as ScalingKind, scope: "data" });
    values.forEach((value, i) => {
      expect(data[i]).toBeCloseTo(value, 6);
    });
  });

  test("a scaler goes through JSON unchanged and scales blocks it wasn't fitted on", () => {
    const scaler = fitScaler(blocks, { kind: "minmax", scope: "data", clip: 20 });
    const again = JSON.parse(JSON.stringify(scaler));
    expect(again).toEqual(scaler);
    // x was clipped to −19.5 … 20, y to −11.18 … 20; 39.5 is clipped to 20, the upper end.
    expect([...applyScaler(blocksOf(1, 39.5, -11.18), again).data]).toEqual([1, 0]);
  });

  test("by the root of the mean square zero stays zero, also where it fills up what is short", () => {
    // Source: numpy 1.24.2, sqrt(mean(x ** 2)) = 2.5124689052802225 of 3, −4, 0 and 0.5.
    const data = scaled(blocksOf(4, 3, 0, -4, 0, 0, 0, 0.5, 0), { kind: "rms", scope: "data" });
    [3, 0, -4, 0, 0, 0, 0.5, 0].forEach((value, i) => {
      expect(data[i]).toBeCloseTo(value / 2.5124689052802225, 6);
    });
  });

  test("a constant column becomes zero where a mean or minimum is taken off", () => {
    const constant = blocksOf(2, 0.1, 3, 0.1, 3);
    expect([...scaled(constant, { kind: "standard", scope: "data" })]).toEqual([0, 0, 0, 0]);
    expect([...scaled(constant, { kind: "minmax", scope: "data" })]).toEqual([0, 0, 0, 0]);
  });

  test("a deviation or largest value of zero counts as 0.0001", () => {
    const zeros = blocksOf(1, 0, 0);
    const later = blocksOf(1, 1, 0.5);
    for (const kind of ["standard", "largest"] as const) {
      const scaler = fitScaler(zeros, { kind, scope: "data" });
      expect([...applyScaler(later, scaler).data]).toEqual([10_000, 5000]);
    }
    expect([...applyScaler(later, fitScaler(zeros, { kind: "maxabs", scope: "data" })).data]).toEqual([
      1, 0.5,
    ]);
  });
});

test("scaling by block uses each block's own statistics", () => {
  const two = blocksOf(2, 0, 10, 4, 20, 100, 0, 200, 5);
  expect([...scaled(two, { kind: "minmax", scope: "block" })]).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
  expect([...scaled(two, { kind: "largest", scope: "block" })]).toEqual([0, 0.5, 1, 1, 0.5, 0, 1, 1]);
});

test("none changes nothing, but for clipping", () => {
  expect(scaled(blocks, { kind: "none", scope: "data" })).toEqual(blocks.data);
  expect([...scaled(blocksOf(1, -7, 3), { kind: "none", scope: "block", clip: 5 })]).toEqual([-5, 3]);
});

test("what cannot be fitted or applied is refused", () => {
  const refusal = (code: string) => expect.objectContaining({ code });
  const empty = blocksOf(1);
  const standard = { kind: "standard", scope: "data" } as const;
  expect(() => fitScaler(empty, standard)).toThrow(refusal("empty"));
  expect(() => fitScaler(blocksOf(1, Number.NaN, 0), standard)).toThrow(refusal("not-a-number"));
  expect(() => fitScaler(blocks, { ...standard, clip: 0 })).toThrow(refusal("out-of-range"));
  // The casts stand for names read from a file.
  expect(() => fitScaler(blocks, { ...standard, kind: "robust" as "none" })).toThrow(refusal("unknown-name"));
  expect(() => fitScaler(blocks, { ...standard, scope: "user" as "data" })).toThrow(refusal("unknown-name"));
  const other = { ...blocks, channels: ["velocityY", "velocityX"] as const };
  expect(() => applyScaler(other, fitScaler(blocks, standard))).toThrow(refusal("shape-mismatch"));
});

test("what tells states apart stays 1 and 0, whatever the scaling", () => {
  const data = Float32Array.of(0.5, 1, 1.5, 0);
  const all = {
    count: 1,
    size: 2,
    channels: ["timeStep", "isDrag"] as const,
    data,
    session: Int32Array.of(0),
  };
  for (const scope of ["block", "data"] as const) {
    expect([...scaled(all, { kind: "standard", scope })]).toEqual([-1, 1, 1, 0]);
  }
});

test("scaled values keep within the bounds of their kind", () => {
  const value = fc.float({ min: -1e6, max: 1e6, noNaN: true });
  const anyBlocks = fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), { minLength: 1, maxLength: 8 });
  const scope = fc.constantFrom("block" as const, "data" as const);
  fc.assert(
    fc.property(anyBlocks, scope, (rows, scope) => {
      const all = blocksOf(3, ...rows.flat());
      const within = (data: Float32Array, low: number, high: number) =>
        data.every((v) => v >= low - 1e-6 && v <= high + 1e-6);
      expect(within(scaled(all, { kind: "minmax", scope }), 0, 1)).toBe(true);
      expect(within(scaled(all, { kind: "maxabs", scope }), -1, 1)).toBe(true);
      expect(within(scaled(all, { kind: "largest", scope }), -1, 1)).toBe(true);
      // No value of n lies further than √n deviations from the mean.
      const n = scope === "data" ? 3 * all.count : 3;
      expect(within(scaled(all, { kind: "standard", scope }), -Math.sqrt(n), Math.sqrt(n))).toBe(true);
    }),
  );
});
