import { writeFile } from "node:fs/promises";
import { createRandom } from "@wristprint/core";
import { evaluateReplay, offsetSvg, type Track } from "@wristprint/liveness";
import { Option } from "commander";
import { describeReplay } from "../describe-replay.js";
import { wholeNumberOption } from "../options.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import type { CommandModule } from "./command.js";

interface ReplayEvaluateOptions extends TrackOptions {
  readonly stored: number;
  readonly probes: number;
  readonly honest: number;
  readonly half?: "first" | "second";
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
      .addOption(
        new Option(
          "--half <which>",
          "ask with every other track of each data set alone, from its first or from its second on: limits chosen on the one are judged on the other",
        ).choices(["first", "second"]),
      )
      .option("--out <file>", "an SVG of detection by share and size of offset");
  },
  async run(context, _args, options) {
    const tracks = (await readTracks(context, options)).filter(({ human }) => human !== false);
    const result = await evaluateReplay({
      tracks,
      ...(options.half !== undefined && { asks: everyOther(tracks, options.half === "first" ? 0 : 1) }),
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

/** Whether a track is at an even (0) or odd (1) place among those of its data set, which its family begins with. */
function everyOther(tracks: readonly Track[], parity: number): (track: Track) => boolean {
  const places = new Map<string, number>();
  const chosen = new Set<Track>();
  for (const track of tracks) {
    const [set = ""] = track.family.split("/");
    const place = places.get(set) ?? 0;
    places.set(set, place + 1);
    if (place % 2 === parity) chosen.add(track);
  }
  return (track) => chosen.has(track);
}
