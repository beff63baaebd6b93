import { decodeFloats } from "../floats.js";
import type { Model } from "../generated/prediction_pb.js";
import type { ModelReference } from "../model-reference.js";
import { PredictionError } from "../prediction-error.js";
import { classifyFailure, reasonOf } from "./failure.js";
import type { Member } from "./member.js";

export interface ModelDescription {
  readonly name: string;
  readonly version: string;
  /** The model's card, as parsed from JSON; who knows its format checks it. */
  readonly card: unknown;
  /** [n, signature size], to normalise comparison scores with. */
  readonly cohort: Float32Array;
}

interface Surroundings {
  members(): readonly Member[];
  /** Says `change` whenever a predictor came, went or is free. */
  readonly changed: EventTarget;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

const TRIES = 3;

/** Asks one predictor after another until one has the model, and waits where none is up. */
export async function describeModel(
  model: ModelReference,
  { members, changed, signal, timeoutMs }: Surroundings,
): Promise<ModelDescription> {
  const without = new Set<Member>();
  for (let failures = 0; ; ) {
    if (members().length > 0 && members().every((member) => without.has(member))) {
      throw new PredictionError("not-found", `no predictor has model "${model.name}" ${model.version ?? ""}`);
    }
    const member = members().find((one) => one.available && !without.has(one));
    if (member === undefined) {
      await nextChange(changed, signal);
      continue;
    }
    try {
      const request = { model: model.name, version: model.version ?? "" };
      const call = { timeoutMs, signal: AbortSignal.any([signal, member.gone]) };
      const [found] = (await member.client.rpc.listModels(request, call)).models;
      if (found === undefined) {
        without.add(member);
        continue;
      }
      return readDescription(found);
    } catch (error) {
      if (error instanceof PredictionError) throw error;
      if (signal.aborted) throw new PredictionError("aborted", "the caller called it off", { cause: error });
      const failure = classifyFailure(error);
      if (failure === "malformed") throw new PredictionError("invalid-argument", reasonOf(error));
      if (failure === "no-model") without.add(member);
      if (failure === "gone") member.failed(reasonOf(error));
      if (failure === "busy") member.pause();
      if (failure === "failed" && ++failures >= TRIES) {
        throw new PredictionError("failed", `predictors failed ${failures} times: ${reasonOf(error)}`);
      }
    }
  }
}

/** @throws PredictionError `failed` where what a predictor says of its model cannot be read */
function readDescription({ name, version, card, cohort }: Model): ModelDescription {
  try {
    return { name, version, card: JSON.parse(card) as unknown, cohort: decodeFloats(cohort) };
  } catch (error) {
    throw new PredictionError("failed", `a predictor described ${name} wrongly: ${reasonOf(error)}`);
  }
}

function nextChange(changed: EventTarget, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const done = () => {
      signal.removeEventListener("abort", stop);
      resolve();
    };
    const stop = () => {
      changed.removeEventListener("change", done);
      reject(new PredictionError("aborted", "the caller called it off", { cause: signal.reason }));
    };
    changed.addEventListener("change", done, { once: true });
    signal.addEventListener("abort", stop, { once: true });
  });
}
