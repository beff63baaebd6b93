import { type Blocks, createRandom, type Trace } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { preprocessing } from "../experiment/preprocessing-settings.js";
import { evaluateSessions } from "./evaluate-sessions.js";
import type { AccountRecogniser } from "./load-recogniser.js";
import { sessionScoresCsv } from "./session-scores-csv.js";

const ACCOUNTS = ["ann", "bob", "eve"];

/** Knows a hand by how far it moves at a time: ann 1 px, bob 2, eve 3. */
const recogniser: AccountRecogniser = {
  name: "steps",
  task: "identification",
  preprocessing: preprocessing.parse({ signal: "displacement", blockSize: 8 }),
  accounts: ACCOUNTS,
  async logOdds({ count, data }: Blocks, accounts) {
    const width = data.length / count;
    return accounts.map((account) =>
      Float64Array.from(
        { length: count },
        (_, block) => -Math.abs((data[block * width] as number) - account - 1),
      ),
    );
  },
  async release() {},
};

/** A session of steps of one length. */
function session(subject: string, name: string, stepPx: number, genuine?: boolean, events = 25): Trace {
  return {
    subject,
    session: name,
    part: "test",
    ...(genuine !== undefined && { genuine }),
    tMs: Float64Array.from({ length: events }, (_, i) => 16 * i),
    x: Float32Array.from({ length: events }, (_, i) => stepPx * i),
    y: new Float32Array(events),
    kind: new Uint8Array(events),
    button: new Uint8Array(events),
  };
}

const evaluate = (traces: readonly Trace[], stride?: number) =>
  evaluateSessions({
    recogniser,
    traces,
    random: createRandom(1),
    resamples: 50,
    ...(stride !== undefined && { stride }),
  });

describe("where sessions may be somebody else's", () => {
  const claims = [
    session("ann", "a1", 1, true),
    session("ann", "a2", 3, false),
    session("bob", "b1", 2, true),
    session("bob", "b2", 1.5, false),
    session("bob", "b3", 4, true),
    session("ann", "a3", 1),
    session("eve", "e1", 3, true, 8),
    session("zoe", "z1", 3, false),
  ];

  it("compares each with its own account", async () => {
    const { result, comparisons } = await evaluate(claims);
    expect(comparisons.map(({ account, session, score }) => [account, session, score])).toEqual([
      ["ann", "a1", 0],
      ["ann", "a2", -2],
      ["bob", "b1", 0],
      ["bob", "b2", -0.5],
      ["bob", "b3", -2],
    ]);
    // Mated 0, 0, −2; non-mated −2, −0.5: of six pairs four are in order and one is equal.
    expect(result.auc).toBeCloseTo(4.5 / 6, 12);
    expect(result.aucPerUser).toEqual({ ann: 1, bob: 0.5 });
    expect(result).toMatchObject({ aucMean: 0.75, protocol: "claims", accuracy: null, sessions: 5 });
    expect(result.comparisons).toEqual({ mated: 3, nonMated: 2 });
  });

  it("counts what has no score, and why", async () => {
    const { result } = await evaluate(claims);
    expect(result).toMatchObject({ tooShort: 1, unlabelled: 1, unknown: 1 });
  });

  it("cuts blocks as far apart as asked, a quarter of a block otherwise", async () => {
    // 24 differences in blocks of 8.
    const blocks = async (stride?: number) => (await evaluate(claims, stride)).result.blocks;
    expect(await blocks()).toEqual({ fewest: 9, mean: 9, most: 9 });
    expect(await blocks(8)).toEqual({ fewest: 3, mean: 3, most: 3 });
    expect((await evaluate(claims)).result.stride).toBe(2);
  });

  it("does not show the recogniser whose a session is", async () => {
    const turned = claims.map((trace) =>
      trace.genuine === undefined ? trace : { ...trace, genuine: !trace.genuine },
    );
    const [as, turnedRound] = [await evaluate(claims), await evaluate(turned)].map(({ comparisons }) =>
      comparisons.map(({ session, score }) => [session, score]),
    );
    expect(turnedRound).toEqual(as);
  });

  it("has an interval around the figure, the same for a seed", async () => {
    const [one, again] = [await evaluate(claims), await evaluate(claims)];
    const [low, high] = one.result.aucInterval;
    expect(low).toBeLessThanOrEqual(one.result.auc);
    expect(high).toBeGreaterThanOrEqual(one.result.auc);
    expect(again.result).toEqual(one.result);
  });
});

describe("where every session is its subject's own", () => {
  const own = [
    session("ann", "s1", 1, true),
    session("bob", "s1", 2, true),
    session("eve", "s1", 1.8, true),
    session("zoe", "s1", 9, true),
  ];

  it("compares each with every account, those of strangers too", async () => {
    const { result, comparisons } = await evaluate(own);
    expect(comparisons.length).toBe(12);
    expect(result).toMatchObject({ protocol: "everyone", sessions: 4, unknown: 1 });
    expect(result.comparisons).toEqual({ mated: 3, nonMated: 9 });
    expect(result.aucPerUser).toMatchObject({ ann: 1, bob: 1 });
  });

  it("says how many are given to the right account, of people who have one", async () => {
    expect((await evaluate(own)).result.accuracy).toBeCloseTo(2 / 3, 12);
  });

  it("is written as a table, a row for each comparison", async () => {
    const { comparisons } = await evaluate(own.slice(0, 1).concat(own.slice(1, 2)));
    const rows = sessionScoresCsv(comparisons).split("\r\n");
    expect(rows[0]).toBe("account,subject,session,mated,blocks,score");
    expect(rows[1]).toBe("ann,ann,s1,1,9,0");
    expect(rows.length).toBe(2 + comparisons.length);
  });
});

describe("is refused", () => {
  it.each<[string, readonly Trace[], RegExp]>([
    [
      "sessions that nobody says whose they are",
      [session("ann", "a", 1)],
      /found 1 of which nothing says it/,
    ],
    [
      "accounts that no model knows",
      [session("zoe", "z", 1, true)],
      /steps knows ann, bob, eve; .* are of zoe/,
    ],
    [
      "impostors alone",
      [session("ann", "a", 1, false), session("bob", "b", 1, false)],
      /found 0 comparisons of the one and 2 of the other kind/,
    ],
    ["sessions that hold no block", [session("ann", "a", 1, true, 5)], /found 0 comparisons of the one/],
  ])("for %s", async (_, traces, message) => {
    await expect(evaluate(traces)).rejects.toMatchObject({
      code: "not-enough-data",
      message: expect.stringMatching(message),
    });
  });
});
