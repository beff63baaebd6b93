import { NO_POINTS, type TrackColumns } from "@wristprint/liveness";
import { describe, expect, it } from "vitest";
import { createMachineEvidence } from "./machine-evidence.js";
import { atLeast, type CheckedTrack, createReplayEvidence } from "./replay-evidence.js";

describe("man or machine, over a session's tracks", () => {
  const explain = ({ x: [score = 0] }: TrackColumns) => [
    { feature: "angle", text: "the angle", weight: -score / 2 },
    { feature: "nothing", text: "nothing", weight: 0 },
    { feature: "speed", text: "the speed", weight: score },
  ];
  const evidenceOf = (...scores: number[]) => {
    const evidence = createMachineEvidence(explain);
    for (const score of scores) evidence.add({ ...NO_POINTS, x: Float32Array.of(score) }, score);
    return evidence;
  };

  it("says nothing of nothing", () => {
    expect(evidenceOf().look(false)).toBeUndefined();
  });

  it("decides by one track that is clear, and by more where each is a little so", () => {
    expect(evidenceOf(3).look(false)).toMatchObject({ outcome: "machine", tracks: 1 });
    expect(evidenceOf(-4.7).look(false)).toMatchObject({ outcome: "person" });
    expect(evidenceOf(2.5).look(false)).toMatchObject({ outcome: "undecided" });
    expect(evidenceOf(-4).look(false)).toMatchObject({ outcome: "undecided" });
    expect(evidenceOf(2.5, 2.5, 2.5).look(false)).toMatchObject({ outcome: "machine" });
    // By hand: 3 / (1 + 2 × 0.3) = 1.875 tracks' worth of 2.5.
    expect(evidenceOf(2.5, 2.5, 2.5).look(false)?.probability).toBeCloseTo(1 / (1 + Math.exp(-4.6875)), 12);
  });

  it("does not grow sure by many tracks that say nearly nothing", () => {
    expect(evidenceOf(...Array(1000).fill(0.8)).look(false)).toMatchObject({ outcome: "undecided" });
  });

  it("lets no single track outweigh the others", () => {
    expect(evidenceOf(500, -3, -3, -3, -3).look(false)).toMatchObject({ outcome: "undecided" });
  });

  it("names what weighs most in the track that speaks most for the answer", () => {
    expect(evidenceOf(4, 6, -2).look(false)?.reasons).toEqual([
      { feature: "speed", text: "the speed", weight: 6 },
      { feature: "angle", text: "the angle", weight: -3 },
    ]);
    expect(evidenceOf(1, -6, -2).look(false)?.reasons[0]).toEqual({
      feature: "speed",
      text: "the speed",
      weight: -6,
    });
  });

  it("calls it a machine where a script made the events, and does not take it back", () => {
    const evidence = evidenceOf(-6);
    expect(evidence.look(true)).toMatchObject({ outcome: "machine", probability: 1, reasons: [] });
    expect(evidence.look(false)).toMatchObject({ outcome: "machine" });
    const later = evidenceOf(-6, -6);
    const before = evidenceOf(6).look(false);
    if (before) later.settle(before);
    expect(later.look(false)).toMatchObject({ outcome: "machine", tracks: 1 });
  });
});

describe("replays, over a session's tracks", () => {
  const source = (share: number, distancePx: number) => ({
    subject: `${share} ${distancePx}`,
    changes: ["shifted" as const],
    distancePx,
    share,
  });
  const answer = (
    outcome: CheckedTrack["outcome"],
    ...sources: ReturnType<typeof source>[]
  ): CheckedTrack => ({ outcome, sources });
  const lookOf = (...answers: CheckedTrack[]) => {
    const evidence = createReplayEvidence();
    for (const one of answers) evidence.add(one);
    return evidence.look();
  };

  it("says nothing of nothing, and does not decide by what is too plain", () => {
    expect(lookOf()).toBeUndefined();
    expect(lookOf(answer("too-plain"))).toMatchObject({ outcome: "undecided", tracks: 0, match: null });
    expect(lookOf(answer("too-plain"), answer("no-replay"))).toMatchObject({
      outcome: "original",
      tracks: 1,
    });
  });

  it("names the nearest of the stored tracks", () => {
    const look = lookOf(
      answer("replay", source(0.5, 0)),
      answer("replay", source(1, 0.5)),
      answer("replay", source(1, 2)),
    );
    expect(look).toMatchObject({ outcome: "copied", copies: 3, match: { session: "1 0.5", share: 1 } });
  });

  it("takes one copy among many movements for chance, and two for none", () => {
    const honest = Array.from({ length: 30 }, () => answer("no-replay"));
    const copy = answer("replay", source(1, 1));
    expect(lookOf(...honest, copy)).toMatchObject({ outcome: "original", copies: 1 });
    expect(lookOf(...honest, copy, copy)).toMatchObject({ outcome: "copied", copies: 2 });
  });

  it("keeps to the first answer that it is a copy", () => {
    const evidence = createReplayEvidence();
    evidence.add(answer("replay", source(1, 1)));
    expect(evidence.look()).toMatchObject({ outcome: "copied" });
    for (let i = 0; i < 100; i++) evidence.add(answer("no-replay"));
    expect(evidence.look()).toMatchObject({ outcome: "copied", tracks: 1 });
  });

  it("counts chance by the binomial distribution", () => {
    // Python: sum(comb(20, k) * 0.1**k * 0.9**(20 - k) for k in range(some, 21))
    expect(atLeast(1, 20, 0.1)).toBeCloseTo(0.8784233454094312, 12);
    expect(atLeast(2, 20, 0.1)).toBeCloseTo(0.6082530018748327, 12);
    expect(atLeast(0, 20, 0.1)).toBe(1);
  });
});
