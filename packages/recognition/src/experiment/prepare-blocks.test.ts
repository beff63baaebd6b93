import type { Trace } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { RecognitionError } from "../recognition-error.js";
import { sampleDefinition } from "../testing/sample-definition.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { type PreparedBlocks, prepareBlocks, tracesBySubject, type UserBlocks } from "./prepare-blocks.js";

const TRACES = sampleTraces();
const RAW = "preprocessing.scaling.kind=none";
/** The signal that tells the differences of {@link countedTrace} apart. */
const COUNTED = "preprocessing.signal=displacement";

/** A session whose k-th difference, k from 0, is `from` + k pixels long: right and left in turn. */
function countedTrace(subject: string, session: string, from: number, differences: number): Trace {
  const x = new Float32Array(differences + 1);
  // So that the step from one session to the next is none of the numbers.
  x[0] = -10_000 * from;
  for (let k = 0; k < differences; k++) x[k + 1] = (x[k] as number) + (k % 2 === 0 ? 1 : -1) * (from + k);
  return {
    subject,
    session,
    part: "training",
    tMs: Float64Array.from(x, (_, k) => k * 16),
    x,
    y: new Float32Array(x.length),
    kind: new Uint8Array(x.length),
    button: new Uint8Array(x.length),
  };
}

/** Two users, with sessions of 75, 40, 95 and 70 differences, each numbered on from the one before. */
function countedTraces(): Trace[] {
  return ["ann", "bob"].flatMap((subject) => {
    let from = 1;
    return [75, 40, 95, 70].map((differences, index) => {
      const trace = countedTrace(subject, `s${index}`, from, differences);
      from += differences;
      return trace;
    });
  });
}

/** The numbers of the differences that blocks hold. */
function held({ data }: UserBlocks["training"]): number[] {
  return [...data].filter((_, i) => i % 2 === 0).map(Math.abs);
}

function user(prepared: PreparedBlocks, name: string): UserBlocks {
  return prepared.users.find((one) => one.user === name) as UserBlocks;
}

/** Of each block, its values as a text: equal where the blocks are. */
function blockTexts({ data, count }: UserBlocks["training"]): string[] {
  const length = data.length / count;
  return Array.from({ length: count }, (_, row) => data.subarray(row * length, (row + 1) * length).join());
}

