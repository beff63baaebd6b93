/** The service of the contract over the encoders that are served. */
import { Code, ConnectError, type ConnectRouter } from "@connectrpc/connect";
import { SIGNALS } from "@wristprint/core";
import { BLOCKS_PER_REQUEST, decodeFloats, encodeFloats, PredictionService } from "@wristprint/prediction";
import type { Encoder } from "@wristprint/recognition";
import type { Batcher } from "../batching/batcher.js";
import type { Log } from "../log.js";
import type { ModelShelf } from "../models/model-shelf.js";
import { PredictorError } from "../predictor-error.js";

export interface PredictionRoutesOptions {
  readonly shelf: ModelShelf;
  readonly batcher: Batcher;
  readonly queueBlocks: number;
  readonly draining: () => boolean;
  readonly uptimeMs: () => number;
  readonly log: Log;
}

export function predictionRoutes(options: PredictionRoutesOptions): (router: ConnectRouter) => void {
  const { shelf, batcher, draining, log } = options;
  return (router) => {
    router.service(PredictionService, {
      async embed({ model, version, blocks, count }) {
        if (draining()) throw new ConnectError("this predictor is ending", Code.Unavailable);
        const encoder = shelf.find(model, version);
        if (encoder === undefined) {
          const wanted = version === "" ? `model "${model}"` : `version "${version}" of model "${model}"`;
          throw new ConnectError(`no ${wanted} here`, Code.NotFound);
        }
        const rows = readBlocks(blocks, count, encoder);
        const signatures = await batcher.submit(encoder.embed, rows, count).catch((error: unknown) => {
          if (error instanceof PredictorError && error.code === "busy") {
            throw new ConnectError(error.message, Code.ResourceExhausted);
          }
          log("error", "embed", { model: encoder.card.name, version: encoder.card.version, count, error });
          throw new ConnectError("the model failed on these blocks", Code.Internal);
        });
        return {
          signatures: encodeFloats(signatures),
          size: encoder.card.signatureSize,
          version: encoder.card.version,
        };
      },
      listModels({ model, version }) {
        const wanted = shelf.encoders.filter(
          ({ card }) => (model === "" || card.name === model) && (version === "" || card.version === version),
        );
        return {
          models: wanted.map(({ card, cohort }) => ({
            name: card.name,
            version: card.version,
            card: JSON.stringify(card),
            cohort: encodeFloats(cohort),
          })),
        };
      },
      health() {
        return {
          serving: !draining(),
          queuedBlocks: batcher.queuedBlocks,
          queueLimit: options.queueBlocks,
          models: shelf.encoders.map(({ card: { name, version } }) => ({ name, version })),
          uptimeSeconds: options.uptimeMs() / 1000,
          blocks: BigInt(batcher.blocks),
          runs: BigInt(batcher.runs),
        };
      },
    });
  };
}

/** @throws ConnectError InvalidArgument, saying what was expected and what came */
function readBlocks(bytes: Uint8Array, count: number, { card }: Encoder): Float32Array {
  if (count < 1 || count > BLOCKS_PER_REQUEST) {
    throw new ConnectError(`1 to ${BLOCKS_PER_REQUEST} blocks expected, got ${count}`, Code.InvalidArgument);
  }
  const { blockSize, signal } = card.preprocessing;
  const channels = SIGNALS[signal].length;
  const needed = count * blockSize * channels * Float32Array.BYTES_PER_ELEMENT;
  if (bytes.length !== needed) {
    const expected = `${needed} bytes for ${count} blocks of ${blockSize} × ${channels} float32`;
    throw new ConnectError(`${expected} expected, got ${bytes.length}`, Code.InvalidArgument);
  }
  const blocks = decodeFloats(bytes);
  if (!blocks.every(Number.isFinite)) {
    throw new ConnectError("finite numbers expected, got NaN or infinity", Code.InvalidArgument);
  }
  return blocks;
}
