/** An encoder of made-up people that trains in a second or two. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Trace } from "@wristprint/core";
import { parseEncoderDefinition } from "../verification/encoder-definition.js";
import { type TrainedEncoder, trainEncoder } from "../verification/train-encoder.js";
import { sampleTraces } from "./sample-traces.js";

/** Nine people, two sessions each. */
export function tinyTraces(): Trace[] {
  return sampleTraces({ subjects: 9, sessions: 2, events: 700 }).map((trace, index) => ({
    ...trace,
    session: index % 2 === 0 ? "first" : "second",
  }));
}

/** Settings as they stand in a file; the last three people are measured. */
export const TINY_SETTINGS = {
  name: "tiny",
  version: "1",
  title: "Made-up people",
  task: "encoder",
  data: { development: ["user1..user6"], evaluation: ["user7..user9"] },
  enrol: "first",
  probe: "second",
  preprocessing: { blockSize: 32, trainingStride: 16, thinning: null },
  training: {
    epochs: 4,
    batch: 32,
    optimiser: { kind: "adam", learningRate: 0.004 },
    validationShare: 0,
    keepBest: "none",
    margin: 2,
  },
  comparison: { folds: 2, nearest: 3, referenceBlocks: [3, 9], probeBlocks: [1, 3], looks: 6 },
  evaluation: { blocks: [1, 3] },
};

export async function trainTinyEncoder(
  settings: object = {},
  traces: readonly Trace[] = tinyTraces(),
  onEpoch?: (network: string) => void,
): Promise<TrainedEncoder> {
  const checkpoints = mkdtempSync(join(tmpdir(), "wristprint-encoder-"));
  try {
    const definition = parseEncoderDefinition({ ...TINY_SETTINGS, ...settings }, "tiny");
    return await trainEncoder({
      definition,
      traces,
      checkpoints,
      workers: 1,
      source: { command: "a test" },
      ...(onEpoch && { onEpoch }),
    });
  } finally {
    rmSync(checkpoints, { recursive: true });
  }
}
