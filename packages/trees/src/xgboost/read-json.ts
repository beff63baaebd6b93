import { TreesError } from "../errors.js";
import type { TreesModel } from "../model.js";
import { OBJECTIVES, type ObjectiveName } from "../objectives.js";
import { arrayAt, countAt, type JsonObject, objectAt, parameterAt, textAt, wrong } from "./json-fields.js";
import { readTree } from "./read-tree.js";

/**
 * A model that XGBoost saved as JSON, or `toXgboostJson` wrote. Boosted trees (`gbtree`) of the objectives that this
 * room trains, without categorical splits.
 * @throws TreesError `json` where the document is not such a model, `unsupported` where it is of a kind that is not read
 */
export function fromXgboostJson(text: string): TreesModel {
  const learner = objectAt(parse(text), "learner", "$");
  const path = "$.learner";
  const booster = objectAt(learner, "gradient_booster", path);
  const boosterName = textAt(booster, "name", `${path}.gradient_booster`);
  if (boosterName !== "gbtree") throw unsupported(`a booster "${boosterName}"`, "gbtree");
  const objective = objectiveOf(objectAt(learner, "objective", path));
  const general = objectAt(learner, "learner_model_param", path);
  const generalPath = `${path}.learner_model_param`;
  const classes = countAt(general, "num_class", generalPath, 0);
  const targets = countAt(general, "num_target", generalPath, 1);
  if (classes > 1 || targets > 1) throw unsupported("several outputs", "one output");
  const features = countAt(general, "num_feature", generalPath);
  const baseScore = Math.fround(parameterAt(general, "base_score", generalPath));
  const { expected, accepts } = OBJECTIVES[objective].baseScores;
  if (!accepts(baseScore)) throw wrong(`${generalPath}.base_score`, expected, baseScore);
  const trees = arrayAt(objectAt(booster, "model", `${path}.gradient_booster`), "trees", "model");
  return {
    objective,
    baseScore,
    scalePosWeight: positiveWeight(objectAt(learner, "objective", path)),
    features,
    featureNames: featureNames(learner, features),
    trees: trees.map((tree, index) => readTree(tree, `model.trees[${index}]`, features)),
    attributes: attributesOf(learner),
  };
}

function parse(text: string): JsonObject {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TreesError("json", `expected a model of XGBoost as JSON, and it is no JSON: ${reason}`);
  }
  if (typeof document === "object" && document !== null && !Array.isArray(document)) {
    return document as JsonObject;
  }
  throw wrong("$", "an object", document);
}

function objectiveOf(objective: JsonObject): ObjectiveName {
  const name = textAt(objective, "name", "$.learner.objective");
  if (Object.hasOwn(OBJECTIVES, name)) return name as ObjectiveName;
  throw unsupported(`the objective "${name}"`, Object.keys(OBJECTIVES).join(" and "));
}

function positiveWeight(objective: JsonObject): number {
  if (objective.reg_loss_param === undefined) return 1;
  const path = "$.learner.objective";
  return parameterAt(
    objectAt(objective, "reg_loss_param", path),
    "scale_pos_weight",
    `${path}.reg_loss_param`,
    1,
  );
}

function featureNames(learner: JsonObject, features: number): readonly string[] | null {
  if (learner.feature_names === undefined) return null;
  const names = arrayAt(learner, "feature_names", "$.learner");
  if (names.length === 0) return null;
  if (names.length === features && names.every((name) => typeof name === "string")) {
    return names as string[];
  }
  throw wrong("$.learner.feature_names", `${features} strings`, names);
}

function attributesOf(learner: JsonObject): Readonly<Record<string, string>> {
  if (learner.attributes === undefined) return {};
  const attributes = objectAt(learner, "attributes", "$.learner");
  return Object.fromEntries(
    Object.keys(attributes).map((key) => [key, textAt(attributes, key, "$.learner.attributes")]),
  );
}

function unsupported(found: string, known: string): TreesError {
  return new TreesError("unsupported", `the model has ${found}; only ${known} can be read`);
}
