/** What this process needs of an encoder; recognition's `Encoder` is one. */
export interface ServedEncoder {
  readonly card: {
    readonly name: string;
    readonly version: string;
    readonly preprocessing: { readonly blockSize: number; readonly signal: string };
    readonly signatureSize: number;
  };
  /** [n, signatureSize] */
  readonly cohort: Float32Array;
  /** [n, signatureSize], from unscaled blocks [n, block size, channels]. */
  embed(blocks: Float32Array): Promise<Float32Array>;
  release(): Promise<void>;
}
