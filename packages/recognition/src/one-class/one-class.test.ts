/** What every kind of one-class model must do. A new one adds its settings to SETTINGS. */
import { areaUnderCurve, compareScores, createRandom } from "@wristprint/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { decodeOneClass, encodeOneClass } from "./one-class-file.js";
import { countParameters, createOneClassScorer, fitOneClass } from "./one-class-model.js";
import { ONE_CLASS_KINDS, type OneClassSettings, oneClassSettings } from "./registry.js";
import type { Rows } from "./rows.js";

const SETTINGS: Readonly<Record<string, object>> = {
  oneClassSvm: {},
  isolationForest: { trees: 40, sample: 64 },
  ellipticEnvelope: { starts: 6 },
  localOutlierFactor: { neighbours: 7 },
};

const SIZE = 4;

/** Rows around a place; the second column follows the first, and is off zero. */
function person(seed: string, count: number, shift = 0): Rows {
  const random = createRandom(seed);
  const data = new Float32Array(count * SIZE);
  for (let i = 0; i < data.length; i += SIZE) {
    data[i] = 3 * (random.normal() + shift);
    data[i + 1] = 5 + data[i] + 0.3 * random.normal();
    data[i + 2] = random.normal() - shift;
    data[i + 3] = random.normal();
  }
  return { count, size: SIZE, data };
}

const owner = person("owner", 120);
const again = person("again", 60);
const stranger = person("stranger", 60, 4);

it("has settings to be tried with for every kind, and for no other", () => {
  expect(ONE_CLASS_KINDS.map(({ name }) => name)).toEqual(Object.keys(SETTINGS));
});

