import type { EpochResult } from "@wristprint/neural";

/** A model of a run, however it was made: all that its figures, its files and the report need of it. */
export interface RunModel {
  /** Its name, unique in the run: the owner's in authentication. */
  readonly model: string;
  /** How many blocks it was made from; a block that was taken twice counts twice. */
  readonly examples: number;
  /** How many numbers were learnt. */
  readonly parameters: number;
  /** An entry for each epoch; none where it was not trained in epochs. */
  readonly history: readonly EpochResult[];
  /** What kind of model it is. */
  readonly architecture: string;
  /** The settings that it was made by, for its card and the report. */
  readonly training: Readonly<Record<string, unknown>>;
  readonly file: { readonly ending: "onnx" | "safetensors"; readonly content: Uint8Array };
  /** What its card holds beside what every card holds. */
  readonly card: Readonly<Record<string, unknown>>;
  /**
   * Its scores of the run's test blocks, higher = more alike: in authentication the owner's, [blocks], in 0 … 1
   * with the decision at 0.5; in identification all users', [blocks, users].
   */
  score(): Promise<Float32Array | Float64Array>;
}
