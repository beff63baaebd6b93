import { chooseSessions, type Encoder, expandSubjects, loadEncoder } from "@wristprint/recognition";
import { type Command, Option } from "commander";
import type { CommandContext } from "./commands/command.js";
import { dataSource, formatOption, readSessions } from "./data-source.js";
import { deviceOption, parseWholeNumber, repeatedOption } from "./options.js";

/** Options of a command in which an encoder compares some sessions with others. */
export interface EncoderComparisonOptions {
  readonly model: string;
  readonly data: string;
  readonly format?: string;
  readonly enrol: string;
  readonly probe: string;
  readonly blocks: readonly number[];
  readonly subject?: readonly string[];
  readonly device?: string;
}

/** What the sessions of both sides come to: an encoder, and the traces that the globs name. */
export interface EncoderComparison {
  readonly encoder: Encoder;
  readonly enrol: ReturnType<typeof chooseSessions>;
  readonly probe: ReturnType<typeof chooseSessions>;
}

/** @param words what stands in help for the probe's sessions, and for numbers of blocks */
export function declareComparison(
  command: Command,
  words: { readonly probe: string; readonly blocks: string },
): Command {
  return command
    .requiredOption("--model <encoder>", "an encoder's folder")
    .requiredOption("--data <path>", "a data set's folder, or a store")
    .addOption(formatOption())
    .requiredOption(
      "--enrol <glob>",
      "sessions that references are made of: SESSION, SUBJECT/SESSION or PART/SUBJECT/SESSION, with * and ?",
    )
    .requiredOption("--probe <glob>", words.probe)
    .addOption(
      new Option("--blocks <list>", words.blocks)
        .argParser((text) => text.split(",").map((part) => parseWholeNumber("--blocks", part.trim(), 1)))
        .default([1, 5], "1,5"),
    )
    .addOption(
      repeatedOption("--subject <name>", "these subjects alone; user1..user9 is a range; may be repeated"),
    )
    .addOption(deviceOption());
}

/** Loads and reads what the options name, and lets the encoder go when the work is done. */
export async function compareWithEncoder<Result>(
  context: CommandContext,
  { model, data, format, enrol, probe, subject, device }: EncoderComparisonOptions,
  work: (comparison: EncoderComparison) => Promise<Result>,
): Promise<Result> {
  const encoder = await loadEncoder(model, device === undefined ? {} : { provider: device });
  try {
    const source = await dataSource(data, format);
    const filter = subject === undefined ? {} : { subjects: expandSubjects(subject) };
    const { traces } = await readSessions(context, source, filter);
    return await work({
      encoder,
      enrol: chooseSessions(traces, enrol),
      probe: chooseSessions(traces, probe),
    });
  } finally {
    await encoder.release();
  }
}
