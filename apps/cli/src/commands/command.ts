import type { Command } from "commander";
import type { Narrator } from "../narrator.js";

/** What every command gets beside its own options. */
export interface CommandContext extends Narrator {
  /** Where relative names are looked up. */
  readonly cwd: string;
  /** Of `--seed`, where it was given. */
  readonly seed: number | string | undefined;
  /** The words after `wristprint`, as they were typed. */
  readonly typed: readonly string[];
  /** Milliseconds. */
  readonly clock: () => number;
  /** Aborted by the first signal to stop, which is its reason, where the command finishes by itself then. */
  readonly stopping: AbortSignal;
}

export interface CommandOutcome {
  /** The document that `--json` prints. */
  readonly json: object;
  /** What is printed without it, of one line or more. */
  readonly text: string;
}

/** A command: one file beside this one and one line in the registry. */
export interface CommandModule<Options = object> {
  /** As they are typed: "datasets import", "bench". */
  readonly words: string;
  readonly summary: string;
  /** Command lines without `wristprint`, each with what it does. */
  readonly examples: readonly (readonly [line: string, meaning: string])[];
  /** What to say when a signal stops it: whether and how it goes on. */
  readonly whenStopped?: string;
  /** A first signal to stop only aborts `stopping`, and the command closes early with a result. */
  readonly finishesWhenStopped?: boolean;
  /** Adds the command's arguments and options. */
  declare(command: Command): void;
  run(context: CommandContext, args: readonly string[], options: Options): Promise<CommandOutcome>;
}
