/** What the server is told by its command line and its environment, checked. */
import { parseArgs } from "node:util";
import { z } from "zod";
import { ServerError } from "./server-error.js";

export interface Settings {
  readonly host: string;
  readonly port: number;
  /** Folder of the database, unless `databaseUrl` is given. */
  readonly dataFolder: string;
  readonly databaseUrl: string | undefined;
  /** Folder whose subfolders are models, for the predictor that the server starts. */
  readonly modelsFolder: string;
  /** Name of the encoder; `undefined`: the only one in `modelsFolder`. */
  readonly model: string | undefined;
  /** Predictors that run elsewhere; none: the server starts its own. */
  readonly predictors: readonly string[];
  readonly predictorToken: string | undefined;
  readonly predictorThreads: number;
  readonly metricsToken: string | null;
  readonly trustedProxies: readonly string[];
  readonly privateWebhooks: boolean;
  readonly requestsPerMinute: number;
  /** Stored movements in memory, to find replays of: so many bytes. */
  readonly replayBytes: number;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "silent";
}

export const USAGE =
  "wristprint-server [--host 127.0.0.1] [--port 8080] [--data runs/server] [--models models]";

/** A secret that is shorter can be tried out. */
const secret = z.string().min(16, "a secret of 16 letters or more expected").optional();
const list = z
  .string()
  .default("")
  .transform((text) =>
    text
      .split(",")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
  );
const whole = (least: number, most: number) => {
  const expected = `a whole number from ${least} to ${most} expected`;
  return z.coerce.number(expected).int(expected).min(least, expected).max(most, expected);
};

const environment = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, "postgres://… expected")
    .optional(),
  WRISTPRINT_HOST: z.string().min(1).default("127.0.0.1"),
  WRISTPRINT_PORT: whole(0, 65_535).default(8080),
  WRISTPRINT_DATA: z.string().min(1).default("runs/server"),
  WRISTPRINT_MODELS: z.string().min(1).default("models"),
  WRISTPRINT_MODEL: z.string().min(1).optional(),
  WRISTPRINT_PREDICTORS: list.pipe(z.array(z.url({ protocol: /^https?$/ }))),
  WRISTPRINT_PREDICTOR_TOKEN: secret,
  WRISTPRINT_PREDICTOR_THREADS: whole(1, 256).default(1),
  WRISTPRINT_METRICS_TOKEN: secret,
  WRISTPRINT_TRUSTED_PROXIES: list,
  WRISTPRINT_PRIVATE_WEBHOOKS: z.enum(["0", "1"]).default("0"),
  WRISTPRINT_REQUESTS_PER_MINUTE: whole(1, 10_000_000).default(3_000),
  WRISTPRINT_REPLAY_MIB: whole(1, 4_096).default(48),
  WRISTPRINT_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
});

/** Options of the command line stand before the environment. */
const OF_OPTION = {
  host: "WRISTPRINT_HOST",
  port: "WRISTPRINT_PORT",
  data: "WRISTPRINT_DATA",
  models: "WRISTPRINT_MODELS",
} as const;

/** @throws ServerError `bad-setting`, in one line */
export function readSettings(words: readonly string[], env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(
    Object.entries({ ...env, ...readOptions(words) }).filter(([, value]) => value !== ""),
  );
  const result = environment.safeParse(given);
  if (!result.success) {
    const [{ path, message }] = result.error.issues as [z.core.$ZodIssue];
    throw new ServerError("bad-setting", `${path.join(".")}: ${message}`);
  }
  const of = result.data;
  return {
    host: of.WRISTPRINT_HOST,
    port: of.WRISTPRINT_PORT,
    dataFolder: of.WRISTPRINT_DATA,
    databaseUrl: of.DATABASE_URL,
    modelsFolder: of.WRISTPRINT_MODELS,
    model: of.WRISTPRINT_MODEL,
    predictors: of.WRISTPRINT_PREDICTORS,
    predictorToken: of.WRISTPRINT_PREDICTOR_TOKEN,
    predictorThreads: of.WRISTPRINT_PREDICTOR_THREADS,
    metricsToken: of.WRISTPRINT_METRICS_TOKEN ?? null,
    trustedProxies: of.WRISTPRINT_TRUSTED_PROXIES,
    privateWebhooks: of.WRISTPRINT_PRIVATE_WEBHOOKS === "1",
    requestsPerMinute: of.WRISTPRINT_REQUESTS_PER_MINUTE,
    replayBytes: of.WRISTPRINT_REPLAY_MIB * 2 ** 20,
    logLevel: of.WRISTPRINT_LOG_LEVEL,
  };
}

function readOptions(words: readonly string[]): Record<string, string> {
  const option = { type: "string" } as const;
  try {
    const { values } = parseArgs({
      args: [...words],
      strict: true,
      options: { host: option, port: option, data: option, models: option },
    });
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [OF_OPTION[name as keyof typeof OF_OPTION], value]),
    );
  } catch (error) {
    throw new ServerError("bad-setting", `${(error as Error).message.split("\n")[0]}: ${USAGE}`);
  }
}
