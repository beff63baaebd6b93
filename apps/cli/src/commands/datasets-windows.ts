import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Blocks } from "@wristprint/core";
import { encodeNpy } from "@wristprint/datasets";
import { modelFileName, parseDefinition, prepareBlocks } from "@wristprint/recognition";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeRejections } from "../describe-rejections.js";
import { parseShare, positiveNumberOption, wholeNumberOption } from "../options.js";
import { countOf, table } from "../table.js";
import { writeWholeFolder } from "../whole-folder.js";
import type { CommandModule } from "./command.js";

interface WindowsOptions {
  readonly format?: string;
  readonly out: string;
  readonly pause: number;
  readonly shortest: number;
  readonly validationShare: string;
  readonly everyone?: boolean;
}

export const datasetsWindows: CommandModule<WindowsOptions> = {
  words: "datasets windows",
  summary: "cut movements at pauses and write them as NumPy arrays, padded to one length",
  examples: [
    [
      "datasets windows data/sapimouse --format sapimouse --out windows",
      "USER-train.npy and USER-validation.npy of every user: [windows, steps, 3]",
    ],
  ],
  whenStopped: "no array was written; the same command begins again",
  declare(command) {
    command
      .argument("<data>", "a data set's folder, or a store")
      .addOption(formatOption())
      .requiredOption("--out <dir>", "the folder to make")
      .addOption(positiveNumberOption("--pause <ms>", "a step of so long ends a window").default(250))
      .addOption(wholeNumberOption("--shortest <n>", "events that a window needs").default(5))
      .option("--validation-share <share>", "the last windows of each user, for validation", "0.2")
      .option("--everyone", "keep users who have fewer validation windows than there are other users");
  },
  async run(context, args, { format, out, pause, shortest, validationShare, everyone }) {
    const [data = ""] = args;
    const share = parseShare("--validation-share", validationShare);
    const source = await dataSource(data, format);
    const { traces, report } = await readSessions(context, source, { parts: undefined });
    const definition = parseDefinition(
      {
        name: "windows",
        title: "windows",
        task: "authentication",
        data: {},
        preprocessing: {
          signal: "window",
          windows: { pauseMs: pause, shortest, leaveOutSmall: everyone !== true },
          scaling: { kind: "none", scope: "data" },
        },
        split: { by: "blocks", test: { share }, end: "last" },
        evaluation: { blocks: [1] },
      },
      "windows",
    );
    const { users } = prepareBlocks(traces, definition);
    const told = users.map(({ user, training, test }) => ({
      user,
      files: [`${modelFileName(user)}-train.npy`, `${modelFileName(user)}-validation.npy`] as const,
      train: training.count,
      validation: test.count,
    }));
    const steps = users[0]?.training.size ?? 0;
    await writeWholeFolder(out, async (folder) => {
      await mkdir(folder, { recursive: true });
      for (const [index, { files }] of told.entries()) {
        const parts = [users[index]?.training, users[index]?.test] as Blocks[];
        for (const [part, blocks] of parts.entries()) {
          const shape = [blocks.count, blocks.size, blocks.channels.length];
          await writeFile(join(folder, files[part] as string), encodeNpy(blocks.data, shape));
        }
      }
    });
    const rows = told.map(({ user, train, validation }) => [user, train, validation]);
    return {
      json: { users: told, steps, channels: users[0]?.training.channels, out, rejected: report.rejected },
      text: [
        table(["user", "train", "validation"], rows),
        `Windows of ${countOf(steps, "step")} (px, px, s), filled up with zeros in front, in ${out}`,
        ...describeRejections(report.rejected),
      ].join("\n"),
    };
  },
};
