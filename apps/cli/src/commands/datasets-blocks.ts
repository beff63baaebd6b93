import { cutBlocks, dropEvents, type Part, SIGNALS, type Trace, takeDifferences } from "@wristprint/core";
import { tracesBySubject } from "@wristprint/recognition";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeRejections } from "../describe-rejections.js";
import { choiceOption, wholeNumberOption } from "../options.js";
import { table } from "../table.js";
import type { CommandModule } from "./command.js";

interface BlocksOptions {
  readonly format?: string;
  readonly blockSize: number;
  readonly stride?: number;
  readonly chunks: "drop" | "concatenate";
  readonly part: Part | "all";
}

interface UserCount {
  readonly user: string;
  readonly sessions: number;
  /** As read, before any is dropped. */
  readonly events: number;
  readonly blocks: number;
}

export const datasetsBlocks: CommandModule<BlocksOptions> = {
  words: "datasets blocks",
  summary: "count the blocks that each user's sessions are cut into",
  examples: [
    ["datasets blocks balabit.parquet", "blocks of 128 differences, leftovers dropped"],
    [
      "datasets blocks data/balabit --format balabit --chunks concatenate",
      "the leftovers of all sequences are cut into blocks again",
    ],
  ],
  declare(command) {
    command
      .argument("<data>", "a data set's folder, or a store")
      .addOption(formatOption())
      .addOption(wholeNumberOption("--block-size <n>", "differences in a block").default(128))
      .addOption(
        wholeNumberOption("--stride <n>", "differences from one block to the next; default: no overlap"),
      )
      .addOption(
        choiceOption("--chunks <kind>", "what becomes of leftovers", ["drop", "concatenate"]).default("drop"),
      )
      .addOption(
        choiceOption("--part <part>", "which sessions", ["training", "test", "all"]).default("training"),
      );
  },
  async run(context, args, { format, part, ...cutting }) {
    const [data = ""] = args;
    const source = await dataSource(data, format);
    const parts = part === "all" ? undefined : [part];
    const { traces, report } = await readSessions(context, source, { parts });
    const users = [...tracesBySubject(traces)].map(([user, own]) => countUser(user, own, cutting));
    const rows = users.map(({ user, sessions, events, blocks }) => [user, sessions, events, blocks]);
    const text = table(["user", "sessions", "events", "blocks"], rows);
    return {
      json: { users, rejected: report.rejected },
      text: [text, ...describeRejections(report.rejected)].join("\n"),
    };
  },
};

function countUser(
  user: string,
  traces: readonly Trace[],
  { blockSize, stride, chunks }: Pick<BlocksOptions, "blockSize" | "stride" | "chunks">,
): UserCount {
  const sequences = takeDifferences(traces.map((trace) => dropEvents(trace)));
  const blocks = cutBlocks(sequences, {
    blockSize,
    ...(stride !== undefined && { stride }),
    chunks,
    channels: SIGNALS.velocity,
  });
  return {
    user,
    sessions: traces.length,
    events: traces.reduce((sum, { tMs }) => sum + tMs.length, 0),
    blocks: blocks.count,
  };
}
