/** Which rows and features a tree sees. */
import { TreesError } from "../errors.js";
import type { TreeParameters } from "../parameters.js";

/** The randomness this room needs, handed in by whoever trains. */
export interface Random {
  /** A number in [0, 1). */
  uniform(): number;
}

export interface FeatureSampler {
  /** The tree's features, in rising order. */
  beginTree(): Int32Array;
  beginLevel(): void;
  /** Writes which features a node of the level may be split on. */
  allow(allowed: Uint8Array): void;
}

type Shares = Pick<TreeParameters, "subsample" | "colsampleBytree" | "colsampleBylevel" | "colsampleBynode">;

/** @throws TreesError `parameter` where something is to be sampled without randomness */
export function requireRandom(shares: Shares, random: Random | undefined): Random {
  if (random) return random;
  const names = ["subsample", "colsampleBytree", "colsampleBylevel", "colsampleBynode"] as const;
  const name = names.find((it) => shares[it] < 1);
  if (name !== undefined) {
    const expected = "expected `random` in the options where not all is used";
    throw new TreesError("parameter", `${name}: ${expected}, and it is ${shares[name]} without`);
  }
  return { uniform: () => 0 };
}

/** Each row with the same probability, as XGBoost's uniform sampling. */
export function sampleRows(sampled: Uint8Array, share: number, random: Random): void {
  for (let row = 0; row < sampled.length; row++) sampled[row] = random.uniform() < share ? 1 : 0;
}

/** A level draws from its tree's features, a node from its level's; 1 of them at least. */
export function createFeatureSampler(columns: number, shares: Shares, random: Random): FeatureSampler {
  const all = Int32Array.from({ length: columns }, (_, column) => column);
  let ofTree: Int32Array = all;
  let ofLevel: Int32Array = all;
  return {
    beginTree() {
      ofTree = draw(all, shares.colsampleBytree, random);
      return ofTree;
    },
    beginLevel() {
      ofLevel = draw(ofTree, shares.colsampleBylevel, random);
    },
    allow(allowed) {
      allowed.fill(0);
      for (const feature of draw(ofLevel, shares.colsampleBynode, random)) allowed[feature] = 1;
    },
  };
}

function draw(features: Int32Array, share: number, random: Random): Int32Array {
  if (share === 1) return features;
  const count = Math.max(1, Math.floor(share * features.length));
  const drawn = features.slice();
  for (let i = 0; i < count; i++) {
    const other = i + Math.floor(random.uniform() * (drawn.length - i));
    [drawn[i], drawn[other]] = [drawn[other], drawn[i]];
  }
  return drawn.slice(0, count).sort();
}
