export { CoreError, type CoreErrorCode } from "./core-error.js";
export { type AugmentBlocksOptions, augmentBlocks } from "./preprocessing/augment-blocks.js";
export {
  type BalanceBlocksOptions,
  type BalancedBlocks,
  balanceBlocks,
} from "./preprocessing/balance-blocks.js";
export {
  type Blocks,
  blockLength,
  concatenateBlocks,
  selectBlocks,
} from "./preprocessing/blocks.js";
export {
  CHANNELS,
  type Channel,
  type ChannelDefinition,
  channelColumn,
  SIGNALS,
  type Signal,
} from "./preprocessing/channels.js";
export { type CutBlocksOptions, cutBlocks } from "./preprocessing/cut-blocks.js";
export { type DropEventsOptions, dropEvents } from "./preprocessing/drop-events.js";
export { applyScaler, fitScaler, type Scaler, type Scaling } from "./preprocessing/scale-blocks.js";
export {
  type ColumnStatistics,
  SCALINGS,
  type ScalingKind,
  type ScalingTerms,
} from "./preprocessing/scalings.js";
export type { Sequences } from "./preprocessing/sequences.js";
export {
  type Split,
  type SplitBlocksOptions,
  type SplitBySessionOptions,
  splitBlocks,
  splitBySession,
} from "./preprocessing/split-blocks.js";
export { type Amount, type Order, takeAmount } from "./preprocessing/take-amount.js";
export { type TakeDifferencesOptions, takeDifferences } from "./preprocessing/take-differences.js";
export type { Random } from "./random.js";
export { createRandom } from "./random.js";
export type { Button, EventKind, Part, Trace } from "./trace.js";
export { BUTTONS, buttonCode, EVENT_KINDS, eventKindCode } from "./trace.js";
