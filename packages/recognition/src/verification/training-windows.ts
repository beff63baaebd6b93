/** What encoders learn from: overlapping blocks, and who made them. */
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Scaler, SIGNALS, type StreamPreprocessing, streamBlocks, type Trace } from "@wristprint/core";
import { createNetwork } from "../architectures/registry.js";
import { versions } from "../experiment/versions.js";
import type { TrainingJob } from "../training/training-job.js";
import type { EncoderDefinition } from "./encoder-definition.js";

export interface TrainingWindows {
  readonly count: number;
  readonly size: number;
  readonly channels: Scaler["channels"];
  /** [count, size, channels] */
  readonly data: Float32Array;
  readonly session: Int32Array;
  /** Whose movement each is. */
  readonly subjects: readonly string[];
  /** As whose it is learnt: its subject's, or another's where it was changed. */
  readonly classes: readonly string[];
}

/** Overlapping blocks of all sessions. */
export function cutWindows(traces: readonly Trace[], preprocessing: StreamPreprocessing): TrainingWindows {
  const channels = SIGNALS[preprocessing.signal];
  const cut = traces.map((trace) => streamBlocks(trace, preprocessing));
  const count = cut.reduce((sum, blocks) => sum + blocks.count, 0);
  const data = new Float32Array(count * preprocessing.blockSize * channels.length);
  const session = new Int32Array(count);
  const subjects: string[] = [];
  let at = 0;
  cut.forEach((blocks, index) => {
    data.set(blocks.data, at);
    at += blocks.data.length;
    session.fill(index, subjects.length, subjects.length + blocks.count);
    for (let i = 0; i < blocks.count; i++) subjects.push((traces[index] as Trace).subject);
  });
  return { count, size: preprocessing.blockSize, channels, data, session, subjects, classes: subjects };
}

/** Scales [count, size, channels] where it stands: it is large. */
export function scaleInPlace(data: Float32Array, { terms }: Scaler): Float32Array {
  const width = terms.length;
  for (let i = 0; i < data.length; i++) {
    const { offset, divisor } = terms[i % width] as Scaler["terms"][number];
    data[i] = ((data[i] as number) - offset) / divisor;
  }
  return data;
}

export function planJob(
  name: string,
  held: readonly string[],
  {
    definition,
    windows,
    checkpoints,
  }: {
    readonly definition: EncoderDefinition;
    readonly windows: TrainingWindows;
    readonly checkpoints: string;
  },
): TrainingJob {
  const kept = Int32Array.from(windows.subjects.keys()).filter(
    (i) => !held.includes(windows.subjects[i] as string),
  );
  const classes = [...new Set(Array.from(kept, (i) => windows.classes[i] as string))];
  const labelOf = new Map(classes.map((name, label) => [name, label]));
  const seed = `${definition.seed}/${name}`;
  const {
    comparison: _,
    evaluation: __,
    limits: ___,
    title: ____,
    description: _____,
    ...bearing
  } = definition;
  const identity = createHash("sha256")
    .update(JSON.stringify([bearing, held, versions()]))
    .digest("hex");
  return {
    model: name,
    network: createNetwork(definition.architecture, {
      length: definition.preprocessing.blockSize,
      channels: windows.channels.length,
      classes: classes.length,
      output: "softmax",
    }),
    indices: kept,
    labels: kept.map((i) => labelOf.get(windows.classes[i] as string) as number),
    training: definition.training,
    seed,
    checkpoint: join(checkpoints, `${name.replace(" ", "-")}-${identity.slice(0, 12)}.safetensors`),
  };
}
