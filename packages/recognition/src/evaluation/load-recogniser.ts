/** Trained networks that know accounts, from the files of a run. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { applyScaler, type Blocks, type Scaler, SIGNALS } from "@wristprint/core";
import { naturalOrder } from "@wristprint/datasets";
import { GraphError, loadModel, type Predictor, type RuntimeOptions } from "@wristprint/neural";
import { z } from "zod";
import { scalerSchema } from "../encoder/encoder-card.js";
import { GENUINE } from "../experiment/plan-models.js";
import { preprocessing } from "../experiment/preprocessing-settings.js";
import { type ModelAndCard, readModelAndCard } from "../model-file/model-and-card.js";
import { RecognitionError } from "../recognition-error.js";
import { ownerLogOdds } from "./owner-log-odds.js";

/** What scores blocks for accounts: one network that tells all of them apart, or one for each. */
export interface AccountRecogniser {
  readonly name: string;
  readonly task: "identification" | "authentication";
  /** How blocks are cut; scaling is its own affair. */
  readonly preprocessing: z.output<typeof preprocessing>;
  readonly accounts: readonly string[];
  /**
   * For each of the asked accounts, its owner's log-odds against the rest, of every block.
   * @param blocks unscaled, one or more
   * @param accounts indices into {@link accounts}
   * @param alter changes blocks when they are scaled, as networks are fed them; it may give another number of blocks
   */
  logOdds(
    blocks: Blocks,
    accounts: readonly number[],
    alter?: (scaled: Blocks) => Blocks,
  ): Promise<Float64Array[]>;
  release(): Promise<void>;
}

const card = z.looseObject({
  format: z.literal("wristprint-model/1"),
  task: z.enum(["identification", "authentication"], "a model of identification or authentication expected"),
  name: z.string(),
  classes: z.array(z.string()).min(2),
  network: z.looseObject(
    { input: z.object({ length: z.int().min(1), channels: z.int().min(1) }) },
    "a network's layers expected: one-class models are not scored by session",
  ),
  preprocessing: preprocessing.refine(
    ({ windows }) => windows === undefined,
    "blocks expected: movements between pauses are not scored by session",
  ),
  scaler: scalerSchema,
});

type CardOfAccounts = z.output<typeof card>;

/** A network in memory, and which accounts its columns are. */
interface LoadedNetwork {
  readonly card: CardOfAccounts;
  readonly predictor: Predictor;
}

/**
 * Loads an identification network, one authentication model, or all authentication models of a run.
 * @param path a model's file, its card, or its folder; or the folder of a run, with a model for each user in `models/`
 * @throws RecognitionError `bad-model` that names the file
 */
export async function loadAccountRecogniser(
  path: string,
  runtime: RuntimeOptions = {},
): Promise<AccountRecogniser> {
  const files = modelPaths(path).map((file) => readModelAndCard(file, card));
  const [first] = files as [ModelAndCard<CardOfAccounts>];
  requireAlike(files);
  const networks: LoadedNetwork[] = [];
  const release = async () => {
    for (const { predictor } of networks) await predictor.release();
  };
  try {
    for (const file of files) networks.push(await loadNetwork(file, runtime));
  } catch (error) {
    await release();
    throw error;
  }
  const [network] = networks as [LoadedNetwork];
  const shared = { name: first.card.name, preprocessing: first.card.preprocessing, release };
  if (first.card.task === "identification") {
    return {
      ...shared,
      task: "identification",
      accounts: first.card.classes,
      async logOdds(blocks, accounts, alter) {
        const { scores, classes } = await predict(network, blocks, alter);
        return accounts.map((account) => ownerLogOdds(scores, classes, account));
      },
    };
  }
  return {
    ...shared,
    task: "authentication",
    accounts: files.map((file) => file.card.classes[GENUINE] as string),
    async logOdds(blocks, accounts, alter) {
      const found: Float64Array[] = [];
      for (const account of accounts) {
        const { scores, classes } = await predict(networks[account] as LoadedNetwork, blocks, alter);
        found.push(ownerLogOdds(scores, classes, GENUINE));
      }
      return found;
    },
  };
}

/** A model's own path, or those of all models of a run. */
function modelPaths(path: string): string[] {
  const several = join(path, "models");
  const isRun = existsSync(several) && statSync(several).isDirectory();
  if (!isRun || existsSync(join(path, "model.json"))) return [path];
  const names = readdirSync(several).filter((name) => name.endsWith(".json"));
  if (names.length > 0) return names.sort(naturalOrder).map((name) => join(several, name));
  throw new RecognitionError("bad-model", `${several}: models with their cards expected, found none`);
}

/** Models of one folder must be of one run: each for an account of its own, on blocks cut the same way. */
function requireAlike(files: readonly ModelAndCard<CardOfAccounts>[]): void {
  const [first, ...others] = files as [ModelAndCard<CardOfAccounts>, ...ModelAndCard<CardOfAccounts>[]];
  for (const { card: own, cardPath } of others) {
    const same =
      own.task === "authentication" &&
      first.card.task === "authentication" &&
      JSON.stringify(own.preprocessing) === JSON.stringify(first.card.preprocessing);
    if (!same) {
      throw new RecognitionError(
        "bad-model",
        `${cardPath}: a model of authentication on the blocks of ${first.cardPath} expected`,
      );
    }
  }
}

async function loadNetwork(
  { card: own, cardPath, path, model }: ModelAndCard<CardOfAccounts>,
  runtime: RuntimeOptions,
): Promise<LoadedNetwork> {
  const { input } = own.network;
  const { signal, blockSize } = own.preprocessing;
  if (input.length !== blockSize || input.channels !== SIGNALS[signal].length) {
    const blocks = `${blockSize} × ${SIGNALS[signal].length}`;
    throw new RecognitionError("bad-model", `${cardPath}: network.input: blocks of ${blocks} expected`);
  }
  try {
    return { card: own, predictor: await loadModel(model, input, runtime) };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${path}: ${error.message}`);
  }
}

async function predict(
  { card: own, predictor }: LoadedNetwork,
  blocks: Blocks,
  alter: (scaled: Blocks) => Blocks = (scaled) => scaled,
) {
  const scaled = applyScaler(blocks, own.scaler as Scaler);
  const { scores, classes } = await predictor.predict(alter(scaled).data);
  if (classes === own.classes.length) return { scores, classes };
  throw new RecognitionError(
    "bad-model",
    `${own.name}: scores of ${own.classes.length} classes expected, the model gives ${classes}`,
  );
}
