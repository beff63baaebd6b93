import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { type ExperimentDefinition, parseDefinition, withSetting } from "./definition.js";

const LEAST = { name: "mine", title: "Mine", task: "authentication", data: {} };

/** Scaling over all data. */
const DATA = { kind: "standard", scope: "data" };

/** The message for a definition with these settings on top. */
function refusal(settings: object): string {
  try {
    parseDefinition({ ...LEAST, ...settings }, "mine.json");
  } catch (error) {
    expect(error).toBeInstanceOf(RecognitionError);
    expect((error as RecognitionError).code).toBe("bad-definition");
    return (error as RecognitionError).message;
  }
  throw new Error("the definition was taken");
}

describe("parseDefinition", () => {
  it("fills in what is left out with the published settings of the 1D-CNN", () => {
    expect(parseDefinition(LEAST, "mine.json")).toEqual({
      ...LEAST,
      description: "",
      data: { parts: ["training"] },
      users: "all",
      preprocessing: {
        signal: "velocity",
        blockSize: 128,
        chunks: "concatenate",
        sessionBorders: "split",
        scaling: { kind: "standard", scope: "block" },
      },
      split: { by: "blocks", test: { count: 70 }, order: "chronological", end: "first" },
      amount: "all",
      augmentation: 0.2,
      balance: "positive",
      architecture: "mcdcnn",
      training: {
        epochs: 16,
        batch: 32,
        optimiser: { kind: "adam", learningRate: 0.002, decay: 0.0001, weightDecay: 0 },
        validationShare: 0.15,
        keepBest: "loss",
        classWeights: "none",
        labelSmoothing: 0,
      },
      evaluation: { blocks: [1, 2, 5, 10] },
      seed: 1,
      published: [],
    });
  });

  it("fills in one-class models, which have no network and no training", () => {
    const { architecture, training, balance, oneClass } = parseDefinition(
      { ...LEAST, oneClass: { kind: "isolationForest", trees: 7 } },
      "mine.json",
    );
    expect([architecture, training, balance]).toEqual([undefined, undefined, undefined]);
    expect(oneClass).toEqual({
      kind: "isolationForest",
      trees: 7,
      sample: 256,
      input: "both",
      standardise: true,
      validationShare: 0.15,
      rejected: 0.1,
    });
    const features = { kind: "oneClassSvm", input: { features: "models/encoder" } };
    expect(parseDefinition({ ...LEAST, oneClass: features }, "mine.json").oneClass).toMatchObject(features);
  });

  it.each<[object, string]>([
    [{ oneClass: { kind: "forest" } }, "mine.json: oneClass.kind: "],
    [{ oneClass: {} }, "mine.json: oneClass.kind: "],
    [{ oneClass: { kind: "oneClassSvm", nu: 0 } }, "mine.json: oneClass.nu: "],
    [{ oneClass: { kind: "oneClassSvm", trees: 9 } }, 'mine.json: oneClass: unknown setting "trees"'],
    [{ oneClass: { kind: "oneClassSvm", gamma: "auto" } }, "mine.json: oneClass.gamma: scale, or a number"],
    [
      { oneClass: { kind: "oneClassSvm", input: "z" } },
      'mine.json: oneClass.input: x, y, both or {"features"',
    ],
    [
      { task: "identification", oneClass: { kind: "oneClassSvm" } },
      "mine.json: task: authentication expected: a one-class model knows one person",
    ],
    [
      { oneClass: { kind: "oneClassSvm" }, training: { epochs: 3 } },
      'mine.json: the definition: unknown setting "training"',
    ],
    [
      {
        oneClass: { kind: "oneClassSvm" },
        preprocessing: { scaling: { kind: "standard", scope: "data" } },
      },
      "mine.json: preprocessing.scaling.scope: block expected, or the scaling none",
    ],
    [
      {
        oneClass: { kind: "oneClassSvm" },
        preprocessing: { signal: "window", windows: {}, scaling: { kind: "none", scope: "data" } },
      },
      "mine.json: preprocessing.windows: blocks expected",
    ],
    [{ preprocessing: { cleanUp: { dropPastS: 0 } } }, "mine.json: preprocessing.cleanUp.dropPastS: "],
    [
      { preprocessing: { thinning: { intervalMs: 10, toleranceMs: 10 } } },
      "mine.json: preprocessing.thinning: a tolerance below the interval expected",
    ],
  ])("names what is wrong in %j", (settings, expected) => {
    const message = refusal(settings);
    expect(message.startsWith(expected), message).toBe(true);
  });

  it("takes what it gave as it is", () => {
    const once = parseDefinition(
      { ...LEAST, split: { by: "sessions", test: { share: 0.3 } }, training: { stopEarly: {} } },
      "mine.json",
    );
    expect(parseDefinition(JSON.parse(JSON.stringify(once)), "mine.json")).toEqual(once);
    expect(once.split).toEqual({
      by: "sessions",
      test: { share: 0.3 },
      order: "chronological",
      end: "last",
    });
    expect(once.training?.stopEarly).toEqual({ monitor: "loss", minDelta: 0.01, patience: 45 });
  });

  it.each<[object, string]>([
    [{ task: "verification" }, "mine.json: task: "],
    [{ name: "a/b" }, "mine.json: name: letters, digits, dots, dashes and underscores expected"],
    [
      { name: ".." },
      "mine.json: name: letters, digits, dots, dashes and underscores expected, not dots alone",
    ],
    [{ data: { parts: [] } }, "mine.json: data.parts: "],
    [{ data: { subjects: ["one"] } }, "mine.json: data.subjects: "],
    [{ users: [] }, "mine.json: users: "],
    [{ users: 3 }, "mine.json: users: all, or a list of users, expected"],
    [{ users: ["a", "a"] }, "mine.json: users: a list that names each user once expected"],
    [
      { task: "identification", users: ["a"] },
      "mine.json: users: an authentication experiment has users of its own, identification is of all",
    ],
    [{ preprocessing: { signal: "speed" } }, "mine.json: preprocessing.signal: "],
    [{ preprocessing: { blockSize: 0 } }, "mine.json: preprocessing.blockSize: "],
    [{ preprocessing: { scaling: { kind: "standard" } } }, "mine.json: preprocessing.scaling.scope: "],
    [
      { preprocessing: { scaling: { kind: "none", scope: "data", clip: -1 } } },
      "mine.json: preprocessing.scaling.clip: ",
    ],
    [{ impostors: { trainingShare: 1 } }, "mine.json: impostors.trainingShare: "],
    [{ task: "identification", impostors: {} }, "mine.json: impostors: an authentication experiment has"],
    [
      { impostors: {}, preprocessing: { scaling: DATA } },
      "mine.json: preprocessing.scaling.scope: block expected, or the scaling none: one fitted on everyone's",
    ],
    [
      { impostors: {}, preprocessing: { signal: "window", windows: {}, scaling: { ...DATA, kind: "none" } } },
      "mine.json: preprocessing.windows: blocks expected: windows' lengths are fenced by everyone's",
    ],
    [{ impostors: {}, initial: { from: "x" } }, "mine.json: initial: none expected beside impostors"],
    [{ split: { by: "users" } }, "mine.json: split.by: "],
    [{ split: { by: "sessions" } }, "mine.json: split.test: either count"],
    [{ split: { by: "blocks", test: { count: 3, share: 0.5 } } }, "mine.json: split.test: either count"],
    [{ split: { by: "blocks", test: { share: 1 } } }, "mine.json: split.test.share: "],
    [{ amount: "some" }, "mine.json: amount: all, or a whole number from 1 on, expected"],
    [{ amount: 2.5 }, "mine.json: amount: "],
    [{ architecture: "transformer" }, 'mine.json: architecture: Invalid option: expected one of "mcdcnn"'],
    [{ training: { epochs: "many" } }, "mine.json: training.epochs: "],
    [{ training: { optimiser: { kind: "adam" } } }, "mine.json: training.optimiser.learningRate: "],
    [{ training: { optimiser: { kind: "lion" } } }, "mine.json: training.optimiser.kind: "],
    [
      { training: { keepBest: "accuracy" } },
      'mine.json: training.keepBest: Invalid option: expected one of "loss"',
    ],
    [{ preprocessing: { windows: {} } }, 'mine.json: preprocessing.signal: windows have the signal "window"'],
    [
      { preprocessing: { windows: {}, signal: "window" } },
      "mine.json: preprocessing.scaling.kind: windows are filled up with zeros",
    ],
    [
      {
        preprocessing: {
          windows: { length: { shortest: 9, longest: 8 } },
          signal: "window",
          scaling: { kind: "rms", scope: "data" },
        },
      },
      "mine.json: preprocessing.windows.length: a longest of at least the shortest expected",
    ],
    [
      { preprocessing: { trainingSize: 64, trainingStride: 32, scaling: DATA } },
      "mine.json: preprocessing.trainingSize: at least the block size expected",
    ],
    [
      { preprocessing: { trainingSize: 159, scaling: DATA } },
      "mine.json: preprocessing.trainingSize: a trainingStride beside it expected",
    ],
    [
      { preprocessing: { trainingSize: 159, trainingStride: 32 } },
      "mine.json: preprocessing.trainingSize: blocks scaled over all data expected",
    ],
    [
      { preprocessing: { trainingSize: 159, trainingStride: 32, scaling: DATA }, hardCases: {} },
      "mine.json: hardCases: no preprocessing.trainingSize beside it expected",
    ],
    [{ training: { validationShare: 1 } }, "mine.json: training.validationShare: "],
    [{ training: { logitAdjustment: -1 } }, "mine.json: training.logitAdjustment: "],
    [{ training: { members: 1 } }, "mine.json: training.members: "],
    [{ training: { members: "two" } }, "mine.json: training.members: a whole number from 2 on, or a list"],
    [{ training: { members: ["untimed"] } }, "mine.json: training.members: "],
    [{ training: { mixing: { share: 0 } } }, "mine.json: training.mixing.share: "],
    [{ training: { mixing: { own: 2 } } }, "mine.json: training.mixing.own: "],
    [{ training: { epoch: 3 } }, 'mine.json: training: unknown setting "epoch"'],
    [{ development: {} }, "mine.json: development.test: either count"],
    [
      { split: { by: "sessions", test: { count: 1 } }, development: { each: "session", test: { count: 1 } } },
      "mine.json: development.each: a split by blocks expected",
    ],
    [{ development: { test: { count: 3 }, by: "blocks" } }, 'mine.json: development: unknown setting "by"'],
    [{ evaluation: { blocks: [1, 0] } }, "mine.json: evaluation.blocks.1: "],
    [{ seed: 1.5 }, "mine.json: seed: a whole number or a text expected"],
    [{ published: [{ metric: "auc", label: "x", value: "0.9" }] }, "mine.json: published.0.value: "],
    [{ "two\nlines": 1 }, 'mine.json: the definition: unknown setting "two\\nlines"'],
  ])("names what is wrong in %j", (settings, expected) => {
    const message = refusal(settings);
    expect(message.startsWith(expected), message).toBe(true);
    expect(message).not.toContain("\n");
  });

  it.each([null, 3, "text", [LEAST]])("refuses %j as a whole", (value) => {
    expect(() => parseDefinition(value, "mine.json")).toThrow(/^mine\.json: the definition: .*object/);
  });

  it("throws nothing but a one-line RecognitionError, whatever JSON it is given", () => {
    const keys = fc.constantFrom(
      ...Object.keys(parseDefinition(LEAST, "")),
      "test",
      "oneClass",
      "by",
      "kind",
      "__proto__",
      "constructor",
    );
    const { json } = fc.letrec((tie) => ({
      leaf: fc.oneof(
        fc.jsonValue(),
        fc.constantFrom("all", "blocks", "sessions", "adam", "authentication", "oneClassSvm"),
      ),
      json: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        tie("leaf"),
        fc.dictionary(keys, tie("json")),
        fc.array(tie("json"), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.oneof(
          json,
          fc.dictionary(keys, json).map((own) => ({ ...LEAST, ...own })),
        ),
        (value) => {
          try {
            parseDefinition(JSON.parse(JSON.stringify(value)), "any");
          } catch (error) {
            expect(error).toBeInstanceOf(RecognitionError);
            expect((error as RecognitionError).code).toBe("bad-definition");
            expect((error as RecognitionError).message).not.toMatch(/[\r\n]/);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe("withSetting", () => {
  const parsed = (...texts: string[]): ExperimentDefinition =>
    parseDefinition(texts.reduce<Record<string, unknown>>(withSetting, LEAST), "mine.json");

  it("reads numbers, lists and groups as JSON, and all else as words", () => {
    expect(parsed("training.epochs=8").training?.epochs).toBe(8);
    expect(parsed("evaluation.blocks=[1, 5]").evaluation.blocks).toEqual([1, 5]);
    expect(parsed('split={"by":"sessions","test":{"share":0.3}}').split.test).toEqual({ share: 0.3 });
    expect(parsed("preprocessing.signal=sixChannel").preprocessing.signal).toBe("sixChannel");
    expect(parsed("seed=7").seed).toBe(7);
    expect(parsed('seed="7"').seed).toBe("7");
    expect(parsed("title=a=b").title).toBe("a=b");
    expect(parsed("description=").description).toBe("");
  });

  it("changes one setting and leaves its neighbours, the later of two winning", () => {
    const { training } = parsed(
      'training.optimiser={"kind":"sgd","learningRate":0.1}',
      "training.optimiser.momentum=0.9",
      "training.optimiser.momentum=0.8",
    );
    expect(training?.optimiser).toEqual({ kind: "sgd", learningRate: 0.1, decay: 0, momentum: 0.8 });
  });

  it("does not change what it is given", () => {
    const before = { ...LEAST, training: { epochs: 3 } };
    withSetting(before, "training.epochs=4");
    expect(before.training.epochs).toBe(3);
  });

  it("takes a setting out with null", () => {
    expect(parsed("training.epochs=8", "training.epochs=null").training?.epochs).toBe(16);
    expect(
      parsed("training.stopEarly.patience=3", "training.stopEarly=null").training?.stopEarly,
    ).toBeUndefined();
  });

  it.each(["training.epochs", "=8", "", "a..b=1", "training epochs=8", ".a=1", "two\nlines"])(
    "refuses %j in one line",
    (text) => {
      expect(() => withSetting(LEAST, text)).toThrow(
        new RecognitionError(
          "bad-definition",
          `expected key=value, such as training.epochs=8, got ${JSON.stringify(text)}`,
        ),
      );
    },
  );

  it("leaves a path through a list or a number to the check, which names it", () => {
    expect(() => parsed("evaluation.blocks.0=5")).toThrow(/evaluation\.blocks: /);
    expect(() => parsed("seed.x=5")).toThrow(/seed: /);
  });

  it.each(["__proto__.seed=5", "__proto__=5", "constructor.prototype.seed=5", "training.__proto__.epochs=5"])(
    "takes %s for an unknown setting, and spoils no prototype",
    (text) => {
      expect(() => parsed(text)).toThrow(/unknown setting "(__proto__|constructor)"/);
      expect(({} as Record<string, unknown>).seed).toBeUndefined();
      expect(({} as Record<string, unknown>).epochs).toBeUndefined();
    },
  );

  it("reads back any value that was written as JSON", () => {
    fc.assert(
      fc.property(
        fc.jsonValue().filter((value) => value !== null),
        (value) => {
          expect(withSetting({}, `a.b=${JSON.stringify(value)}`)).toEqual({
            a: { b: JSON.parse(JSON.stringify(value)) },
          });
        },
      ),
    );
  });
});
