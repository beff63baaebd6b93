import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EVENT_KINDS, type Trace } from "@wristprint/core";
import { expect, it } from "vitest";
import { readDataset } from "../read-dataset.js";
import { temporaryFolder } from "../testing/write-files.js";
import { generateDemonstration } from "./generate-demonstration.js";
import { writeDemonstration } from "./write-demonstration.js";

const small = { subjects: 3, trainingSessions: 2, testSessions: 4, trainingEvents: 1500, testEvents: 300 };

it("makes the same events from the same seed, and others from another", () => {
  const first = [...generateDemonstration({ ...small, seed: 5 })];
  expect([...generateDemonstration({ ...small, seed: 5 })]).toEqual(first);
  expect([...generateDemonstration({ ...small, seed: 6 })]).not.toEqual(first);
});

it("gives each of ten subjects at least 150 blocks of 128 events to train on", () => {
  const events = new Map<string, number>();
  for (const trace of generateDemonstration()) {
    if (trace.part === "test") continue;
    events.set(trace.subject, (events.get(trace.subject) ?? 0) + trace.tMs.length);
  }
  expect(events.size).toBe(10);
  for (const count of events.values()) expect(count / 128).toBeGreaterThan(160);
});

it("moves on one screen, forward in time, in whole pixels, with clicks, drags and scrolls", () => {
  const kinds = new Set<number>();
  for (const { tMs, x, y, kind } of generateDemonstration(small)) {
    for (const code of kind) kinds.add(code);
    expect(tMs[0]).toBe(0);
    expect(tMs.every((t, i) => i === 0 || t >= (tMs[i - 1] ?? 0))).toBe(true);
    expect(x.every((value) => Number.isInteger(value) && value >= 0 && value < 1920)).toBe(true);
    expect(y.every((value) => Number.isInteger(value) && value >= 0 && value < 1080)).toBe(true);
  }
  expect(kinds.size).toBe(EVENT_KINDS.length);
});

it("samples everyone alike: the median step is about 10 ms for all", () => {
  for (const trace of generateDemonstration({ ...small, individuality: 2 })) {
    expect(medianStep(trace)).toBeGreaterThanOrEqual(9);
    expect(medianStep(trace)).toBeLessThanOrEqual(12);
  }
});

it("makes subjects alike at individuality 0 and apart at 2", () => {
  expect(spreadOfPace(0)).toBeLessThan(0.5 * spreadOfPace(2));
});

it("lets another subject make every second test session, and says so", () => {
  const test = [...generateDemonstration(small)].filter(({ part }) => part === "test");
  expect(test.map(({ genuine }) => genuine)).toEqual(test.map((_, i) => i % 2 === 0));
});

it("writes files in Balabit's layout that read back as what was made", async () => {
  const dir = temporaryFolder();
  const written = await writeDemonstration(dir, small);
  const { traces, report } = await readDataset({ dir, format: "balabit" });
  const made = [...generateDemonstration(small)];
  expect(written).toEqual({ sessions: 18, subjects: 3, events: report.events });
  expect(report.rejected.count).toBe(0);
  for (const [i, trace] of traces.entries()) {
    const { tMs, ...rest } = trace;
    const { tMs: madeMs, ...madeRest } = made[i] as Trace;
    expect(rest).toEqual(madeRest);
    // Seconds with three decimals come back as milliseconds to within a rounding.
    expect(tMs.every((t, at) => Math.abs(t - (madeMs[at] ?? Number.NaN)) < 1e-6)).toBe(true);
  }
});

it("writes the same bytes again", async () => {
  const [a, b] = [temporaryFolder(), temporaryFolder()];
  for (const dir of [a, b]) await writeDemonstration(dir, small);
  for (const path of ["public_labels.csv", "training_files/user2/session_00020001"]) {
    expect(readFileSync(join(a, path)).equals(readFileSync(join(b, path)))).toBe(true);
  }
});

it("refuses numbers that are no counts", () => {
  for (const bad of [
    { subjects: 1 },
    { testEvents: 0.5 },
    { trainingSessions: -1 },
    { individuality: Number.NaN },
  ]) {
    expect(() => generateDemonstration(bad).next()).toThrow(expect.objectContaining({ code: "bad-options" }));
  }
});

function medianStep({ tMs }: Trace): number {
  const steps = Array.from(tMs.slice(1), (t, i) => t - (tMs[i] as number)).sort((a, b) => a - b);
  return steps[steps.length >> 1] as number;
}

/** Standard deviation over subjects of the mean logarithm of the speed. */
function spreadOfPace(individuality: number): number {
  const means = new Map<string, number[]>();
  const sessions = { subjects: 8, trainingSessions: 2, testSessions: 0, trainingEvents: 3000 };
  for (const { subject, tMs, x, y } of generateDemonstration({ ...sessions, individuality })) {
    const list = means.get(subject) ?? [];
    for (let i = 1; i < tMs.length; i++) {
      const step = (tMs[i] as number) - (tMs[i - 1] as number);
      const way = Math.hypot(
        (x[i] as number) - (x[i - 1] as number),
        (y[i] as number) - (y[i - 1] as number),
      );
      if (step > 0 && step < 50 && way > 0) list.push(Math.log(way / step));
    }
    means.set(subject, list);
  }
  const values = Array.from(
    means.values(),
    (list) => list.reduce((sum, value) => sum + value, 0) / list.length,
  );
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
