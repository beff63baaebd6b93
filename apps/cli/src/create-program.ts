import { Command, type Option } from "commander";
import type { CommandModule } from "./commands/command.js";
import { NOUNS } from "./commands/registry.js";
import { parseSeed } from "./options.js";
import { UsageError } from "./usage-error.js";

/** Options that every command has. */
export interface GlobalOptions {
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly seed?: number | string;
}

export type RunCommand = (
  module: CommandModule,
  args: readonly string[],
  options: GlobalOptions,
) => Promise<void>;

export interface ProgramOptions {
  readonly version: string;
  /** Where help and version go. */
  readonly writeOut: (text: string) => void;
  /** Called with the command that was asked for. */
  readonly run: RunCommand;
}

const DESCRIPTION =
  "Recognises people, and tells people from machines, by how they move a pointer: reads data sets of pointer " +
  "events, trains networks on them and measures how well they recognise their people.";

const CLOSING = `
Examples:
  wristprint demo                                   the main job on data made up for it
  wristprint datasets formats                       which data sets can be read
  wristprint experiment list                        which experiments are there
  wristprint COMMAND --help                         more on one command, with examples

Exit codes: 0 done, 1 failed, 2 wrong usage or input. Progress and errors go to stderr.`;

/** The `wristprint` command with all commands of the registry. Parsing throws instead of ending the process. */
export function createProgram(modules: readonly CommandModule[], options: ProgramOptions): Command {
  const program = new Command("wristprint")
    .description(DESCRIPTION)
    .version(options.version, "--version", "print the version")
    .option("--json", "print one JSON document on stdout and nothing else there")
    .option("--quiet", "no progress and no words on stderr but errors")
    .option("--seed <seed>", "what randomness starts from: a whole number or a word", parseSeed)
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help on a command")
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    // Errors are told by the caller, in one line.
    .configureOutput({
      writeOut: options.writeOut,
      writeErr: sayMissing("wristprint", ""),
      outputError: () => {},
    })
    .exitOverride()
    .addHelpText("after", CLOSING);
  const nouns = new Map<string, Command>();
  for (const module of modules) attach(program, nouns, module, options.run);
  return program;
}

function attach(program: Command, nouns: Map<string, Command>, module: CommandModule, run: RunCommand) {
  const [noun, verb] = module.words.split(" ") as [string, string?];
  const parent = verb === undefined ? program : nounOf(program, nouns, noun);
  const command = parent.command(verb ?? noun).description(module.summary);
  module.declare(command);
  command.addHelpText("after", helpOnExamples(module));
  const required = takeRequired(command);
  command.action(() => {
    checkRequired(command, module.words, required);
    return run(module, command.args, command.optsWithGlobals<GlobalOptions>());
  });
}

/**
 * Takes the check for required options over: commander would complain of a missing one before it names the
 * misspelt one that was meant.
 */
function takeRequired(command: Command): Option[] {
  const required = command.options.filter(({ mandatory }) => mandatory);
  for (const option of required) option.makeOptionMandatory(false);
  return required;
}

function checkRequired(command: Command, words: string, required: readonly Option[]): void {
  for (const option of required) {
    if (command.getOptionValue(option.attributeName()) === undefined) {
      throw new UsageError(`${words}: ${option.flags} expected: ${option.description}`);
    }
  }
}

function nounOf(program: Command, nouns: Map<string, Command>, name: string): Command {
  const known = nouns.get(name);
  if (known !== undefined) return known;
  const noun = program.command(name).description(NOUNS[name] ?? "");
  noun.configureOutput({ writeErr: sayMissing(`wristprint ${name}`, `${name}: `) });
  nouns.set(name, noun);
  return noun;
}

/** Called without a command, commander prints help as an error; one line is enough. */
function sayMissing(words: string, prefix: string) {
  return () => {
    throw new UsageError(`${prefix}a command expected; ${words} --help lists them`);
  };
}

function helpOnExamples({ examples }: CommandModule): string {
  const lines = examples.map(([line, meaning]) => `  wristprint ${line}\n      ${meaning}`);
  return lines.length === 0 ? "" : `\nExamples:\n${lines.join("\n")}`;
}
