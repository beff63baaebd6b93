import { createRandom } from "@wristprint/core";
import { expect, it } from "vitest";
import { generateTracks } from "../generators/generate-tracks.js";
import { createTrackMaker } from "../replay/made-up-tracks.js";
import type { Track } from "../track.js";
import { leaveFamiliesOut } from "./leave-families-out.js";
import { DEFAULT_SETTINGS } from "./settings.js";

const settings = {
  ...DEFAULT_SETTINGS,
  copies: 0,
  trees: { ...DEFAULT_SETTINGS.trees, rounds: 15, eta: 0.3, maxDepth: 3 },
  ranking: { ...DEFAULT_SETTINGS.ranking, rounds: 8, maxDepth: 3 },
  worth: { ...DEFAULT_SETTINGS.worth, rounds: 8, maxDepth: 3 },
};
const MACHINES = ["constant-speed", "constant-acceleration", "step-and-wait"];

it("finds machines like those it saw, lets a person's copied track through, and says that it is a copy", async () => {
  const random = createRandom("families");
  const make = createTrackMaker(random.fork("people"));
  const people = Array.from(
    { length: 200 },
    (_, i): Track => ({ id: `${i}`, family: "made-up/people", human: true, ...make() }),
  );
  // The longest has enough of a shape to be known again.
  const longest = people.reduce((a, b) => (b.x.length > a.x.length ? b : a));
  const copies = Array.from(
    { length: 20 },
    (_, i): Track => ({ ...longest, id: `copy ${i}`, family: "copies/one", human: false }),
  );
  const machines = generateTracks({ each: 30, random, generators: MACHINES });
  const results = await leaveFamiliesOut(
    [...people, ...machines, ...copies],
    [
      { name: "machines", families: ["generated/constant-speed"] },
      { name: "copies", families: ["copies/one"] },
    ],
    { settings, random, folds: 2 },
  );
  const [lines, copied] = results;
  expect(lines).toMatchObject({ group: "machines", family: "generated/constant-speed", tracks: 30 });
  expect(lines?.auc).toBeGreaterThan(0.9);
  for (const { apcerAtBpcer1, bpcer, apcerByPeople } of results) {
    expect(apcerByPeople).toEqual({ "made-up": apcerAtBpcer1 });
    expect(bpcer).toBeLessThan(0.1);
  }
  expect(copied?.apcerAtBpcer1).toBeGreaterThan(0.5);
  // All but the first, where that was let through.
  expect(copied?.copies).toBeGreaterThanOrEqual(0.9);
});
