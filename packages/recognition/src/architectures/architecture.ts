import type { Layer } from "@wristprint/neural";

/** A network's layers for any number of classes; its input is a block [size, channels]. */
export interface Architecture {
  readonly name: string;
  /** Where it was published, or what it is built on. */
  readonly source: string;
  layers(classes: number): readonly Layer[];
}
