import { type Announcement, systemClock } from "@wristprint/prediction";
import { loadEncoder, RecognitionError } from "@wristprint/recognition";
import { createLog } from "./log.js";
import { createModelShelf, findEncoderFolders } from "./models/model-shelf.js";
import { PredictorError } from "./predictor-error.js";
import { createPredictorServer } from "./rpc/create-predictor-server.js";
import { readSettings } from "./settings.js";

/** What is left to do may take so long when this process is asked to end; then it ends anyway. */
const DRAIN_TIMEOUT_MS = 8_000;

/**
 * Runs the predictor of this process until SIGTERM, SIGINT, or, as another process's child, the end of that one. Where
 * it listens it says to its parent, or as one JSON line on stdout.
 */
export async function main(words: readonly string[]): Promise<void> {
  const log = createLog(
    (line) => process.stderr.write(line),
    () => new Date(),
  );
  // A parent or a pipe that is gone must not keep us from ending in order.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  const isChild = process.send !== undefined;
  if (isChild) process.on("disconnect", () => process.exit(0));
  try {
    const settings = readSettings(words, process.env);
    const folders = await findEncoderFolders(settings.models);
    const runtime = { threads: settings.threads };
    const shelf = createModelShelf(await Promise.all(folders.map((folder) => loadEncoder(folder, runtime))));
    const server = createPredictorServer({ ...settings, shelf, clock: systemClock, log });
    const address = await server.listen(settings.host, settings.port);
    const end = async () => {
      await server.drain(DRAIN_TIMEOUT_MS);
      process.exit(0);
    };
    process.on("SIGTERM", end).on("SIGINT", end);
    if (isChild) {
      process.removeAllListeners("disconnect");
      process.on("disconnect", end);
      // It may have gone while models were loaded.
      if (!process.connected) return void end();
    }
    const models = shelf.encoders.map(({ card }) => `${card.name} ${card.version}`);
    log("info", "listening", { address, models });
    announce({ kind: "listening", address });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    log("error", "start", { error });
    if (isChild) announce({ kind: "failed", reason });
    process.exitCode = error instanceof PredictorError || error instanceof RecognitionError ? 2 : 1;
    if (isChild) process.disconnect();
  }
}

function announce(announcement: Announcement): void {
  if (process.send) process.send(announcement);
  else process.stdout.write(`${JSON.stringify(announcement)}\n`);
}
