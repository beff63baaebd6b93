import { createRandom } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { createTrackMaker } from "../replay/made-up-tracks.js";
import { generateTracks } from "./generate-tracks.js";
import { TRACK_GENERATORS } from "./registry.js";

const recorded = Array.from({ length: 5 }, createTrackMaker(createRandom("people")));

describe.each(TRACK_GENERATORS)("generator $name", ({ name }) => {
  const draw = (seed: string, each = 8) =>
    generateTracks({ each, random: createRandom(seed), generators: [name], recorded });

  it("makes machines' tracks of several points, whole pixels and times that go on", () => {
    for (const { tMs, x, y, family, human } of draw("a")) {
      expect([family, human]).toEqual([`generated/${name}`, false]);
      expect(tMs.length).toBeGreaterThan(2);
      expect([x.length, y.length]).toEqual([tMs.length, tMs.length]);
      expect([...x, ...y].every(Number.isInteger)).toBe(true);
      expect(tMs.every((ms, i) => i === 0 || ms >= (tMs[i - 1] as number))).toBe(true);
    }
  });

  it("makes the same again from the same seed, whatever else is made, and others from another", () => {
    const all = generateTracks({ each: 3, random: createRandom("a"), recorded });
    expect(all.filter(({ family }) => family === `generated/${name}`)).toEqual(draw("a", 3));
    expect(draw("b")).not.toEqual(draw("a"));
  });
});

it("leaves out what changes recorded tracks where there are none, and refuses unknown names", () => {
  const families = generateTracks({ each: 1, random: createRandom(1) }).map(({ family }) => family);
  expect(families).not.toContain("generated/jittered-replay");
  expect(() => generateTracks({ each: 1, random: createRandom(1), generators: ["ghost"] })).toThrow(
    /called "ghost"; known are: constant-speed/,
  );
});
