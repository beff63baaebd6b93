/** The predictors: those of the settings, or one that is started here and kept running. */
import { fileURLToPath } from "node:url";
import { createComparator } from "@wristprint/core";
import { createPredictorPool, superviseLocalPredictor } from "@wristprint/prediction";
import type { Recogniser, RecogniserModel } from "./http/context.js";
import type { Embedder, LiveCard } from "./live/embedder.js";
import { findModelName } from "./model-name.js";
import type { Settings } from "./settings.js";

export interface Prediction {
  readonly recogniser: Recogniser;
  readonly embedder: Embedder;
  close(): Promise<void>;
}

type PredictionSettings = Pick<
  Settings,
  "modelsFolder" | "model" | "predictors" | "predictorToken" | "predictorThreads"
>;

const PROGRAM = fileURLToPath(new URL("../../predictor/bin/wristprint-predictor.mjs", import.meta.url));

/** @param say told what an operator should know */
export function startPrediction(settings: PredictionSettings, say: (message: string) => void): Prediction {
  const { predictorToken: token } = settings;
  const pool = createPredictorPool({
    addresses: settings.predictors,
    ...(token !== undefined && { token }),
    onState: ({ address, status, reason }) =>
      say(`predictor ${address} is ${status}${reason === undefined ? "" : `: ${reason}`}`),
  });
  const local =
    settings.predictors.length > 0
      ? null
      : superviseLocalPredictor({
          modulePath: PROGRAM,
          models: settings.modelsFolder,
          threads: settings.predictorThreads,
          onAddress: (address) => pool.setAddresses(address === null ? [] : [address]),
          onDeath: ({ reason, code, signal, restartInMs }) =>
            say(`the predictor ended (${reason ?? signal ?? code}); again in ${Math.round(restartInMs)} ms`),
        });
  let model: RecogniserModel | null = null;

  return {
    recogniser: {
      get model() {
        return model;
      },
      get predictors() {
        return pool.predictors.map(({ address, status, outstandingBlocks }) => ({
          address,
          healthy: status === "up",
          outstanding: outstandingBlocks,
        }));
      },
    },
    embedder: {
      async describe() {
        const name = settings.model ?? (await findModelName(settings.modelsFolder));
        const { version, card, cohort } = await pool.describe({ name });
        const { comparison, preprocessing } = card as LiveCard;
        const { smallestReference } = createComparator(comparison, cohort);
        model = { name, version, card, smallestReference };
        return { card: { name, version, comparison, preprocessing }, cohort };
      },
      async embed(blocks, count) {
        if (model === null) throw new Error("no model is known yet");
        return pool.embed({ name: model.name, version: model.version }, blocks, count);
      },
    },
    async close() {
      pool.close();
      await local?.stop();
    },
  };
}
