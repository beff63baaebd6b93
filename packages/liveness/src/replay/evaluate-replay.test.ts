import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import { evaluateReplay } from "./evaluate-replay.js";
import { someTracks, trackOf } from "./testing/some-tracks.js";

const given = someTracks(30, 5).map((columns, i) => ({
  id: `${i}`,
  family: `user${i % 4}`,
  human: true,
  ...columns,
}));
const options = { stored: 60, probes: 4, honest: 20, clock: () => 0, processorClock: () => 0 };

it("stores what is given and makes up the rest, and tells how much was found and how much wrongly so", async () => {
  const result = await evaluateReplay({ ...options, tracks: given, random: createRandom(1) });
  expect(result).toMatchObject({ stored: 60, madeUp: 30, given: { tracks: 30, eligible: 30, share: 1 } });
  expect(result.given.rich).toBeGreaterThan(0);
  const exact = result.detection.find(({ change }) => change === "exact copy");
  expect(exact).toMatchObject({ probes: 4, found: 4, rate: 1 });
  expect(result.falseAlarms).toEqual({ probes: 20, alarms: 0, rate: 0 });
  expect(result.byOffset).toHaveLength(22);
  expect(result.byOffset[0]).toMatchObject({ share: 0, offsetPx: 1, rate: 1 });
});

it("comes out the same for the same seed", async () => {
  const run = () => evaluateReplay({ ...options, tracks: given, random: createRandom(7) });
  const twice = [await run(), await run()];
  expect(twice[0]).toEqual(twice[1]);
});

it("refuses tracks of which none can be told from others", async () => {
  const plain = { id: "1", family: "a", human: true, ...trackOf([0, 0], [5, 5], [10, 10]) };
  await expect(evaluateReplay({ ...options, tracks: [plain], random: createRandom(1) })).rejects.toThrow(
    /got none among 1/,
  );
});
