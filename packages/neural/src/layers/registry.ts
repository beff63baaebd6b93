/** All kinds of layers. Adding one: its file, a line here, a case in layers.test.ts. */
import { GraphError } from "../errors.js";
import { leakyReluKind, reluKind, sigmoidKind, tanhKind } from "./activations.js";
import { attentionPoolKind } from "./attention-pool.js";
import { batchNormKind } from "./batch-norm.js";
import { conv1dKind } from "./conv1d.js";
import { cosineDenseKind } from "./cosine-dense.js";
import { denseKind } from "./dense.js";
import { dropoutKind } from "./dropout.js";
import { gruKind } from "./gru.js";
import { keepChannelsKind } from "./keep-channels.js";
import type { Layer, LayerKind } from "./layer.js";
import { averagePool1dKind, maxPool1dKind } from "./local-pooling.js";
import { lstmKind } from "./lstm.js";
import { maskingKind } from "./masking.js";
import { globalAveragePoolKind, globalDeviationPoolKind, globalMaxPoolKind } from "./pooling.js";
import { residualKind } from "./residual.js";
import { featuresKind, flattenKind, towersKind } from "./structure.js";
import { timeDistributedKind } from "./time-distributed.js";
import { unitLengthKind } from "./unit-length.js";

const KINDS = [
  attentionPoolKind,
  averagePool1dKind,
  batchNormKind,
  conv1dKind,
  cosineDenseKind,
  denseKind,
  dropoutKind,
  featuresKind,
  flattenKind,
  globalAveragePoolKind,
  globalDeviationPoolKind,
  globalMaxPoolKind,
  gruKind,
  keepChannelsKind,
  leakyReluKind,
  lstmKind,
  maskingKind,
  maxPool1dKind,
  reluKind,
  residualKind,
  sigmoidKind,
  tanhKind,
  timeDistributedKind,
  towersKind,
  unitLengthKind,
] as const;

const BY_NAME = new Map<string, LayerKind<never>>(KINDS.map((kind) => [kind.kind, kind as LayerKind<never>]));

/** The kinds' names, for messages and listings. */
export const LAYER_KINDS: readonly string[] = [...BY_NAME.keys()];

/** What a layer's kind does. */
export function layerKind(layer: Layer): LayerKind<never> {
  const kind = BY_NAME.get(layer.kind);
  if (!kind) {
    throw new GraphError("unknown-layer", `no layer "${layer.kind}"; known: ${LAYER_KINDS.join(", ")}`);
  }
  return kind;
}
