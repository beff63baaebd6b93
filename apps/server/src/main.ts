/** Puts the server together and runs it until it is asked to end. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createServer } from "./create-server.js";
import { createLiveEngine } from "./live/create-live-engine.js";
import { findDetector } from "./load-detector.js";
import { startRetention } from "./retention.js";
import { ServerError } from "./server-error.js";
import { readSettings, type Settings } from "./settings.js";
import { startPrediction } from "./start-prediction.js";
import { openStore } from "./store/open-store.js";
import { resolveHost } from "./webhooks/post-delivery.js";
import { createWebhookDeliverer } from "./webhooks/webhook-deliverer.js";

export interface RunningServer {
  /** `http://HOST:PORT` */
  readonly address: string;
  /** Stops listening, lets pages connect elsewhere, writes what it holds, and resolves. */
  close(): Promise<void>;
}

/** Ending in order may take so long; then the process ends anyway. Nothing acknowledged is lost by that. */
const END_MS = 15_000;

/** @param say told what an operator should know, such as the set-up code */
export async function startServer(
  settings: Settings,
  say: (message: string) => void,
): Promise<RunningServer> {
  const { databaseUrl, dataFolder, host, port, privateWebhooks } = settings;
  const detector = await findDetector(settings.modelsFolder);
  const store = await openStore({ databaseUrl, dataFolder, now: () => new Date() });
  const prediction = startPrediction(settings, say);
  const { recogniser, embedder } = prediction;
  const engine = createLiveEngine({
    store,
    embedder,
    detector,
    limits: { replayBytes: settings.replayBytes },
    log: (message, error) => say(`${message}: ${error instanceof Error ? error.message : String(error)}`),
  });
  const setupCode = randomBytes(9).toString("base64url");
  const { app, context, metrics } = await createServer({
    store,
    engine,
    recogniser,
    clock: Date.now,
    settings: {
      consoleFolder: builtFile("apps/web/dist/site"),
      captureScript: builtFile("packages/capture/dist/capture.min.js"),
      metricsToken: settings.metricsToken,
      trustedProxies: settings.trustedProxies,
      privateWebhooks,
      requestsPerMinute: settings.requestsPerMinute,
    },
    version: ownVersion(),
    setupCode,
    log: { level: settings.logLevel },
  });
  const deliverer = createWebhookDeliverer({
    store: store.webhooks,
    clock: Date.now,
    uniform: Math.random,
    resolve: resolveHost,
    privateAllowed: privateWebhooks,
    onOutcome: metrics.webhook,
    onError: (err) => app.log.error({ err }, "webhooks could not be delivered"),
  });
  const endRetention = startRetention(context, (err) => app.log.error({ err }, "a sweep failed"));
  async function close(): Promise<void> {
    await app.close();
    await Promise.all([deliverer.close(), endRetention()]);
    await engine.close();
    await prediction.close();
    await store.close();
  }
  try {
    // Waits for a predictor, which pages need not: what they send is kept.
    engine.resume().catch((err) => app.log.error({ err }, "sessions could not be resumed"));
    const address = await app.listen({ host, port });
    deliverer.start();
    if ((await store.console.passwordHash()) === undefined) {
      say(`to set up the console from another machine, give this code: ${setupCode}`);
    }
    return { address, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The program: runs until SIGTERM, SIGINT, or, started by another with a channel to it, the end of that one. */
export async function main(words: readonly string[]): Promise<void> {
  const say = (message: string) => process.stderr.write(`wristprint-server: ${message}\n`);
  try {
    const server = await startServer(readSettings(words, process.env), say);
    const end = async () => {
      setTimeout(() => process.exit(1), END_MS).unref();
      await server.close();
      process.exit(0);
    };
    for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, end);
    say(`listening at ${server.address}`);
    process.send?.({ kind: "listening", address: server.address });
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(error instanceof ServerError && error.code === "bad-setting" ? 2 : 1);
  }
}

/** A file or folder of another room's build, from the root of the repository. */
function builtFile(path: string): string {
  return fileURLToPath(new URL(`../../../${path}`, import.meta.url));
}

function ownVersion(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}
