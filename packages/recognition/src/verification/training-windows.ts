/** What encoders learn from: overlapping blocks, and who made them. */
import { type Scaler, SIGNALS, type StreamPreprocessing, streamBlocks, type Trace } from "@wristprint/core";

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
