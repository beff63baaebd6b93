import { countOf, formatSeconds } from "../table.js";
import type { PlannedCommand } from "./plan-commands.js";
import type { CommandResult, ResultFiles } from "./result-files.js";

/** What became of a command. */
export type Outcome =
  | { readonly state: "done" | "kept"; readonly result: CommandResult }
  | { readonly state: "skipped" | "failed"; readonly reason: string };

export interface RunCommandsOptions {
  readonly planned: readonly PlannedCommand[];
  readonly files: ResultFiles;
  /** Runs a command of these words, and gives what it prints as JSON. */
  readonly run: (words: readonly string[]) => Promise<unknown>;
  readonly say: (line: string) => void;
  /** Milliseconds. */
  readonly clock: () => number;
  /** YYYY-MM-DD */
  readonly today: () => string;
}

/**
 * Runs the commands one after another, but those whose result is kept, whose data is not there, or that need one that
 * failed. One that fails leaves the others their turn.
 * @returns by command
 */
export async function runCommands(options: RunCommandsOptions): Promise<Map<string, Outcome>> {
  const { planned, say } = options;
  const outcomes = new Map<string, Outcome>();
  for (const [index, one] of planned.entries()) {
    const place = `${index + 1} of ${planned.length}`;
    const outcome = await outcomeOf(one, place, outcomes, options);
    outcomes.set(one.command, outcome);
    if (outcome.state === "kept") say(`${place}: kept: ${one.command}`);
    if ("reason" in outcome) say(`${place}: ${outcome.state}, ${outcome.reason}: ${one.command}`);
  }
  return outcomes;
}

async function outcomeOf(
  { command, id, identity, words, needs, missing }: PlannedCommand,
  place: string,
  before: ReadonlyMap<string, Outcome>,
  { files, run, say, clock, today }: RunCommandsOptions,
): Promise<Outcome> {
  if (missing.length > 0) {
    return { state: "skipped", reason: `the data has no ${missing.join(", ")}` };
  }
  const broken = needs.find((need) => "reason" in (before.get(need) ?? {}));
  if (broken !== undefined) return { state: "skipped", reason: `it needs a command that failed (${broken})` };
  const kept = files.kept(id, identity);
  if (kept !== undefined) return { state: "kept", result: kept };
  say(`${place}: ${command}`);
  files.clear(id);
  const started = clock();
  try {
    const printed = await run(words);
    const seconds = Math.round((clock() - started) / 100) / 10;
    const result = { command, identity, words, seconds, date: today(), result: printed };
    files.keep(id, result);
    say(`${place}: done in ${formatSeconds(seconds)}`);
    return { state: "done", result };
  } catch (error) {
    return { state: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}

/** How many came to which end, in words. */
export function countOutcomes(outcomes: Iterable<Outcome>): string {
  const states = [...outcomes].map(({ state }) => state);
  const counts = (["done", "kept", "skipped", "failed"] as const).map((state) => ({
    state,
    count: states.filter((one) => one === state).length,
  }));
  const told = counts.filter(({ count }) => count > 0).map(({ state, count }) => `${count} ${state}`);
  return `${countOf(states.length, "command")}: ${told.join(", ") || "none"}`;
}
