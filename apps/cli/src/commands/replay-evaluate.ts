import { writeFile } from "node:fs/promises";
import { createRandom } from "@wristprint/core";
import { evaluateReplay, offsetSvg } from "@wristprint/liveness";
import { describeReplay } from "../describe-replay.js";
import { wholeNumberOption } from "../options.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import type { CommandModule } from "./command.js";

interface ReplayEvaluateOptions extends TrackOptions {
  readonly stored: number;
  readonly probes: number;
  readonly honest: number;
  readonly out?: string;
}

export const replayEvaluate: CommandModule<ReplayEvaluateOptions> = {
  words: "replay evaluate",
  summary: "measure how well copies of stored tracks are found, altered ones among them, and how fast",
  examples: [
    [
      "replay evaluate --data data/slider --format slider --stored 274238 --out offsets.svg",
      "people's tracks, and made-up ones for what they do not reach; detection by offset as a picture",
    ],
    [
      "replay evaluate --data data/slider --format slider --data data/sapimouse --format sapimouse --stored 50000 --json",
      "the tracks of two data sets",
    ],
  ],
  declare(command) {
    declareTrackOptions(command);
    command
      .addOption(
        wholeNumberOption("--stored <n>", "tracks stored; made-up ones follow those of the data").default(
          274_238,
        ),
      )
      .addOption(wholeNumberOption("--probes <n>", "probes for each kind of change").default(1000))
      .addOption(
        wholeNumberOption("--honest <n>", "people's tracks, at most, checked against all others").default(
          5000,
        ),
      )
      .option("--out <file>", "an SVG of detection by share and size of offset");
  },
  async run(context, _args, options) {
    const tracks = (await readTracks(context, options)).filter(({ human }) => human !== false);
    const result = await evaluateReplay({
      tracks,
      stored: options.stored,
      probes: options.probes,
      honest: options.honest,
      random: createRandom(context.seed ?? 1),
      // Finer than the context's, for a check takes less than a millisecond.
      clock: () => performance.now(),
      processorClock: () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      },
      onProgress: context.say,
    });
    if (options.out !== undefined) await writeFile(options.out, await offsetSvg(result.byOffset));
    return { json: result, text: describeReplay(result) };
  },
};
