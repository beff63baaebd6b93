/** The command line of a predictor. */
import { parseArgs } from "node:util";
import { PredictorError } from "./predictor-error.js";

export interface Settings {
  readonly models: string;
  readonly host: string;
  readonly port: number;
  readonly threads: number;
  readonly batchBlocks: number;
  readonly queueBlocks: number;
  readonly token: string | null;
}

export const USAGE =
  "wristprint-predictor --models DIR [--host 127.0.0.1] [--port 0] [--threads 1] [--batch 8] [--queue 4096]";

/** A secret that is shorter can be tried out. */
const TOKEN_LENGTH = 16;

/** @throws PredictorError `usage`, in one line */
export function readSettings(words: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const values = parse(words);
  if (!values.models) throw new PredictorError("usage", `--models DIR is needed: ${USAGE}`);
  const token = env.WRISTPRINT_PREDICTOR_TOKEN || null;
  if (token !== null && token.length < TOKEN_LENGTH) {
    throw new PredictorError("usage", `WRISTPRINT_PREDICTOR_TOKEN needs ${TOKEN_LENGTH} characters or more`);
  }
  if (token === null && !isLoopback(values.host)) {
    const message = `--host ${values.host} is reached from other machines: set WRISTPRINT_PREDICTOR_TOKEN to a secret`;
    throw new PredictorError("usage", message);
  }
  return {
    models: values.models,
    host: values.host,
    port: wholeNumber("port", values.port, 0, 65_535),
    threads: wholeNumber("threads", values.threads, 1, 256),
    batchBlocks: wholeNumber("batch", values.batch, 1, 1024),
    queueBlocks: wholeNumber("queue", values.queue, 1, 1_000_000),
    token,
  };
}

function parse(words: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...words],
      strict: true,
      allowPositionals: false,
      options: {
        models: { type: "string" },
        host: { type: "string", default: "127.0.0.1" },
        port: { type: "string", default: "0" },
        threads: { type: "string", default: "1" },
        batch: { type: "string", default: "8" },
        queue: { type: "string", default: "4096" },
      },
    });
    return values;
  } catch (error) {
    throw new PredictorError("usage", `${(error as Error).message.split("\n")[0]} Usage: ${USAGE}`);
  }
}

/** Names are not looked up: only what is loopback on every machine counts. */
function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new PredictorError(
      "usage",
      `--${name} takes a whole number from ${least} to ${most}, got "${text}"`,
    );
  }
  return value;
}
