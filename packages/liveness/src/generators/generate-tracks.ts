import type { Random } from "@wristprint/core";
import { LivenessError } from "../liveness-error.js";
import type { Track, TrackColumns } from "../track.js";
import { drawRecording } from "./record-path.js";
import { TRACK_GENERATORS } from "./registry.js";

export interface GenerateTracksOptions {
  /** How many of each generator. */
  readonly each: number;
  readonly random: Random;
  /** Names of generators; all of them by default, those that change recorded tracks only where there are some. */
  readonly generators?: readonly string[];
  /** Real people's tracks, whose distances and directions the machines' take too. */
  readonly recorded?: readonly TrackColumns[];
}

/**
 * Tracks as machines make them, told apart by family `generated/NAME`. A generator's tracks depend on the seed and its
 * name alone. Throws a LivenessError `bad-input` for an unknown name.
 */
export function generateTracks(options: GenerateTracksOptions): Track[] {
  const { each, random, recorded = [] } = options;
  const known = TRACK_GENERATORS.filter(({ needsRecorded }) => needsRecorded !== true || recorded.length > 0);
  const names = options.generators ?? known.map(({ name }) => name);
  return names.flatMap((name) => {
    const generator = known.find((candidate) => candidate.name === name);
    if (generator === undefined) {
      const list = known.map((candidate) => candidate.name).join(", ");
      throw new LivenessError("bad-input", `No generator of tracks is called "${name}"; known are: ${list}`);
    }
    return Array.from({ length: each }, (_, index): Track => {
      const own = random.fork(`${name}/${index}`);
      const [targetX, targetY] = drawTarget(own, recorded);
      const columns = generator.generate({
        random: own,
        targetX,
        targetY,
        recorded,
        record: drawRecording(own),
      });
      return { id: `${name}-${index + 1}`, family: `generated/${name}`, human: false, ...columns };
    });
  });
}

const SHORTEST_PX = 20;

/** Where a recorded track led to; or a slider's way, or one across a page. */
function drawTarget(random: Random, recorded: readonly TrackColumns[]): readonly [number, number] {
  const { x, y } =
    recorded.length > 0 ? (recorded[random.integer(recorded.length)] as TrackColumns) : { x: [], y: [] };
  const wayX = (x[x.length - 1] ?? 0) - (x[0] ?? 0);
  const wayY = (y[y.length - 1] ?? 0) - (y[0] ?? 0);
  if (Math.hypot(wayX, wayY) >= SHORTEST_PX) return [wayX, wayY];
  const slides = random.uniform() < 0.5;
  const distance = slides ? 50 + 250 * random.uniform() : 50 * 20 ** random.uniform();
  const angle = slides ? 0.03 * random.normal() : 2 * Math.PI * random.uniform();
  return [distance * Math.cos(angle), distance * Math.sin(angle)];
}
