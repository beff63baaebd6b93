import { createRandom } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import type { TrackColumns } from "../track.js";
import {
  type Alteration,
  copyTrack,
  cutOut,
  mirror,
  movePoints,
  sampleAnew,
  scaleTime,
  shiftInPlace,
  splice,
} from "./alterations.js";
import { countKnots } from "./knots.js";
import { createPath, fillPath } from "./path.js";
import type { ReplayChange } from "./replay-answer.js";
import { createReplayIndex } from "./replay-index.js";
import { REPLAY_LIMITS } from "./replay-limits.js";
import { indexOf, someTracks, trackOf } from "./testing/some-tracks.js";

const { index, tracks } = indexOf(250);
const numbers = [...tracks.keys()];
/** Of those that hold enough to be told even when their points are moved by 3 px. */
const path = createPath();
const rich = numbers.filter((number) => {
  fillPath(path, tracks.get(number) as TrackColumns);
  return countKnots(path, 0, path.count, REPLAY_LIMITS.coarsePx) >= REPLAY_LIMITS.piecesOfRich;
});
const trackNumber = (number: number) => tracks.get(number) as TrackColumns;

/** Of sixty tracks altered so, how many are found; and of these, how many are told as changed so and no other way. */
function foundOf(alter: Alteration, ...changes: ReplayChange[]): { found: number; named: number } {
  const random = createRandom("alter");
  let found = 0;
  let named = 0;
  for (const number of rich.slice(0, 60)) {
    const { outcome, sources } = index.check(alter(trackNumber(number), random));
    if (outcome !== "replay" || sources[0]?.track !== number) continue;
    found++;
    if (changes.every((change) => sources[0]?.changes.includes(change))) named++;
  }
  return { found, named };
}

describe("a stored track is found and what was done to it named", () => {
  it.each<[string, Alteration, ReplayChange[], number]>([
    ["nothing", copyTrack, ["exact"], 60],
    [
      "a tenth of the points moved by 1 px",
      movePoints({ share: 0.1, px: 1, axes: "both" }),
      ["points-moved"],
      59,
    ],
    [
      "half of the points moved by 3 px",
      movePoints({ share: 0.5, px: 3, axes: "both" }),
      ["points-moved"],
      58,
    ],
    ["shifted in place", shiftInPlace(200), ["shifted"], 59],
    ["slower", scaleTime(1.2, 2), ["time-scaled"], 59],
    ["mirrored", mirror, ["mirrored"], 58],
    ["sampled anew", sampleAnew(16), ["resampled"], 48],
    ["cut", cutOut(0.7), ["cut"], 42],
  ])("%s", (_, alter, changes, least) => {
    const { found, named } = foundOf(alter, ...changes);
    expect(found).toBeGreaterThanOrEqual(least);
    // Of a mirrored track as flat as a slider's, both ways are the same.
    expect(named).toBeGreaterThanOrEqual(0.8 * found);
  });

  it("spliced from two, each of which is named with its points", () => {
    const [first, second] = [...numbers].sort((a, b) => trackNumber(b).x.length - trackNumber(a).x.length);
    const probe = splice(trackNumber(first), trackNumber(second));
    const { outcome, sources } = index.check(probe);
    expect(outcome).toBe("replay");
    expect(new Set(sources.map(({ track }) => track))).toEqual(new Set([first, second]));
    for (const { changes, distancePx } of sources) {
      expect(changes).toContain("spliced");
      expect(distancePx).toBeLessThan(1);
    }
  });

  it("with its shift, its scale of time and the share of points that were moved", () => {
    const track = trackNumber(numbers[3]);
    const probe = {
      tMs: track.tMs.map((t) => 1.5 * t),
      x: track.x.map((x, i) => x + 40 + (i % 4 === 0 ? 2 : 0)),
      y: track.y.map((y) => y - 25),
    };
    const [source] = index.check(probe).sources;
    expect(source).toMatchObject({
      track: numbers[3],
      subject: "user3",
      name: "n3",
      mirrored: "no",
      share: 1,
    });
    expect(source?.timeScale).toBeCloseTo(1.5, 2);
    expect(source?.shiftPx.x).toBeCloseTo(40.5, 0);
    expect(source?.shiftPx.y).toBeCloseTo(-25, 0);
    expect(source?.movedShare).toBeGreaterThan(0.15);
    expect(source?.movedShare).toBeLessThan(0.5);
    expect(source?.distancePx).toBeGreaterThan(0.5);
    expect(source?.distancePx).toBeLessThan(1.2);
  });
});

it("takes no honest track for a copy of another's", () => {
  const alarms = someTracks(200, 2).filter((track) => index.check(track).outcome === "replay");
  expect(alarms.length).toBe(0);
});

it("says of a plain track that it cannot tell, and does not store it", () => {
  const plain = trackOf(...Array.from({ length: 60 }, (_, i) => [5 * i, i] as const));
  const empty = createReplayIndex();
  expect(empty.add(plain, { subject: "a", name: "a", atMs: 0 })).toBeUndefined();
  expect(empty.size).toBe(0);
  expect(empty.check(plain).outcome).toBe("too-plain");
  expect(empty.check(trackOf()).outcome).toBe("too-plain");
});

it("passes over the probe's own number", () => {
  const answer = index.check(trackNumber(numbers[5]), numbers[5]);
  expect(answer.outcome).toBe("no-replay");
});

it("finds a subject's tracks, or old ones, no more once they are removed, and the others as before", () => {
  const { index: own, tracks: stored } = indexOf(80, 3);
  const gone = new Set([...own.ofSubject("user4"), ...own.olderThan(20)]);
  expect(own.remove(gone)).toBe(gone.size);
  expect(own.size).toBe(80 - gone.size);
  expect(own.ofSubject("user4")).toEqual([]);
  for (const [number, track] of stored) {
    expect(own.check(track).sources.map(({ track }) => track)).toEqual(gone.has(number) ? [] : [number]);
  }
  expect(own.remove([...gone])).toBe(0);
  // Slots are used again, and numbers are not.
  const again = own.add(stored.get([...gone][0]) as TrackColumns, { subject: "new", name: "again", atMs: 1 });
  expect(again).toBe(80);
  expect(own.check(stored.get([...gone][0]) as TrackColumns).sources).toMatchObject([
    { track: 80, subject: "new" },
  ]);
});

it("calls a track as its subject where its name is the same", () => {
  const own = createReplayIndex();
  const track = trackNumber(numbers[0]);
  own.add(track, { subject: "session 7", name: "session 7", atMs: 0 });
  expect(own.check(track).sources).toMatchObject([{ subject: "session 7", name: "session 7" }]);
});

it("gives the room of what was removed to what is added later", () => {
  const own = createReplayIndex();
  const kept = [...tracks.values()].slice(0, 100);
  const addAll = (atMs: number) => {
    for (const track of kept) own.add(track, { subject: `${atMs}`, name: "n", atMs });
  };
  addAll(0);
  addAll(1);
  const before = own.memory;
  for (let age = 2; age < 16; age++) {
    own.remove(own.olderThan(age - 1));
    addAll(age);
  }
  expect(own.size).toBe(2 * kept.length);
  expect(own.memory.table).toBe(before.table);
  expect(own.memory.keys).toBeLessThan(1.1 * before.keys);
  // A chunk that is half full and the one being filled.
  expect(own.memory.paths).toBeLessThanOrEqual(before.paths + (2 << 20));
});
