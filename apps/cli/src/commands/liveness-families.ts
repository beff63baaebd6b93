import { createRandom } from "@wristprint/core";
import { generateTracks, type LeftOutGroup, leaveFamiliesOut, type Track } from "@wristprint/liveness";
import { percent } from "../describe-liveness.js";
import { declareSettings, detectorSettings, type SettingsOptions } from "../liveness-settings.js";
import { wholeNumberOption } from "../options.js";
import { table } from "../table.js";
import { declareTrackOptions, readTracks, type TrackOptions } from "../track-source.js";
import type { CommandModule } from "./command.js";

interface LivenessFamiliesOptions extends TrackOptions, SettingsOptions {
  readonly generated: number;
  readonly folds: number;
}

export const livenessFamilies: CommandModule<LivenessFamiliesOptions> = {
  words: "liveness families",
  summary:
    "leave machines' families and whole data sets of machines out of training, and see how many get through",
  examples: [
    [
      "liveness families --data data/slider --format slider --data data/delbot --format delbot --features 24 --copies 1",
      "every data set's machines, every family and every generator of ours in its turn",
    ],
  ],
  declare(command) {
    declareTrackOptions(command);
    declareSettings(command);
    command
      .addOption(
        wholeNumberOption(
          "--generated <n>",
          "tracks by each of our own generators among the machines",
          0,
        ).default(200),
      )
      .addOption(wholeNumberOption("--folds <n>", "folds of people", 2).default(3));
  },
  async run(context, _args, options) {
    const given = await readTracks(context, options);
    const random = createRandom(context.seed ?? 1);
    const recorded = given.filter(({ human }) => human);
    const made =
      options.generated > 0
        ? generateTracks({ each: options.generated, random: random.fork("generators"), recorded })
        : [];
    const tracks = [...given, ...made];
    const progress = context.progress("leaving out");
    try {
      const families = await leaveFamiliesOut(tracks, groupsOf(tracks), {
        settings: detectorSettings(options),
        random,
        folds: options.folds,
        onGroup: (done, of) => progress.update(done, of, `${done} of ${of}`),
      });
      const rows = families.map((one) => [
        one.group,
        one.family,
        one.tracks,
        percent(one.apcerAtBpcer1),
        percent(one.bpcer),
        percent(one.copies),
        Object.entries(one.apcerByPeople)
          .map(([people, share]) => `${people} ${percent(share)}`)
          .join(", "),
        one.auc.toFixed(4),
      ]);
      const header = [
        "left out",
        "family",
        "tracks",
        "APCER at BPCER 1 %",
        "BPCER",
        "copies among those let through",
        "APCER by people's data set",
        "AUC",
      ];
      return { json: { families }, text: table(header, rows) };
    } finally {
      progress.end();
    }
  },
};

/** Each data set's machines together, then each family where there are several in a set, then each generator's. */
function groupsOf(tracks: readonly Track[]): LeftOutGroup[] {
  const families = [...new Set(tracks.filter(({ human }) => human === false).map(({ family }) => family))];
  const sets = [...new Set(families.map((family) => family.split("/")[0] ?? family))].filter(
    (set) => set !== "generated",
  );
  const whole = sets.map((set) => ({
    name: `all of ${set}`,
    families: families.filter((family) => family.startsWith(`${set}/`)),
  }));
  const alreadyAlone = whole
    .filter((group) => group.families.length === 1)
    .flatMap((group) => group.families);
  const single = families
    .filter((family) => !alreadyAlone.includes(family))
    .map((family) => ({ name: family, families: [family] }));
  return [...whole, ...single];
}
