import type { ComparisonParameters, StreamPreprocessing } from "@wristprint/core";

/** What the live side reads of an encoder's card. */
export interface LiveCard {
  readonly name: string;
  readonly version: string;
  readonly preprocessing: StreamPreprocessing;
  readonly comparison: ComparisonParameters;
}

/** What makes signatures of blocks: the predictors, seen from here. */
export interface Embedder {
  /** The encoder that {@link embed} uses, and the cohort that it is compared by, [n, signature size]. */
  describe(): Promise<{ readonly card: LiveCard; readonly cohort: Float32Array }>;
  /**
   * @param blocks [count, block size, channels] as core cuts them, unscaled
   * @returns signatures [count, size]
   * @throws where it could not for now; the same blocks are asked for again
   */
  embed(blocks: Float32Array, count: number): Promise<Float32Array>;
}
