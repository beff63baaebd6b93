import { type Blocks, streamBlocks } from "@wristprint/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { AccountRecogniser } from "../evaluation/load-recogniser.js";
import { preprocessing } from "../experiment/preprocessing-settings.js";
import { sampleTraces } from "../testing/sample-traces.js";
import { accountClaim, type Claim, enrolledClaim } from "./claim.js";
import { explainSession } from "./explain-session.js";
import { explanationSvg } from "./explanation-svg.js";

const [TRACE, OTHER] = sampleTraces({ subjects: 2, sessions: 2, events: 70 });
if (!TRACE || !OTHER) throw new Error("two sessions expected");

/** The first value of each block's rows speaks for `ann`, by as much as it is; scaling leaves values as they are. */
const recogniser: AccountRecogniser = {
  name: "sums",
  task: "identification",
  preprocessing: preprocessing.parse({ signal: "displacement", blockSize: 32, chunks: "drop" }),
  accounts: ["ann", "bob"],
  async logOdds(blocks, accounts, alter = (scaled) => scaled) {
    const { count, data } = alter(blocks);
    const width = data.length / count;
    return accounts.map((account) =>
      Float64Array.from({ length: count }, (_, block) => {
        const own = data.subarray(block * width, (block + 1) * width);
        return (account === 0 ? 1 : -1) * own.filter((_, i) => i % 2 === 0).reduce((a, b) => a + b, 0);
      }),
    );
  },
  async release() {},
};

describe("what spoke for an account", () => {
  it("is by how much the log-odds of a block fall when a stretch of it is hidden", async () => {
    const { result, path } = await explainSession({
      claim: accountClaim(recogniser, "ann"),
      trace: TRACE,
      steps: 8,
    });
    expect(result).toMatchObject({ claimed: "ann", subject: "user1", measure: "logOdds", steps: 8 });
    expect(result.stretches).toHaveLength(4 * result.blocks.length);
    result.stretches.forEach(({ spokeFor }, i) => {
      // What the pointer moved to the right from the event before the stretch to its last one.
      const events = path.events[i] as Int32Array;
      const moved =
        (path.x[events.at(-1) as number] as number) - (path.x[(events[0] as number) - 1] as number);
      expect(spokeFor).toBeCloseTo(moved, 3);
    });
    const sums = result.blocks.map(({ evidence }) => evidence);
    expect(result.evidence).toBeCloseTo(sums.reduce((a, b) => a + b, 0) / sums.length, 9);
  });

  it("is told with the times of the movement", async () => {
    const { result, path } = await explainSession({
      claim: accountClaim(recogniser, "bob"),
      trace: TRACE,
      steps: 32,
    });
    result.stretches.forEach((stretch, i) => {
      const events = path.events[i] as Int32Array;
      expect(stretch.startMs).toBe(path.tMs[(events[0] as number) - 1]);
      expect(stretch.endMs).toBe(path.tMs[events.at(-1) as number]);
      expect(stretch).toMatchObject({ block: i, startMs: result.blocks[i]?.startMs });
    });
  });

  it("has a last stretch of what is left of a block", async () => {
    const { result, path } = await explainSession({
      claim: accountClaim(recogniser, "ann"),
      trace: TRACE,
      steps: 20,
    });
    expect(path.events.map(({ length }) => length).slice(0, 2)).toEqual([20, 12]);
    expect(result.stretches).toHaveLength(2 * result.blocks.length);
  });

  it("is a picture that names session and person, the same each time", async () => {
    const { result, path } = await explainSession({ claim: accountClaim(recogniser, "ann"), trace: TRACE });
    const svg = await explanationSvg(result, path);
    expect(svg).toContain(`Was user1/${TRACE.session} ann?`);
    expect(svg).toMatch(/^<svg role="img" aria-label="What in user1\//);
    expect(await explanationSvg(result, path)).toBe(svg);
  });
});

describe("what spoke for an enrolled person", () => {
  /** An encoder whose signatures are the directions of blocks' first differences. */
  const card = {
    name: "directions",
    preprocessing: {
      signal: "displacement",
      blockSize: 16,
      stride: 16,
      thinning: { intervalMs: 1000 / 60, toleranceMs: 1 },
      limitPx: 4000,
    },
    comparison: {
      signatureSize: 2,
      nearest: 2,
      smallestReference: 2,
      calibration: { referenceBlocks: [2], probeBlocks: [1], slopes: [[2]], offsets: [[-1]] },
      thresholds: { looks: 2, accept: [{ fmr: 0.01, threshold: 4 }], reject: { fnmr: 0.02, threshold: -3 } },
    },
  };
  const encoder = {
    card,
    cohort: new Float32Array([1, 0, 0, 1, -1, 0]),
    async embed(data: Float32Array, alter: (scaled: Blocks) => Blocks = (scaled) => scaled) {
      const count = data.length / 32;
      const channels = ["displacementX", "displacementY"] as const;
      const blocks = alter({ count, size: 16, channels, data, session: new Int32Array(count) });
      return Float32Array.from({ length: 2 * blocks.count }, (_, i) => {
        const from = (i >> 1) * 32 + (i & 1);
        return 1 + (blocks.data[from] as number);
      });
    },
  } as unknown as Parameters<typeof enrolledClaim>[0];
  let claim: Claim;
  beforeAll(async () => {
    claim = await enrolledClaim(encoder, "user1", [OTHER]);
  });

  it("comes from the very blocks that are compared live", async () => {
    let seen: Float32Array | undefined;
    await explainSession({
      claim: {
        ...claim,
        async together({ data }) {
          seen = data;
          return 0;
        },
      },
      trace: TRACE,
    });
    expect(seen).toEqual(streamBlocks(TRACE, encoder.card.preprocessing).data);
  });

  it("falls on the stretch that the signature is made of, and on no other", async () => {
    const { result } = await explainSession({ claim, trace: TRACE, steps: 4 });
    expect(result).toMatchObject({ measure: "logLikelihoodRatio", model: { task: "encoder" } });
    expect(result.stretches.some(({ spokeFor }) => spokeFor !== 0)).toBe(true);
    const others = result.stretches.filter((_, i) => i % 4 !== 0);
    expect(others.map(({ spokeFor }) => Math.abs(spokeFor))).toEqual(others.map(() => 0));
  });

  it("needs as many blocks to enrol from as ratios are calibrated for", async () => {
    const few = { ...OTHER, ...Object.fromEntries(COLUMNS.map((name) => [name, OTHER[name].slice(0, 20)])) };
    await expect(enrolledClaim(encoder, "user1", [few])).rejects.toThrow(
      "user1: at least 2 blocks to enrol from expected, found 0",
    );
  });
});

const COLUMNS = ["tMs", "x", "y", "kind", "button"] as const;

describe("is refused", () => {
  const claim = accountClaim(recogniser, "ann");
  it("for somebody whom the model does not know", () => {
    expect(() => accountClaim(recogniser, "eve")).toThrow('sums knows ann, bob; "eve" is none of them');
  });

  it("for stretches longer than a block", async () => {
    await expect(explainSession({ claim, trace: TRACE, steps: 33 })).rejects.toThrow(
      "steps: a whole number from 1 to 32 expected, got 33",
    );
  });

  it("for a session without a block", async () => {
    const short = { ...TRACE, ...Object.fromEntries(COLUMNS.map((name) => [name, TRACE[name].slice(0, 9)])) };
    await expect(explainSession({ claim, trace: short })).rejects.toThrow(
      `user1/${TRACE.session}: a block of 32 differences expected, found none`,
    );
  });
});
