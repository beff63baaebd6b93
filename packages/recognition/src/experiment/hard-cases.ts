/**
 * Oversampling of hard cases. Earlier models with the settings of the last one each learn from all but one part of its
 * training blocks, and are asked about that part. A block whose class they did not score highest is hard, and is taken
 * more often by the last model. Test blocks and validation blocks have no part in it. Source: the bootstrapping of Sung &
 * Poggio 1998, Example-based learning for view-based human face detection; but models are asked that did not learn from
 * a block, since those that did seldom get it wrong.
 */
import { createRandom, highestColumns } from "@wristprint/core";
import { loadModel } from "@wristprint/neural";
import type { TrainedModel } from "../training/training-job.js";
import type { TrainingPool } from "./block-pool.js";
import type { NetworkDefinition } from "./definition.js";
import { originOf } from "./hold-out-blocks.js";
import type { PlannedModel } from "./plan-models.js";

type HardCases = NonNullable<NetworkDefinition["hardCases"]>;

/** An earlier model, and the places in the last one's training set that it is asked about. */
export interface EarlierModel {
  readonly planned: PlannedModel;
  readonly asked: Int32Array;
}

/** The earlier models of one model. A block and what is made of it are in one part. */
export function planEarlier(planned: PlannedModel, pool: TrainingPool, { folds }: HardCases): EarlierModel[] {
  const { indices, labels, model, seed } = planned;
  const validation = new Set(planned.validation);
  const origins = indices.map((block) => originOf(block, pool));
  const distinct = createRandom(seed)
    .fork("hard cases")
    .shuffle(Int32Array.from(new Set(origins)));
  const foldOf = new Map(Array.from(distinct, (block, row) => [block, row % folds] as const));
  return Array.from({ length: folds }, (_, fold) => {
    const places = Int32Array.from(indices.keys());
    const asked = places.filter(
      (place) => !validation.has(place) && foldOf.get(origins[place] as number) === fold,
    );
    const left = new Set(asked);
    const kept = places.filter((place) => !left.has(place));
    return {
      asked,
      planned: {
        ...planned,
        model: `${model}, earlier ${fold + 1}`,
        indices: kept.map((place) => indices[place] as number),
        labels: kept.map((place) => labels[place] as number),
        validation: Int32Array.from(kept.keys()).filter((row) => validation.has(kept[row] as number)),
        seed: `${seed}/earlier/${fold + 1}`,
      },
    };
  });
}

/** The model's plan with the blocks repeated that the earlier models got wrong. */
export async function repeatHardCases(
  planned: PlannedModel,
  earlier: readonly (EarlierModel & { readonly trained: TrainedModel })[],
  pool: TrainingPool,
  { repeat }: HardCases,
): Promise<PlannedModel> {
  const hard: number[] = [];
  for (const one of earlier) hard.push(...(await wrongPlaces(planned, one, pool)));
  const again = Array.from({ length: repeat }, () => hard.sort((a, b) => a - b)).flat();
  const append = (column: Int32Array) =>
    Int32Array.from([...column, ...again.map((place) => column[place] as number)]);
  return { ...planned, indices: append(planned.indices), labels: append(planned.labels) };
}

async function wrongPlaces(
  { indices, labels }: PlannedModel,
  { asked, planned: { network }, trained }: EarlierModel & { readonly trained: TrainedModel },
  { data, blockLength }: TrainingPool,
): Promise<number[]> {
  if (asked.length === 0) return [];
  const x = new Float32Array(asked.length * blockLength);
  asked.forEach((place, row) => {
    const block = indices[place] as number;
    x.set(data.subarray(block * blockLength, (block + 1) * blockLength), row * blockLength);
  });
  const predictor = await loadModel(trained.onnx, network.input);
  try {
    const { scores, classes } = await predictor.predict(x);
    const best = highestColumns(scores, classes);
    return [...asked].filter((place, row) => best[row] !== labels[place]);
  } finally {
    await predictor.release();
  }
}
