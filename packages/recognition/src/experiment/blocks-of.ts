import { type Blocks, cutBlocks, dropEvents, SIGNALS, type Trace, takeDifferences } from "@wristprint/core";
import type { ExperimentDefinition } from "./definition.js";

/** Cuts one user's traces into blocks as a definition says: the same way for training and for use. */
export function blocksOf(
  traces: readonly Trace[],
  { signal, blockSize, stride, chunks, sessionBorders }: ExperimentDefinition["preprocessing"],
): Blocks {
  const sequences = takeDifferences(
    traces.map((trace) => dropEvents(trace)),
    { sessionBorders },
  );
  return cutBlocks(sequences, { blockSize, stride: stride ?? blockSize, chunks, channels: SIGNALS[signal] });
}
