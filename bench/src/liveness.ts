/** Man or machine: a track's features and the decision, on one core. */
import { createRandom } from "@wristprint/core";
import {
  createDetector,
  createFeatureExtractor,
  createTrackMaker,
  DEFAULT_SETTINGS,
  type Detector,
  generateTracks,
  type Track,
  trainDetector,
} from "@wristprint/liveness";
import type { Benchmark } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";

const PEOPLE = 1500;
const MACHINES_EACH = 100;
const TRACKS = 100_000;

export const livenessBenchmark: Benchmark = {
  name: "liveness",
  description: "man or machine: features and decision of 100,000 tracks, one core",
  async run(options) {
    options.onProgress?.("training a detector of nine features on generated tracks");
    const tracks = madeUpTracks();
    const detector = await trainedOn(tracks);
    const measured = [
      { name: "features and decision", unit: "µs a track", ours: () => microseconds(tracks, detector.score) },
      {
        name: "features of the detector alone",
        unit: "µs a track",
        ours: () => featuresOf(tracks, detector),
      },
      {
        name: "features and decision, 100,000 tracks",
        unit: "s",
        ours: () => (microseconds(tracks, detector.score) * TRACKS) / 1e6,
      },
    ];
    const rows = [];
    for (const { name, unit, ours } of measured) {
      rows.push(
        await measureInTurn(
          {
            name,
            unit,
            better: "less",
            ours: async () => ours(),
            peer: undefined,
            theirs: async () => Number.NaN,
          },
          options,
        ),
      );
    }
    return rows;
  },
};

/** Half as people move and half by our generators. */
function madeUpTracks(): Track[] {
  const random = createRandom("bench");
  const make = createTrackMaker(random.fork("people"));
  const people = Array.from({ length: PEOPLE }, (_, index) => ({
    id: String(index),
    family: "made up",
    human: true,
    ...make(),
  }));
  const machines = generateTracks({ each: MACHINES_EACH, random: random.fork("machines"), recorded: people });
  const all: Track[] = [...people, ...machines];
  return Array.from(random.shuffle(all.map((_, index) => index)), (index) => all[index] as Track);
}

async function trainedOn(tracks: readonly Track[]): Promise<Detector> {
  const { card, model } = await trainDetector(tracks, {
    name: "bench",
    version: "1",
    seed: "bench",
    random: createRandom("bench"),
    settings: { ...DEFAULT_SETTINGS, copies: 0 },
    generated: 0,
  });
  return createDetector(card, model);
}

function microseconds(tracks: readonly Track[], work: (track: Track) => void): number {
  const started = performance.now();
  for (let i = 0; i < TRACKS; i++) work(tracks[i % tracks.length] as Track);
  return (1000 * (performance.now() - started)) / TRACKS;
}

function featuresOf(tracks: readonly Track[], detector: Detector): number {
  const extractor = createFeatureExtractor(detector.card.features);
  const values = new Float32Array(detector.card.features.length);
  return microseconds(tracks, (track) => extractor.extract(track, values));
}
