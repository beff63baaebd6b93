import { expect, it } from "vitest";
import type { FinishedVisit } from "./generator-messages.js";
import { judgeVisits } from "./judge-visits.js";

const preprocessing = {
  signal: "sixChannel",
  blockSize: 60,
  stride: 60,
  thinning: null,
  limitPx: 4000,
} as const;
/** Two blocks end at 1 s and 2 s after the begin. */
const visit: FinishedVisit = {
  session: "a",
  recording: 1,
  events: 125,
  batches: 4,
  acknowledged: 4,
  decidedMs: [1040, 2090],
  begunMs: 10_000,
  breaks: [],
  closed: null,
  ended: false,
  erased: false,
};
const result = { visits: [visit], measuredFromMs: 0, measuredToMs: 1e9, lateMs: { p99: 0, max: 0 } };
const kept = { batches: 4, events: 125, scored: 2 };

it("finds nothing where all is as it should be, and takes times from the last event of a block", () => {
  const { decisionMs, ...judged } = judgeVisits(result, new Map([["a", kept]]), 60, preprocessing);
  expect(decisionMs).toEqual([40, 90]);
  expect(judged).toEqual({
    sessions: 1,
    batches: 4,
    blocks: 2,
    breaks: 0,
    refused: 0,
    unacknowledged: 0,
    sessionsOtherThanSent: 0,
    blocksOtherThanOffline: 0,
    blocksNotTold: 0,
  });
});

it("takes the time of blocks alone that ended while measured", () => {
  const measured = { ...result, measuredFromMs: 11_500, measuredToMs: 12_500 };
  expect(judgeVisits(measured, new Map([["a", kept]]), 60, preprocessing).decisionMs).toEqual([90]);
});

it.each([
  ["a batch that is not kept", visit, { ...kept, batches: 3 }, { sessionsOtherThanSent: 1 }],
  ["a batch kept twice", visit, { ...kept, events: 131 }, { sessionsOtherThanSent: 1 }],
  ["a session that is gone", visit, undefined, { sessionsOtherThanSent: 1, blocksOtherThanOffline: 2 }],
  ["a block that is not scored", visit, { ...kept, scored: 1 }, { blocksOtherThanOffline: 1 }],
  ["a block scored twice", visit, { ...kept, scored: 3 }, { blocksOtherThanOffline: 1 }],
  ["a batch without its word", { ...visit, acknowledged: 3 }, { ...kept, batches: 3 }, { unacknowledged: 1 }],
  ["a decision without its word", { ...visit, decidedMs: [1040] }, kept, { blocksNotTold: 1 }],
  ["a session that was refused", { ...visit, closed: "4401 expired" }, kept, { refused: 1 }],
  ["a connection that broke", { ...visit, breaks: ["4429 busy"] }, kept, { breaks: 1 }],
])("finds %s", (_, one, stored, found) => {
  const known = new Map(stored === undefined ? [] : [["a", stored]]);
  expect(judgeVisits({ ...result, visits: [one] }, known, 60, preprocessing)).toMatchObject(found);
});
