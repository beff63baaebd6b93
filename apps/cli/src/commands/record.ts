import { positiveNumberOption } from "../options.js";
import { desktopPointer } from "../record/desktop-pointer.js";
import { recordToFile } from "../record/record-to-file.js";
import { sessionPath } from "../record/session-path.js";
import { RECORDING_FORMAT } from "../record/session-text.js";
import { countOf, formatSeconds } from "../table.js";
import type { CommandModule } from "./command.js";

interface RecordOptions {
  readonly user: string;
  readonly seconds: number;
  readonly out?: string;
}

const CONSENT = `
Recorded are the pointer's moves, drags, buttons and wheel turns, with their times and places on the screen, and
nothing else: no key is looked at or kept, no window, no picture. Record only people who know of it and agree.

Ctrl-C ends the recording early: what was recorded is written and reported, with exit code 0. On Linux the desktop
must run on X11; under Wayland only moves over windows of X11 programs are seen. On macOS the terminal needs leave
under System Settings, Privacy & Security, Accessibility.`;

export const record: CommandModule<RecordOptions> = {
  words: "record",
  summary: "record the pointer of this desktop into a session's file, to be read with --format sapimouse",
  examples: [
    [
      "record --user ann --seconds 180",
      "three minutes of ann's pointer, in recordings/ann/session_…_3min.csv",
    ],
    ["record --user ann --seconds 60 --out ann.csv", "one minute, in this file"],
  ],
  finishesWhenStopped: true,
  whenStopped: "what was recorded lies beside its place, in a file that ends in .part",
  declare(command) {
    command
      .requiredOption("--user <name>", "the person whose hand is on the pointer")
      .addOption(positiveNumberOption("--seconds <n>", "how long to record").makeOptionMandatory())
      .option(
        "--out <file>",
        "the file to write; or a folder of recordings, ready to import, where the session becomes " +
          "NAME/session_DATE_TIME_Nmin.csv, a test session if N is 1 and else for training (default: recordings)",
      )
      .addHelpText("after", CONSENT);
  },
  async run(context, _args, { user, seconds, out }) {
    const { file, folder } = sessionPath({ user, out, seconds, begun: new Date() });
    if (process.env.XDG_SESSION_TYPE === "wayland") {
      context.say("This desktop runs on Wayland, which shows the pointer only over windows of X11 programs.");
    }
    const progress = context.progress("recording");
    const recorded = await recordToFile({
      path: file,
      source: desktopPointer({ platform: process.platform, display: process.env.DISPLAY }),
      seconds,
      stopping: context.stopping,
      clock: context.clock,
      onBegin: () =>
        context.say(
          `Recording ${user}'s pointer for ${formatSeconds(seconds)}, no keys. Ctrl-C ends it early.`,
        ),
      onProgress: ({ seconds: done, events }) =>
        progress.update(
          done,
          seconds,
          `${formatSeconds(Math.ceil(seconds - done))} left, ${countOf(events, "event")}`,
        ),
    });
    progress.end();
    const stoppedBy = context.stopping.aborted ? String(context.stopping.reason) : null;
    const told = { events: recorded.events, file, seconds: recorded.seconds, user };
    const lines = [
      `Recorded ${countOf(told.events, "event")} of ${user} in ${formatSeconds(told.seconds)}: ${file}`,
    ];
    if (folder !== undefined) {
      const words = `datasets import ${folder} --format ${RECORDING_FORMAT} --out recordings.parquet`;
      lines.push(`Import the folder: wristprint ${words}`);
    }
    return { json: { ...told, format: RECORDING_FORMAT, stoppedBy }, text: lines.join("\n") };
  },
};
