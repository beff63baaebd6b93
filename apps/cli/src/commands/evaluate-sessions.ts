import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createRandom, type Part, type Trace } from "@wristprint/core";
import { readLabelFile } from "@wristprint/datasets";
import {
  chooseSessions,
  evaluateSessions as evaluate,
  loadAccountRecogniser,
  sessionScoresCsv,
} from "@wristprint/recognition";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeSessions } from "../describe-sessions.js";
import { choiceOption, deviceOption, wholeNumberOption } from "../options.js";
import { countOf } from "../table.js";
import type { CommandContext, CommandModule } from "./command.js";

interface EvaluateSessionsOptions {
  readonly model: string;
  readonly data: string;
  readonly format?: string;
  readonly labels?: string;
  readonly part?: Part;
  readonly sessions?: string;
  readonly stride?: number;
  readonly scores?: string;
  readonly device?: string;
}

export const evaluateSessions: CommandModule<EvaluateSessionsOptions> = {
  words: "evaluate sessions",
  summary: "measure how well trained models tell from whole sessions whose they are",
  examples: [
    [
      "evaluate sessions --model runs/balabit-identification-strided-fcn --data data/balabit --format balabit",
      "the challenge: is each labelled test session its account owner's, by public_labels.csv there",
    ],
    [
      "evaluate sessions --model runs/users --data data/mine --format sapimouse --sessions '*1min' --json",
      "no session is said to be another's: each is compared with every account",
    ],
  ],
  declare(command) {
    command
      .requiredOption(
        "--model <model>",
        "an identification network, or authentication models: a run's folder, or a model's file",
      )
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .option(
        "--labels <csv>",
        "which sessions are their account owner's, as filename,is_illegal; only those are scored. Default: what the data says",
      )
      .addOption(
        choiceOption("--part <part>", "default: test sessions where the data has some, otherwise all", [
          "training",
          "test",
        ]),
      )
      .option("--sessions <glob>", "these sessions alone: SESSION or SUBJECT/SESSION, with * and ?")
      .addOption(
        wholeNumberOption("--stride <n>", "differences from block to block; default: a quarter of a block"),
      )
      .option("--scores <file>", "write every session's score, as CSV")
      .addOption(deviceOption());
  },
  async run(context, _args, { model, data, format, labels, part, sessions, stride, scores, device }) {
    const recogniser = await loadAccountRecogniser(
      resolve(context.cwd, model),
      device === undefined ? {} : { provider: device },
    );
    try {
      const labelled = labels === undefined ? undefined : await readLabelFile(resolve(context.cwd, labels));
      const source = await dataSource(data, format);
      const { traces } = await readSessions(context, source, part === undefined ? {} : { parts: [part] });
      const wanted = sessions === undefined ? traces : chooseSessions(traces, sessions);
      const chosen = labelled ? withLabels(context, wanted, labelled) : testSessions(wanted);
      const progress = context.progress("scoring");
      const { result, comparisons } = await evaluate({
        recogniser,
        traces: chosen,
        ...(stride !== undefined && { stride }),
        random: createRandom(context.seed ?? 1),
        onProgress: (done, total) => progress.update(done, total, `${done} of ${countOf(total, "session")}`),
      });
      progress.end();
      if (scores !== undefined) await writeFile(resolve(context.cwd, scores), sessionScoresCsv(comparisons));
      return { json: result, text: describeSessions(result) };
    } finally {
      await recogniser.release();
    }
  },
};

/** Models learn from training sessions, where a data set has parts. */
function testSessions(traces: readonly Trace[]): readonly Trace[] {
  const test = traces.filter(({ part }) => part === "test");
  return test.length > 0 ? test : traces;
}

/** Sessions that labels name, by their name or as SUBJECT/SESSION; whatever else the data says of them is put aside. */
function withLabels(
  context: CommandContext,
  traces: readonly Trace[],
  labels: ReadonlyMap<string, boolean>,
): Trace[] {
  const found = traces.flatMap((trace) => {
    const genuine = labels.get(`${trace.subject}/${trace.session}`) ?? labels.get(trace.session);
    return genuine === undefined ? [] : [{ ...trace, genuine }];
  });
  if (found.length < labels.size) {
    context.say(`${countOf(found.length, "session")} found of ${labels.size} that labels name`);
  }
  return found;
}