describe("the split", () => {
  const splits = [
    ["the first blocks", ["split.test.count=2"]],
    ["the last blocks", ["split.test.count=2", "split.end=last"]],
    ["blocks drawn at random", ["split.test.count=2", "split.order=random"]],
    ["a share of overlapping blocks", ['split.test={"share":0.2}', "preprocessing.stride=12"]],
    [
      "overlapping blocks drawn at random",
      ["split.test.count=1", "split.order=random", "preprocessing.stride=8"],
    ],
    [
      "blocks drawn at random, training cut denser",
      ["split.test.count=2", "split.order=random", "preprocessing.trainingStride=8"],
    ],
    [
      "a session, training cut denser",
      ['split={"by":"sessions","test":{"count":1}}', "preprocessing.trainingStride=8"],
    ],
    [
      "blocks drawn at random, training blocks longer",
      [
        "split.test.count=2",
        "split.order=random",
        "preprocessing.trainingStride=8",
        "preprocessing.trainingSize=39",
      ],
    ],
    [
      "a session, training blocks longer",
      [
        'split={"by":"sessions","test":{"count":1}}',
        "preprocessing.trainingStride=8",
        "preprocessing.trainingSize=39",
      ],
    ],
    ["a session", ['split={"by":"sessions","test":{"count":1}}']],
    ["sessions at random", ['split={"by":"sessions","test":{"count":2},"order":"random"}']],
    [
      "a session, with overlapping blocks over joined borders",
      [
        'split={"by":"sessions","test":{"count":1},"end":"first"}',
        "preprocessing.stride=10",
        "preprocessing.sessionBorders=join",
      ],
    ],
  ] as const;

  it.each(splits)("by %s leaves no difference of a test block in training", (_, settings) => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const definition = sampleDefinition(COUNTED, RAW, ...settings, `seed=${seed}`);
      for (const { training, test } of prepareBlocks(countedTraces(), definition).users) {
        const inTest = new Set(held(test));
        expect(test.count).toBeGreaterThan(0);
        expect(training.count).toBeGreaterThan(0);
        expect(held(training).filter((difference) => inTest.has(difference))).toEqual([]);
      }
    }
  });

  it.each(splits)(
    "by %s and a development part keeps three parts that share no difference",
    (_, settings) => {
      const development = settings.some((setting) => setting.includes("sessions"))
        ? '{"test":{"count":1},"order":"random"}'
        : '{"test":{"count":1}}';
      for (const seed of [1, 2, 3]) {
        const outer = sampleDefinition(COUNTED, RAW, ...settings, `seed=${seed}`);
        const inner = sampleDefinition(
          COUNTED,
          RAW,
          ...settings,
          `seed=${seed}`,
          `development=${development}`,
          "evaluation.blocks=[1]",
        );
        const whole = prepareBlocks(countedTraces(), { ...outer, evaluation: { blocks: [1] } });
        for (const { user: name, training, test } of prepareBlocks(countedTraces(), inner).users) {
          const reported = new Set(held(user(whole, name).test));
          const measured = new Set(held(test));
          expect(training.count).toBeGreaterThan(0);
          expect(measured.size).toBeGreaterThan(0);
          expect(held(training).filter((value) => measured.has(value) || reported.has(value))).toEqual([]);
          expect([...measured].filter((value) => reported.has(value))).toEqual([]);
        }
      }
    },
  );

  it.each(['{"by":"blocks","test":{"count":2}}', '{"by":"sessions","test":{"count":1}}'])(
    "a training stride gives more training blocks and leaves the test as it is: %s",
    (split) => {
      const settings = [COUNTED, RAW, `split=${split}`];
      const plain = prepareBlocks(countedTraces(), sampleDefinition(...settings));
      const dense = prepareBlocks(
        countedTraces(),
        sampleDefinition(...settings, "preprocessing.trainingStride=8"),
      );
      for (const { user: name, training, test } of dense.users) {
        expect(test).toEqual(user(plain, name).test);
        expect(training.count).toBeGreaterThan(2 * user(plain, name).training.count);
      }
    },
  );

  it.each(['{"by":"blocks","test":{"count":2}}', '{"by":"sessions","test":{"count":1}}'])(
    "a training size makes training blocks longer and leaves the test as it is: %s",
    (split) => {
      const settings = [COUNTED, RAW, `split=${split}`, "preprocessing.trainingStride=8"];
      const plain = prepareBlocks(countedTraces(), sampleDefinition(...settings));
      const longer = prepareBlocks(
        countedTraces(),
        sampleDefinition(...settings, "preprocessing.trainingSize=39"),
      );
      for (const { user: name, training, test } of longer.users) {
        expect(test).toEqual(user(plain, name).test);
        expect(training.size).toBe(39);
        const [first = 0] = held(training);
        expect(held(training).slice(0, 39)).toEqual(Array.from({ length: 39 }, (_, i) => first + i));
      }
    },
  );

  it("takes the development part from the other side's last blocks", () => {
    const settings = ["split.test.count=3", 'development={"test":{"count":2}}'];
    const { test, training } = user(
      prepareBlocks(countedTraces(), sampleDefinition(COUNTED, RAW, ...settings)),
      "ann",
    );
    // As below, blocks begin at 1, 33, 76 (the test), then 116, 148, 211, and last 243 and the leftovers.
    const from = (first: number) => Array.from({ length: 32 }, (_, i) => first + i);
    expect(held(training)).toEqual([...from(116), ...from(148), ...from(211)]);
    expect(held(test).slice(0, 32)).toEqual(from(243));
    expect(test.count).toBe(2);
  });

  it("takes the development part from the start of every session that the test has no block of", () => {
    const settings = [
      "split.test.count=1",
      'development={"each":"session","test":{"count":1},"end":"first"}',
      "preprocessing.trainingStride=8",
    ];
    const { test, training } = user(
      prepareBlocks(countedTraces(), sampleDefinition(COUNTED, RAW, ...settings)),
      "ann",
    );
    // The test begins at 1, in session 0. Session 1 (from 76) has a single block, and stays in training whole.
    const from = (first: number) => Array.from({ length: 32 }, (_, i) => first + i);
    expect(held(test)).toEqual([...from(116), ...from(211)]);
    expect([...test.session]).toEqual([2, 3]);
    const trained = new Set(held(training));
    for (const difference of from(76)) expect(trained.has(difference)).toBe(true);
    for (const difference of [...from(1), ...from(116), ...from(211)]) {
      expect(trained.has(difference)).toBe(false);
    }
    expect(trained.has(148)).toBe(true);
  });

  it("takes the first blocks for the test, leftovers counting as last", () => {
    const definition = sampleDefinition(COUNTED, RAW, "split.test.count=3");
    const { test, training } = user(prepareBlocks(countedTraces(), definition), "ann");
    const from = (first: number) => Array.from({ length: 32 }, (_, i) => first + i);
    // Full blocks begin at differences 1 and 33 (session 0), 76 (1), 116, 148 (2), 211, 243 (3).
    expect(held(test)).toEqual([...from(1), ...from(33), ...from(76)]);
    expect(held(training).slice(0, 32)).toEqual(from(116));
    expect([...test.session, ...training.session]).toEqual([0, 0, 1, 2, 2, 3, 3, 0]);
  });

  it("keeps a session's blocks on one side, and tells which session each is of", () => {
    const definition = sampleDefinition(COUNTED, RAW, 'split={"by":"sessions","test":{"count":1}}');
    const { test, training, sessions } = user(prepareBlocks(countedTraces(), definition), "bob");
    expect(sessions).toEqual(["s0", "s1", "s2", "s3"]);
    expect([...new Set(test.session)]).toEqual([3]);
    expect([...new Set(training.session)]).toEqual([0, 1, 2]);
    // Session 3 holds differences 211 to 280: two full blocks, six left over and dropped.
    expect(held(test)).toEqual(Array.from({ length: 64 }, (_, i) => 211 + i));
  });

  it("drawn at random differs by seed, and in order of time does not", () => {
    const tests = (...settings: string[]) =>
      [1, 2, 3].map((seed) =>
        held(
          user(
            prepareBlocks(countedTraces(), sampleDefinition(COUNTED, RAW, ...settings, `seed=${seed}`)),
            "ann",
          ).test,
        ).join(),
      );
    expect(new Set(tests("split.test.count=3", "split.order=random")).size).toBeGreaterThan(1);
    expect(new Set(tests("split.test.count=3")).size).toBe(1);
  });

  it("of one user does not depend on who else is there, nor on their order", () => {
    for (const settings of [
      ["split.order=random"],
      ["amount=5"],
      ['split={"by":"sessions","test":{"count":1},"order":"random"}'],
    ]) {
      const definition = sampleDefinition(RAW, ...settings);
      const all = user(prepareBlocks(TRACES, definition), "user2");
      const others = TRACES.filter(({ subject }) => subject !== "user1").reverse();
      const [own, rest] = [others.filter(({ subject }) => subject === "user2").reverse(), others];
      const alone = user(
        prepareBlocks([...rest.filter(({ subject }) => subject !== "user2"), ...own], definition),
        "user2",
      );
      expect(alone).toEqual(all);
    }
  });
});

