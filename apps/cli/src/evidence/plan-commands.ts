/** From the index's rows to the commands to run, each once, those first that others need. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findEncoderDefinition, findExperiment } from "../experiment-files.js";
import type { ResultRow } from "../results/result-index.js";
import { UsageError } from "../usage-error.js";
import { commandIdentity, definitionText, encoderText } from "./command-identity.js";
import { type QuickRule, quickWords } from "./quick-words.js";
import { splitCommand } from "./split-command.js";

export interface PlannedCommand {
  /** As it stands in the index. */
  readonly command: string;
  /** Names its result's file. */
  readonly id: string;
  /** After `wristprint`, to be run in the folder of results. */
  readonly words: readonly string[];
  /** The index's rows that it gives the figures of. */
  readonly rows: readonly ResultRow[];
  /** Commands before it whose `runs/NAME` it reads. */
  readonly needs: readonly string[];
  /** Data sets' folders that are not there. */
  readonly missing: readonly string[];
  /** Changes with its words, its experiment's settings, shipped models that it uses, and commands that it needs. */
  readonly identity: string;
}

export interface PlanOptions {
  readonly rows: readonly ResultRow[];
  /** Holds a folder for each data set. */
  readonly data: string;
  /** What is put behind commands to make them short. */
  readonly quick: readonly QuickRule[];
  readonly seed: number | string | undefined;
  /** Where commands are run: experiments' names are looked up from there. */
  readonly cwd: string;
}

/** The word of the index's commands that stands for a folder of a command's own. */
const OWN_FOLDER = "OUT";

/**
 * Every command of the rows, in an order in which each comes after those it needs.
 * @throws UsageError for a command that cannot be read, or that needs a run which no row makes
 */
export function planCommands({ rows, data, quick, seed, cwd }: PlanOptions): PlannedCommand[] {
  const drafts = [...new Set(rows.map(({ command }) => command))].map((command) => {
    const typed = wordsOf(command);
    const experiment = experimentOf(typed);
    const changed = experiment !== undefined && typed.includes("--set");
    const words = [
      ...typed,
      ...quickWords(typed, quick),
      ...(seed === undefined ? [] : ["--seed", `${seed}`]),
    ];
    const makes = experiment === undefined ? encoderRun(typed) : changed ? undefined : `runs/${experiment}`;
    return { command, typed, words, changed, makes, definition: definitionOf(typed, words, cwd) };
  });
  const makers = new Map(
    drafts.flatMap(({ makes, command }) => (makes === undefined ? [] : [[makes, command]])),
  );
  const planned = new Map<string, PlannedCommand>();
  const plan = (draft: (typeof drafts)[number], above: readonly string[]): PlannedCommand => {
    const { command, typed, words, changed, makes, definition } = draft;
    const known = planned.get(command);
    if (known !== undefined) return known;
    if (above.includes(command)) throw new UsageError(`${command}: needs its own result`);
    const read = runsIn([...typed, definition ?? ""]).filter((run) => run !== makes);
    const needed = read.map((run) => {
      const maker = drafts.find((other) => other.command === makers.get(run));
      if (maker === undefined)
        throw new UsageError(`${command}: needs ${run}, which no row of the index makes`);
      return plan(maker, [...above, command]);
    });
    const id = idOf(command);
    const { located, missing } = locateData(words, data);
    // Runs with settings of their own keep out of the folder of the experiment as it is.
    const own = changed ? [...located, "--out", join("runs", id)] : located;
    const result: PlannedCommand = {
      command,
      id,
      words: own.map((word) => (word === OWN_FOLDER ? join("made", id) : word)),
      rows: rows.filter((row) => row.command === command),
      needs: needed.map((one) => one.command),
      missing: [...new Set([...missing, ...needed.flatMap((one) => one.missing)])],
      identity: commandIdentity({
        words,
        definition: definition ?? "",
        needed: needed.map(({ identity }) => identity),
      }),
    };
    planned.set(command, result);
    return result;
  };
  for (const draft of drafts) plan(draft, []);
  return [...planned.values()];
}

function wordsOf(command: string): string[] {
  try {
    const [npx, program, ...words] = splitCommand(command);
    if (npx === "npx" && program === "wristprint" && words.length > 0) return words;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UsageError(`${command}: npx wristprint …, as a shell takes it, expected`);
}

function experimentOf([noun, verb, name]: readonly string[]): string | undefined {
  return noun === "experiment" && verb === "run" ? name : undefined;
}

/** The run's folder that a training of an encoder writes. */
function encoderRun(typed: readonly string[]): string | undefined {
  const out = typed[typed.indexOf("--out") + 1];
  return isEncoderTraining(typed) && out?.startsWith("runs/") ? out : undefined;
}

function isEncoderTraining([noun, verb]: readonly string[]): boolean {
  return noun === "encoder" && verb === "train";
}

/** What a command trains, with everything filled in, as text. */
function definitionOf(typed: readonly string[], words: readonly string[], cwd: string): string | undefined {
  const experiment = experimentOf(typed);
  if (experiment !== undefined) return definitionText(findExperiment(experiment, cwd), words);
  if (isEncoderTraining(typed)) return encoderText(findEncoderDefinition(typed[2] ?? "", cwd), words);
  return undefined;
}

/** Folders of runs that words or a definition name. */
function runsIn(texts: readonly string[]): string[] {
  return [...new Set(texts.flatMap((text) => text.match(/\bruns\/[\w.-]+/g) ?? []))];
}

/** A word that is a name and a slash, `balabit/`, is a folder of the given one. */
function locateData(words: readonly string[], data: string): { located: string[]; missing: string[] } {
  const missing: string[] = [];
  const located = words.map((word) => {
    if (!/^[\w-]+\/$/.test(word)) return word;
    const path = join(data, word);
    if (!existsSync(path)) missing.push(word);
    return path;
  });
  return { located, missing };
}

/** A file's name that people recognise, and that no two commands share. */
function idOf(command: string): string {
  const words = wordsOf(command)
    .join("-")
    .replaceAll(/[^\w.]+/g, "-");
  return `${words.slice(0, 60).replace(/-+$/, "")}-${commandIdentity({ words: [command] }).slice(0, 8)}`;
}
