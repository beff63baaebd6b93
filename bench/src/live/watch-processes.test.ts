import { expect, it } from "vitest";
import { coresBusy, coresUsed, growthPerHour, type Sample } from "./watch-processes.js";

const samples: Sample[] = Array.from({ length: 12 }, (_, i) => ({
  atS: 10 * i,
  machineBusyS: 100 + 15 * i,
  usage: new Map([["server", { cpuS: 5 + 4 * i, rssMiB: i < 6 ? 1000 - 100 * i : 400 + i }]]),
}));

it("counts the cores that were used", () => {
  expect(coresUsed(samples, "server")).toBeCloseTo(0.4);
  expect(coresBusy(samples)).toBeCloseTo(1.5);
  expect(coresUsed(samples, "nobody")).toBeUndefined();
});

it("finds how memory grows once it has settled", () => {
  // 1 MiB every 10 s.
  expect(growthPerHour(samples, "server")).toBeCloseTo(360);
  expect(growthPerHour(samples.slice(0, 3), "server")).toBeUndefined();
});
