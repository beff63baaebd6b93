import { type Comparator, createComparator } from "@wristprint/core";
import type { ModelVersion } from "../store/store.js";
import type { Embedder, LiveCard } from "./embedder.js";

/** The encoder that a server decides by, ready to compare. */
export interface LiveModel {
  readonly version: ModelVersion;
  readonly preprocessing: LiveCard["preprocessing"];
  readonly comparator: Comparator;
}

/** @throws CoreError where card and cohort do not fit */
export async function describeLiveModel(embedder: Embedder): Promise<LiveModel> {
  const { card, cohort } = await embedder.describe();
  return {
    version: { name: card.name, version: card.version },
    preprocessing: card.preprocessing,
    comparator: createComparator(card.comparison, cohort),
  };
}

export function sameModel(a: ModelVersion, b: ModelVersion): boolean {
  return a.name === b.name && a.version === b.version;
}
