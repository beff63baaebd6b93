import { type DemonstrationOptions, writeDemonstration } from "@wristprint/datasets";
import { wholeNumberOption } from "../options.js";
import { countOf } from "../table.js";
import { writeWholeFolder } from "../whole-folder.js";
import type { CommandModule } from "./command.js";

interface GenerateOptions {
  readonly out: string;
  readonly subjects?: number;
  readonly sessions?: number;
  readonly testSessions?: number;
  readonly events?: number;
  readonly testEvents?: number;
}

export const datasetsGenerate: CommandModule<GenerateOptions> = {
  words: "datasets generate",
  summary: "generate demonstration data: people who do not exist, in the layout of balabit",
  examples: [
    ["datasets generate --out demo-data", "ten people, to be read with --format balabit"],
    ["datasets generate --out small --subjects 3 --sessions 2 --seed 7", "three people, always the same"],
  ],
  whenStopped: "no data was written; the same command begins again",
  declare(command) {
    command
      .requiredOption("--out <dir>", "the folder to make")
      .addOption(wholeNumberOption("--subjects <n>", "people", 2))
      .addOption(wholeNumberOption("--sessions <n>", "training sessions of each", 0))
      .addOption(
        wholeNumberOption("--test-sessions <n>", "test sessions of each; every second an impostor's", 0),
      )
      .addOption(wholeNumberOption("--events <n>", "events of a training session"))
      .addOption(wholeNumberOption("--test-events <n>", "events of a test session"));
  },
  async run(context, _args, { out, subjects, sessions, testSessions, events, testEvents }) {
    const options: DemonstrationOptions = {
      subjects,
      trainingSessions: sessions,
      testSessions,
      trainingEvents: events,
      testEvents,
      seed: context.seed,
    };
    const written = await writeWholeFolder(out, (folder) => writeDemonstration(folder, options));
    const what = `${countOf(written.sessions, "session")} of ${countOf(written.subjects, "person", "people")}`;
    return {
      json: { ...written, format: "balabit", out },
      text: `Generated ${what}, ${countOf(written.events, "event")}, in ${out}\nRead them with --format balabit.`,
    };
  },
};
