import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Trace } from "@wristprint/core";
import {
  accountClaim,
  chooseSessions,
  enrolledClaim,
  explainSession,
  explanationSvg,
  loadAccountRecogniser,
  loadEncoder,
} from "@wristprint/recognition";
import { dataSource, formatOption, readSessions } from "../data-source.js";
import { describeExplanation } from "../describe-explanation.js";
import { isEncoder } from "../model-source.js";
import { deviceOption, wholeNumberOption } from "../options.js";
import { countOf } from "../table.js";
import { UsageError } from "../usage-error.js";
import type { CommandModule } from "./command.js";

interface ExplainOptions {
  readonly model: string;
  readonly data: string;
  readonly format?: string;
  readonly session: string;
  readonly user: string;
  readonly enrol?: string;
  readonly steps: number;
  readonly out?: string;
  readonly device?: string;
}

export const explain: CommandModule<ExplainOptions> = {
  words: "explain",
  summary: "show which parts of a session spoke for or against a person",
  examples: [
    [
      "explain --model runs/balabit-identification-strided-fcn --data data/balabit --format balabit --session user7/session_0041905381 --user user7 --out why.svg",
      "a network that learnt from user7; models of authentication too",
    ],
    [
      "explain --model models/encoder --data data/sapimouse --format sapimouse --session 'user73/*1min' --user user80 --enrol '*3min' --out why.svg",
      "the shipped encoder: user80 as enrolled from the long session, and a session of user73",
    ],
  ],
  declare(command) {
    command
      .requiredOption(
        "--model <model>",
        "an identification network or authentication models, a run's folder or a file; or an encoder's folder",
      )
      .requiredOption("--data <path>", "a data set's folder, or a store")
      .addOption(formatOption())
      .requiredOption("--session <glob>", "the session: SESSION or SUBJECT/SESSION, with * and ?; one alone")
      .requiredOption("--user <name>", "who is said to have made it")
      .option("--enrol <glob>", "with an encoder: the user's sessions to enrol from")
      .addOption(
        wholeNumberOption("--steps <n>", "differences that are hidden at a time; default: 16").default(
          16,
          "16",
        ),
      )
      .option("--out <file>", "an SVG of the path on the screen and of the evidence over time")
      .addOption(deviceOption());
  },
  async run(context, _args, options) {
    const { data, format, session, user, enrol, steps, out, device } = options;
    const model = resolve(context.cwd, options.model);
    const encodes = isEncoder(model);
    if (encodes !== (enrol !== undefined)) {
      throw new UsageError(
        encodes
          ? `--enrol: sessions of ${user} to enrol from expected, as ${options.model} is an encoder`
          : `--enrol: nothing expected, as ${options.model} is no encoder and learnt from ${user}`,
      );
    }
    const { traces } = await readSessions(context, await dataSource(data, format), {});
    const trace = oneSession(traces, session);
    const runtime = device === undefined ? {} : { provider: device };
    const loaded = encodes ? await loadEncoder(model, runtime) : await loadAccountRecogniser(model, runtime);
    try {
      const claim =
        "embed" in loaded
          ? await enrolledClaim(loaded, user, sessionsToEnrol(traces, user, enrol ?? "", trace))
          : accountClaim(loaded, user);
      const progress = context.progress("hiding");
      const { result, path } = await explainSession({
        claim,
        trace,
        steps,
        onProgress: (done, total) => progress.update(done, total, `${done} of ${countOf(total, "block")}`),
      });
      progress.end();
      if (out !== undefined) await writeFile(resolve(context.cwd, out), await explanationSvg(result, path));
      return { json: result, text: describeExplanation(result) };
    } finally {
      await loaded.release();
    }
  },
};

function oneSession(traces: readonly Trace[], glob: string): Trace {
  const chosen = chooseSessions(traces, glob);
  const [trace] = chosen;
  if (trace !== undefined && chosen.length === 1) return trace;
  const some = chosen.slice(0, 3).map((one) => `${one.subject}/${one.session}`);
  throw new UsageError(
    `--session: one session expected, "${glob}" names ${chosen.length}: ${some.join(", ")} …`,
  );
}

/** The user's own, and not the session that is explained. */
function sessionsToEnrol(traces: readonly Trace[], user: string, glob: string, explained: Trace): Trace[] {
  const own = traces.filter(({ subject }) => subject === user);
  if (own.length === 0) throw new UsageError(`--user: a subject of the data expected, it has no ${user}`);
  const chosen = chooseSessions(own, glob).filter((trace) => trace !== explained);
  if (chosen.length > 0) return chosen;
  throw new UsageError(
    `--enrol: sessions of ${user} beside the one to explain expected, "${glob}" names none`,
  );
}