describe("the scaler", () => {
  it("is fitted on training blocks alone: other test blocks change nothing of training", () => {
    const definition = sampleDefinition("split.test.count=6", "preprocessing.chunks=drop");
    const before = prepareBlocks(TRACES, definition);
    // The first 6 blocks of 32 differences are the test: its first 100 events are in it.
    const traces = TRACES.map((trace, index) => {
      const isFirst = TRACES.findIndex(({ subject }) => subject === trace.subject) === index;
      return isFirst ? { ...trace, x: trace.x.map((x, i) => (i < 60 ? x / 3 : x)) } : trace;
    });
    const after = prepareBlocks(traces, definition);
    expect(after.scaler).toEqual(before.scaler);
    expect(after.users.map(({ training }) => training)).toEqual(before.users.map(({ training }) => training));
    expect(user(after, "user1").test.data).not.toEqual(user(before, "user1").test.data);
  });

  it("gives the training blocks of all users together mean 0 and deviation 1", () => {
    const { users } = prepareBlocks(TRACES, sampleDefinition());
    const column = users.flatMap(({ training }) => [...training.data].filter((_, i) => i % 2 === 1));
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance = column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length;
    expect(mean).toBeCloseTo(0, 4);
    expect(variance).toBeCloseTo(1, 4);
  });

  it("cuts values at the clip before it is fitted", () => {
    const settings = ["preprocessing.signal=velocity", "preprocessing.scaling.clip=100"];
    const { users, scaler } = prepareBlocks(
      TRACES,
      sampleDefinition(...settings, "preprocessing.scaling.kind=maxabs"),
    );
    expect(scaler.clip).toBe(100);
    expect(scaler.terms.map(({ divisor }) => divisor)).toEqual([100, 100]);
    expect(Math.max(...users.flatMap(({ test }) => [...test.data]))).toBe(1);
  });

  it("is fitted on the amount that is trained on, before noisy copies fill it up", () => {
    const few = prepareBlocks(TRACES, sampleDefinition("amount=4"));
    const filled = prepareBlocks(TRACES, sampleDefinition("amount=400"));
    const all = prepareBlocks(TRACES, sampleDefinition());
    expect(few.scaler).not.toEqual(all.scaler);
    expect(filled.scaler).toEqual(all.scaler);
  });
});

