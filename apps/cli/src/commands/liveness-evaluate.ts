import { evaluateDetector, loadDetector } from "@wristprint/liveness";
import { describeLiveness } from "../describe-liveness.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import type { CommandModule } from "./command.js";

interface LivenessEvaluateOptions extends TrackOptions {
  readonly model: string;
}

export const livenessEvaluate: CommandModule<LivenessEvaluateOptions> = {
  words: "liveness evaluate",
  summary: "measure how well a detector tells people's tracks from machines'",
  examples: [
    [
      "liveness evaluate --model runs/slider --data data/other --format slider",
      "tracks with labels of their own",
    ],
    [
      "liveness evaluate --model models/liveness --data data/delbot --format delbot --human 'human_*/*' --machine 'bot_gan/*'",
      "people against one kind of machine",
    ],
  ],
  declare(command) {
    command.requiredOption("--model <folder>", "a detector's folder");
    declareTrackOptions(command);
  },
  async run(context, _args, options) {
    const detector = await loadDetector(options.model);
    const tracks = await readTracks(context, options);
    const result = evaluateDetector(detector, tracks, context.clock);
    return {
      json: result,
      text: `${describeLiveness(result)}\n\n${result.microsecondsPerTrack.toFixed(1)} µs a track`,
    };
  },
};