describe.each(ONE_CLASS_KINDS)("$name", ({ name, source, title }) => {
  const settings = (more: object = {}): OneClassSettings =>
    oneClassSettings.parse({ kind: name, ...SETTINGS[name], ...more });
  const fit = (rows: Rows, more: object = {}, seed = "seed") =>
    fitOneClass(rows, settings(more), createRandom(seed));

  it("says what it is and where it comes from", () => {
    expect(source).toMatch(/\d{4}/);
    expect(title).not.toBe("");
  });

  it.each([true, false])("gives its owner higher scores than a stranger, standardised: %s", (standardise) => {
    const score = createOneClassScorer(fit(owner, { standardise }));
    expect(areaUnderCurve(compareScores(score(again), score(stranger)))).toBeGreaterThan(0.95);
  });

  it("scores within 0 … 1, and turns away about the share of the owner's rows that it was told to", () => {
    const score = createOneClassScorer(fit(owner, { rejected: 0.3, validationShare: 0.5 }));
    const scores = score(person("more", 400));
    expect(scores.every((value) => value > 0 && value < 1)).toBe(true);
    const rejected = scores.filter((value) => value < 0.5).length / 400;
    expect(rejected).toBeGreaterThan(0.1);
    expect(rejected).toBeLessThan(0.55);
  });

  it("gives the same model for the same seed", () => {
    const file = (seed: string) => Buffer.from(encodeOneClass(fit(owner, {}, seed)));
    expect(file("seed").equals(file("seed"))).toBe(true);
    expect(file("seed").equals(file("another"))).toBe(false);
  });

  it("scores a row the same whatever is beside it", () => {
    const score = createOneClassScorer(fit(owner));
    const together = score(again);
    const one = { count: 1, size: SIZE, data: again.data.subarray(7 * SIZE, 8 * SIZE) };
    expect(score(one)[0]).toBe(together[7]);
    expect(score({ count: 0, size: SIZE, data: new Float32Array(0) })).toHaveLength(0);
  });

  it("comes back from its file as it was", () => {
    const model = fit(owner);
    const read = decodeOneClass(encodeOneClass(model), "a file");
    expect(read).toEqual(model);
    expect(createOneClassScorer(read)(again)).toEqual(createOneClassScorer(model)(again));
    expect(countParameters(read)).toBeGreaterThan(SIZE);
  });

  it.each([true, false])("lives with columns that never change, standardised: %s", (standardise) => {
    const flat = (rows: Rows): Rows => ({
      ...rows,
      data: rows.data.map((value, i) => (i % SIZE >= 2 ? 7 : value)),
    });
    const score = createOneClassScorer(fit(flat(owner), { standardise }));
    const [own, other] = [score(flat(again)), score(flat(stranger))];
    expect([...own, ...other].every(Number.isFinite)).toBe(true);
    expect(areaUnderCurve(compareScores(own, other))).toBeGreaterThan(0.9);
  });

  it("lives with rows that are all the same", () => {
    const same = { count: 12, size: SIZE, data: new Float32Array(12 * SIZE).fill(3) };
    const score = createOneClassScorer(fit(same));
    expect(score(same).every(Number.isFinite)).toBe(true);
    expect(score(stranger).every(Number.isFinite)).toBe(true);
  });

  it("learns from three rows, and refuses fewer", () => {
    const few = (count: number) => ({ count, size: SIZE, data: owner.data.subarray(0, count * SIZE) });
    expect(createOneClassScorer(fit(few(3)))(again).every(Number.isFinite)).toBe(true);
    expect(() => fit(few(2))).toThrow(
      new RecognitionError(
        "not-enough-data",
        "at least 2 blocks to learn from and 1 to set the threshold by are needed, there are 2 in all",
      ),
    );
  });

  it("learns from fewer rows than a row has numbers", () => {
    const wide = (seed: string, shift: number) => ({ ...person(seed, 240, shift), count: 12, size: 80 });
    const score = createOneClassScorer(fit(wide("owner", 0)));
    const [own, other] = [score(wide("again", 0)), score(wide("stranger", 3))];
    expect(areaUnderCurve(compareScores(own, other))).toBeGreaterThan(0.9);
  });

  it("refuses what is no number", () => {
    const data = owner.data.slice();
    data[5] = Number.NaN;
    expect(() => fit({ ...owner, data })).toThrow(
      new RecognitionError("bad-input", "blocks of finite numbers expected"),
    );
  });

  it("keeps the threshold at 0.5: the kept rows above it are those that are not to be rejected", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 0.95, noNaN: true }), (rejected) => {
        const model = fit(owner, { rejected });
        const kept = createRandom("seed")
          .fork("kept")
          .shuffle(Int32Array.from({ length: 120 }, (_, i) => i));
        const rows = Float32Array.from(
          [...kept.subarray(0, 18)].flatMap((row) => [...owner.data.subarray(row * SIZE, (row + 1) * SIZE)]),
        );
        const scores = createOneClassScorer(model)({ count: 18, size: SIZE, data: rows });
        // Of n, the quantile's share lies between those below it and those not above it.
        expect(scores.filter((score) => score < 0.5 - 1e-12).length).toBeLessThanOrEqual(rejected * 17 + 1);
        expect(scores.filter((score) => score <= 0.5 + 1e-12).length).toBeGreaterThanOrEqual(rejected * 17);
      }),
      { numRuns: 10 },
    );
  });
});

describe("decodeOneClass", () => {
  const model = fitOneClass(
    owner,
    oneClassSettings.parse({ kind: "isolationForest", trees: 2 }),
    createRandom(1),
  );
  const refusal = (bytes: Uint8Array): unknown => {
    try {
      return decodeOneClass(bytes, "user.safetensors");
    } catch (error) {
      return error;
    }
  };

  it("refuses what is no such file, or lacks a table, and names the file", () => {
    const tensors = new Map(model.learnt.tensors);
    tensors.delete("roots");
    const lacking = encodeOneClass({ ...model, learnt: { ...model.learnt, tensors } });
    for (const bytes of [new Uint8Array(3), new TextEncoder().encode("no model at all"), lacking]) {
      const error = refusal(bytes);
      expect(error).toBeInstanceOf(RecognitionError);
      expect(error).toMatchObject({
        code: "bad-model",
        message: expect.stringMatching(/^user\.safetensors: /),
      });
    }
  });
});