describe("the amount", () => {
  it("is drawn at random from the blocks that are not in the test", () => {
    const all = user(prepareBlocks(TRACES, sampleDefinition(RAW)), "user1");
    const some = user(prepareBlocks(TRACES, sampleDefinition(RAW, "amount=8")), "user1");
    const other = user(prepareBlocks(TRACES, sampleDefinition(RAW, "amount=8", "seed=2")), "user1");
    expect(some.training.count).toBe(8);
    expect(some.test).toEqual(all.test);
    const known = blockTexts(all.training);
    const places = blockTexts(some.training).map((text) => known.indexOf(text));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(new Set(places).size).toBe(8);
    // Not the first eight, nor the last: all sessions may be among them.
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(8);
    expect(blockTexts(other.training)).not.toEqual(blockTexts(some.training));
  });

  it("is filled up with copies within the noise asked for, after scaling", () => {
    const settings = ["amount=60", "augmentation=0.1"];
    const { training } = user(prepareBlocks(TRACES, sampleDefinition(...settings)), "user1");
    const own = user(prepareBlocks(TRACES, sampleDefinition()), "user1").training;
    expect(own.count).toBeLessThan(60);
    expect(training.count).toBe(60);
    const length = training.data.length / training.count;
    // The first blocks are the user's own, in the random order of the draw; copies of them follow in turn.
    const originals = blockTexts(training).slice(0, own.count);
    expect([...originals].sort()).toEqual(blockTexts(own).sort());
    const distances = Array.from(training.data.subarray(own.count * length), (value, i) =>
      Math.abs(value - (training.data[i] as number)),
    ).slice(0, own.count * length);
    expect(Math.max(...distances)).toBeLessThanOrEqual(0.1 + 1e-6);
    expect(Math.max(...distances)).toBeGreaterThan(0.09);
  });
});

describe("prepareBlocks", () => {
  it("gives the same blocks for the same seed", () => {
    const settings = ["split.order=random", "amount=60", "seed=word"];
    expect(prepareBlocks(TRACES, sampleDefinition(...settings))).toEqual(
      prepareBlocks(TRACES, sampleDefinition(...settings)),
    );
  });

  it("leaves out sessions that an impostor is known to have made", () => {
    const [first, ...rest] = TRACES as [Trace, ...Trace[]];
    const stolen = { ...first, genuine: false };
    expect(prepareBlocks([stolen, ...rest], sampleDefinition())).toEqual(
      prepareBlocks(rest, sampleDefinition()),
    );
    const { genuine: _, ...unknown } = first;
    expect(tracesBySubject([unknown, ...rest]).get("user1")).toHaveLength(3);
  });

  it.each<[string, Trace[], readonly string[], string]>([
    ["nobody", [], [], "at least two subjects are needed, the data holds 0"],
    [
      "a single subject",
      TRACES.filter(({ subject }) => subject === "user1"),
      [],
      "at least two subjects are needed, the data holds 1",
    ],
    [
      "a user whose blocks are all in the test",
      countedTraces(),
      [COUNTED, "split.test.count=70"],
      "ann: at least 1 block for training and 1 for the test are needed, there are 0 and 8",
    ],
    [
      "too few test blocks for the first number of blocks",
      countedTraces(),
      [COUNTED, "split.test.count=2", "evaluation.blocks=[3,1]"],
      "ann: at least 1 block for training and 3 for the test are needed, there are 6 and 2",
    ],
    [
      "a single session, which is held out",
      countedTraces().filter(({ session }) => session === "s2"),
      [COUNTED, 'split={"by":"sessions","test":{"count":1}}'],
      "ann: at least 1 block for training and 1 for the test are needed, there are 0 and 2",
    ],
    [
      "a user without one whole block",
      [...TRACES, countedTrace("zoe", "s0", 1, 20)],
      [],
      "zoe: at least 1 block for training and 1 for the test are needed, there are 0 and 0",
    ],
  ])("refuses %s", (_, traces, settings, message) => {
    expect(() => prepareBlocks(traces, sampleDefinition(...settings))).toThrow(
      new RecognitionError("not-enough-data", message),
    );
  });
});
