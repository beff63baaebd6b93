import { CoreError } from "../core-error.js";
import type { Blocks } from "./blocks.js";
import { type Channel, channelDefinition } from "./channels.js";
import {
  type ColumnStatistics,
  clipped,
  columnStatistics,
  SCALINGS,
  type ScalingKind,
  type ScalingTerms,
} from "./scalings.js";

/** How blocks are to be scaled. */
export interface Scaling {
  readonly kind: ScalingKind;
  /** `block`: each block by its own statistics. `data`: all by those of the blocks the scaler is fitted on. */
  readonly scope: "block" | "data";
  /** Values beyond ± this limit are set to it before scaling, in the channel's unit. Default: none are. */
  readonly clip?: number;
}

/** A fitted scaling: plain data that goes into JSON and back without loss. */
export interface Scaler {
  readonly kind: ScalingKind;
  readonly scope: "block" | "data";
  readonly clip: number | null;
  readonly channels: readonly Channel[];
  /** One for each channel; empty where the scope is `block`, as each block has its own. */
  readonly terms: readonly ScalingTerms[];
}

/**
 * Fits a scaler on (training) blocks. With the scope `block` only the channels are taken from them.
 *
 * @throws CoreError `unknown-name`, `out-of-range` (a clip that is not above zero), `empty` (scope `data`
 *   without a block), `not-a-number` (scope `data` and values that are not finite).
 */
export function fitScaler(blocks: Blocks, scaling: Scaling): Scaler {
  const { kind, scope, clip } = scaling;
  if (!Object.hasOwn(SCALINGS, kind)) {
    throw new CoreError(
      "unknown-name",
      `scaling ${kind} is unknown; known are ${Object.keys(SCALINGS).join(", ")}`,
    );
  }
  if (scope !== "block" && scope !== "data") {
    throw new CoreError("unknown-name", `scope block or data expected, got ${String(scope)}`);
  }
  if (clip !== undefined && !(clip > 0)) {
    throw new CoreError("out-of-range", `a clip above zero expected, got ${clip}`);
  }
  const { channels } = blocks;
  const fitted = { kind, scope, clip: clip ?? null, channels };
  if (scope === "block") return { ...fitted, terms: [] };
  if (blocks.count === 0)
    throw new CoreError("empty", "at least one block to fit the scaler on expected, got none");
  const rows = blocks.count * blocks.size;
  const terms = channels.map((channel, c) => {
    const statistics = columnStatistics(blocks.data, channels.length, c, 0, rows, clip ?? Infinity);
    if (!Number.isFinite(statistics.standardDeviation)) {
      throw new CoreError("not-a-number", `channel ${channel}: finite values to fit the scaler on expected`);
    }
    return termsOf(channel, kind, statistics);
  });
  return { ...fitted, terms };
}

/**
 * The blocks, scaled; the given ones are left as they are.
 *
 * @throws CoreError `shape-mismatch` when the blocks' channels are not the scaler's.
 */
export function applyScaler(blocks: Blocks, scaler: Scaler): Blocks {
  const { channels, count, size } = blocks;
  const width = channels.length;
  const expected = scaler.scope === "data" ? width : 0;
  if (channels.join() !== scaler.channels.join() || scaler.terms.length !== expected) {
    throw new CoreError(
      "shape-mismatch",
      `scaler for [${scaler.channels.join()}] with ${scaler.terms.length} terms, blocks of [${channels.join()}]`,
    );
  }
  const data = new Float32Array(blocks.data.length);
  const clip = scaler.clip ?? Infinity;
  const scale = (channel: number, start: number, rows: number, { offset, divisor }: ScalingTerms): void => {
    const end = (start + rows) * width;
    for (let i = start * width + channel; i < end; i += width) {
      data[i] = (clipped(blocks.data[i], clip) - offset) / divisor;
    }
  };
  for (let c = 0; c < width; c++) {
    if (scaler.scope === "data") {
      scale(c, 0, count * size, scaler.terms[c]);
      continue;
    }
    for (let block = 0; block < count; block++) {
      const start = block * size;
      const statistics = columnStatistics(blocks.data, width, c, start, size, clip);
      scale(c, start, size, termsOf(channels[c], scaler.kind, statistics));
    }
  }
  return { ...blocks, data };
}

function termsOf(channel: Channel, kind: ScalingKind, statistics: ColumnStatistics): ScalingTerms {
  return channelDefinition(channel).state ? SCALINGS.none() : SCALINGS[kind](statistics);
}
