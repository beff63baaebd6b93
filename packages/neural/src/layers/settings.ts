import { GraphError } from "../errors.js";

/** Refuses settings that are not whole numbers of at least 1. */
export function requireWhole(kind: string, settings: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(settings)) {
    if (!Number.isInteger(value) || value < 1) {
      throw new GraphError("option", `${kind}: ${name} must be a whole number of at least 1, got ${value}`);
    }
  }
}
