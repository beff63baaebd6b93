import type { CommandContext, CommandModule } from "./commands/command.js";
import { COMMANDS } from "./commands/registry.js";
import { createProgram, type GlobalOptions } from "./create-program.js";
import { describeFailure } from "./describe-failure.js";
import { createNarrator, type TextStream } from "./narrator.js";
import { ownVersion } from "./own-version.js";
import { runInterruptibly } from "./run-interruptibly.js";

/** What the command line meets outside. */
export interface Surroundings {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Milliseconds. */
  readonly clock: () => number;
}

/**
 * Runs one command line and returns its exit code. Results go to stdout; words, progress and the one line of
 * an error go to stderr. `WRISTPRINT_DEBUG=1` adds the error's stack.
 * @param words what was typed after `wristprint`
 */
export async function runCommandLine(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, env } = surroundings;
  try {
    const program = createProgram(COMMANDS, {
      version: ownVersion(),
      writeOut: (text) => stdout.write(text),
      run: (module, args, options) => runModule(module, args, options, words, surroundings),
    });
    await program.parseAsync(words.length === 0 ? ["--help"] : words, { from: "user" });
    return 0;
  } catch (error) {
    const { exitCode, message } = describeFailure(error);
    if (message !== undefined) {
      stderr.write(`wristprint: ${message}\n`);
      if (env.WRISTPRINT_DEBUG === "1" && error instanceof Error) stderr.write(`${error.stack}\n`);
    }
    return exitCode;
  }
}

async function runModule(
  module: CommandModule,
  args: readonly string[],
  options: GlobalOptions,
  typed: readonly string[],
  { stdout, stderr, cwd, clock }: Surroundings,
): Promise<void> {
  const narrator = createNarrator({ stream: stderr, quiet: options.quiet ?? false, clock });
  const stop = new AbortController();
  const context: CommandContext = {
    ...narrator,
    cwd,
    seed: options.seed,
    typed,
    clock,
    stopping: stop.signal,
  };
  try {
    const { json, text } = await runInterruptibly(
      () => module.run(context, args, options),
      (signal) => {
        narrator.close();
        stderr.write(`wristprint: stopped by ${signal}; ${module.whenStopped ?? "nothing was written"}\n`);
      },
      module.finishesWhenStopped ? stop : undefined,
    );
    narrator.close();
    stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : `${text}\n`);
  } finally {
    narrator.close();
  }
}
