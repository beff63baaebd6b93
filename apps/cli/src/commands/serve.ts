import { spawn } from "node:child_process";
import { join } from "node:path";
import { Option } from "commander";
import { REPOSITORY_ROOT } from "../repository-root.js";
import { UsageError } from "../usage-error.js";
import type { CommandModule } from "./command.js";

interface ServeOptions {
  readonly port: string;
  readonly host: string;
  readonly data: string;
  readonly models: string;
}

/** The server is an app of its own, so it runs as a process of its own. */
const PROGRAM = join(REPOSITORY_ROOT, "apps", "server", "bin", "wristprint-server.mjs");

/**
 * MiB for what is young: under load most is short-lived, and collected for half the work. And one thread that collects beside
 * the server's own: four, as Node has them, take turns with it where there are two cores (docs/load.md).
 */
const NODE_OPTIONS = ["--max-semi-space-size=64", "--v8-pool-size=1"];

/** What the server ends with where a setting is not possible. */
const WRONG_SETTING = 2;

const MORE =
  "\nFurther settings are of the environment, DATABASE_URL among them: docs/http-api.md lists them.";

export const serve: CommandModule<ServeOptions> = {
  words: "serve",
  summary: "run the server and its console, until it is stopped",
  examples: [
    ["serve", "listens at http://127.0.0.1:8080; the data lies in runs/server"],
    ["serve --host 0.0.0.0 --port 80", "for other machines too: behind a proxy that speaks https"],
  ],
  finishesWhenStopped: true,
  declare(command) {
    command
      .addOption(
        new Option("--port <n>", "the port to listen at; 0 takes one that is free")
          .env("WRISTPRINT_PORT")
          .default("8080"),
      )
      .addOption(
        new Option("--host <address>", "the address to listen at")
          .env("WRISTPRINT_HOST")
          .default("127.0.0.1"),
      )
      .addOption(
        new Option("--data <dir>", "where the database lies")
          .env("WRISTPRINT_DATA")
          .default(join("runs", "server")),
      )
      .addOption(
        new Option("--models <dir>", "the folder of models")
          .env("WRISTPRINT_MODELS")
          .default(join(REPOSITORY_ROOT, "models"), "those that come with wristprint"),
      )
      .addHelpText("after", MORE);
  },
  async run({ cwd, stopping }, _args, { port, host, data, models }) {
    const words = ["--port", port, "--host", host, "--data", data, "--models", models];
    const child = spawn(process.execPath, [...NODE_OPTIONS, PROGRAM, ...words], {
      cwd,
      // Its lines go where ours go that are no result; over the channel it notices when we are gone.
      stdio: ["ignore", 2, 2, "ipc"],
    });
    let address: string | null = null;
    child.on("message", (message: { readonly kind?: string; readonly address?: string }) => {
      if (message.kind === "listening") address = message.address ?? null;
    });
    stopping.addEventListener("abort", () => child.kill("SIGTERM"), { once: true });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("exit", resolve);
    });
    if (code === WRONG_SETTING)
      throw new UsageError("serve: another setting expected, as the server says above");
    if (code !== 0) throw new Error(`the server ended with ${code ?? "a signal"}; it said why above`);
    return { json: { address }, text: "The server has ended." };
  },
};
