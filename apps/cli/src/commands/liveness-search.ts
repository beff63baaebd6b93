import { writeFile } from "node:fs/promises";
import { createRandom } from "@wristprint/core";
import { bestPoint, searchSettings, surfaceSvg } from "@wristprint/liveness";
import { Option } from "commander";
import { declareSettings, detectorSettings, parseGamma, type SettingsOptions } from "../liveness-settings.js";
import { parseWholeNumber } from "../options.js";
import { table } from "../table.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import type { CommandModule } from "./command.js";

interface LivenessSearchOptions extends TrackOptions, SettingsOptions {
  readonly gammas: readonly number[];
  readonly depths: readonly number[];
  readonly out?: string;
}

export const livenessSearch: CommandModule<LivenessSearchOptions> = {
  words: "liveness search",
  summary: "try gamma and depth of a detector's trees by cross-validation",
  examples: [
    [
      "liveness search --data data/slider --format slider --out surface.svg",
      "three folds of the tracks; the surface as a picture",
    ],
  ],
  declare(command) {
    declareTrackOptions(command);
    declareSettings(command);
    command
      .addOption(
        new Option("--gammas <list>", "gammas to try")
          .argParser((text) => text.split(",").map((part) => parseGamma("--gammas", part)))
          .default([0, 0.1, 0.3, 1], "0,0.1,0.3,1"),
      )
      .addOption(
        new Option("--depths <list>", "depths to try")
          .argParser((text) => text.split(",").map((part) => parseWholeNumber("--depths", part.trim(), 1)))
          .default([2, 3, 4, 5, 6], "2,3,4,5,6"),
      )
      .option("--out <file>", "an SVG of the surface");
  },
  async run(context, _args, options) {
    const tracks = await readTracks(context, options);
    const progress = context.progress("searching");
    try {
      const surface = await searchSettings(tracks, {
        settings: detectorSettings(options),
        gammas: options.gammas,
        maxDepths: options.depths,
        random: createRandom(context.seed ?? 1),
        onPoint: (done, of) => progress.update(done, of, `${done} of ${of}`),
      });
      if (options.out !== undefined) await writeFile(options.out, await surfaceSvg(surface));
      const rows = surface.map(({ gamma, maxDepth, logLoss, errors }) => [
        gamma,
        maxDepth,
        logLoss.toFixed(5),
        errors,
      ]);
      return {
        json: { surface, best: bestPoint(surface) },
        text: table(["gamma", "depth", "log loss", "wrong tracks"], rows),
      };
    } finally {
      progress.end();
    }
  },
};
