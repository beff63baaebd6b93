import { createRandom } from "@wristprint/core";
import { trainDetector, writeDetector } from "@wristprint/liveness";
import { describeLiveness } from "../describe-liveness.js";
import { declareSettings, detectorSettings, type SettingsOptions } from "../liveness-settings.js";
import { wholeNumberOption } from "../options.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import { writeWholeFolder } from "../whole-folder.js";
import type { CommandModule } from "./command.js";

interface LivenessTrainOptions extends TrackOptions, SettingsOptions {
  readonly out: string;
  readonly name: string;
  readonly generated: number;
}

export const livenessTrain: CommandModule<LivenessTrainOptions> = {
  words: "liveness train",
  summary: "train a detector of machines on tracks, and say what five folds make of them",
  examples: [
    [
      "liveness train --data data/slider --format slider --out runs/slider",
      "nine features chosen anew in each fold, figures of tracks that training had not seen",
    ],
    [
      "liveness train --data data/slider --format slider --data data/delbot --format delbot --generated 200 --features 24 --out runs/liveness",
      "two data sets, and 200 tracks by each of our own generators among the machines",
    ],
  ],
  declare(command) {
    declareTrackOptions(command);
    declareSettings(command);
    command
      .requiredOption("--out <folder>", "a new folder for the detector")
      .option("--name <name>", "what the detector is called", "liveness")
      .addOption(
        wholeNumberOption(
          "--generated <n>",
          "tracks by each of our own generators among the machines",
          0,
        ).default(0),
      );
  },
  async run(context, _args, options) {
    const { out, name, generated } = options;
    const settings = detectorSettings(options);
    const tracks = await readTracks(context, options);
    const seed = context.seed ?? 1;
    const progress = context.progress("training");
    const { card, model, figures } = await writeWholeFolder(out, async (folder) => {
      try {
        const trained = await trainDetector(tracks, {
          name,
          version: "1",
          seed,
          random: createRandom(seed),
          settings,
          generated,
          onProgress: (done, of) => progress.update(done, of, `${done} of ${of} folds`),
        });
        await writeDetector(folder, trained.card, trained.model);
        return trained;
      } finally {
        progress.end();
      }
    });
    return {
      json: {
        model: out,
        features: card.features,
        parameters: settings.trees,
        settings,
        trees: model.trees.length,
        threshold: card.threshold,
        calibration: card.calibration,
        metrics: figures,
        selection: card.selection,
        seed,
      },
      text: `${describeLiveness(figures)}\n\nfeatures: ${card.features.join(", ")}\ndetector in ${out}`,
    };
  },
};
