import { GraphError } from "../errors.js";
import type { KernelInitialiser } from "./initialiser.js";

/** What layers with a kernel have in common. */
export interface KernelSettings {
  /** How the kernel begins; `glorotUniform` by default, as in Keras. The bias begins with zeros. */
  readonly initialiser?: KernelInitialiser;
  /** l2 · Σ w² over the kernel is added to the loss, as by Keras's `kernel_regularizer`. */
  readonly l2?: number;
}

/** Refuses settings that are not whole numbers of at least 1. */
export function requireWhole(kind: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new GraphError("option", `${kind}: ${name} must be a whole number of at least 1, got ${value}`);
    }
  }
}
