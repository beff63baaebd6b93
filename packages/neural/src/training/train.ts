/** The training loop. */
import { GraphError } from "../errors.js";
import { buildNetwork, classCount, type Network } from "../network.js";
import { createWeights, packWeights, requireWeights, unpackWeights, type Weights } from "../weights.js";
import type { EpochResult } from "./callbacks.js";
import { checkOptions } from "./check-options.js";
import { createEvaluator } from "./evaluator.js";
import { holdOut, setApart } from "./hold-out.js";
import { createOptimiser } from "./optimiser.js";
import type { TrainingOptions } from "./options.js";
import { trainingPlan } from "./plan.js";
import { createSchedule } from "./schedule.js";
import { restoreState, saveState, type TrainingState } from "./state.js";
import { createStepper } from "./stepper.js";

export interface TrainingResult {
  /** Those a callback kept last, else those after the last epoch. */
  readonly weights: Weights;
  readonly history: readonly EpochResult[];
}

/**
 * Trains a network. The same options give the same weights, bit for bit, on one machine with one number of
 * threads, whether or not the training was interrupted and resumed from its checkpoint. Callbacks are left as
 * they came, so that the next training can have them too.
 * @throws GraphError where options or examples do not fit the network, the checkpoint is of another training,
 *   or the loss stops being a number
 */
export async function train(network: Network, options: TrainingOptions): Promise<TrainingResult> {
  const { examples, epochs, random, callbacks = [], checkpoint, runtime = {}, frozen = [] } = options;
  const classes = classCount(network);
  const { parameters: specs } = buildNetwork(network, 1, false);
  const names = specs.flatMap(({ name, running }) => (running ? [] : [name]));
  const runningNames = specs.flatMap(({ name, running }) => (running ? [name] : []));
  checkOptions(network, classes, names, options);

  const start = options.weights ?? createWeights(network, random.fork("weights"));
  requireWeights(start, specs);
  const learning = names.filter((name) => !frozen.includes(name));
  const fixed = packWeights(
    start,
    names.filter((name) => frozen.includes(name)),
  );
  const split = options.validation
    ? setApart(examples.labels.length, options.validation)
    : holdOut(examples.labels, options.validationShare ?? 0, random.fork("validation"));
  const optimiser = createOptimiser(options.optimiser);
  const context = checkpoint && {
    plan: trainingPlan(network, options),
    slotNames: optimiser.slots,
    callbacks,
  };
  const untouched = callbacks.map((callback) => callback.memory());
  let state = firstState(
    { parameters: packWeights(start, learning), running: packWeights(start, runningNames) },
    optimiser.slots.length,
    options,
  );
  const steps = Math.ceil(split.training.length / Math.min(options.batch, split.training.length)) * epochs;
  const rateOf = createSchedule(options.schedule, steps);

  const stepper = await createStepper({
    network,
    batch: Math.min(options.batch, split.training.length),
    classes,
    optimiser,
    learning,
    frozen: fixed,
    examples,
    classWeights: options.classWeights,
    labelSmoothing: options.labelSmoothing ?? 0,
    margin: options.margin ?? 0,
    mixing: options.mixing,
    runtime,
  });
  const evaluator =
    split.validation.length > 0 ? await createEvaluator(network, learning, runtime) : undefined;
  try {
    const saved = checkpoint?.load();
    if (saved && context) {
      state = restoreState(saved, context, state.parameters.length, state.running.length);
    }
    const last = state.history.at(-1);
    if (last) options.onEpoch?.(last);
    stepper.load(state.parameters, state.slots, state.running);
    while (state.epoch < epochs && !state.stopped) {
      const { step, learningRate } = state;
      const epoch = state.epoch + 1;
      const trained = await stepper.epoch({
        order: random.fork(`order/${epoch}`).shuffle(split.training.slice()),
        masks: random.fork(`masks/${epoch}`),
        mixing: random.fork(`mixing/${epoch}`),
        stretches: random.fork(`stretches/${epoch}`),
        rates: (offset) => optimiser.rates(step + offset, learningRate * rateOf(step + offset)),
      });
      const parameters = stepper.parameters();
      const running = stepper.running();
      if (!Number.isFinite(trained.loss) || !allFinite(parameters) || !allFinite(running)) {
        const what = `${network.name}: the loss is no finite number in epoch ${epoch}`;
        throw new GraphError("diverged", `${what}; try a lower learning rate than ${learningRate}`);
      }
      const validated = await evaluator?.evaluate(examples, split.validation, {
        parameters,
        frozen: fixed,
        running,
        classes,
      });
      const result: EpochResult = {
        epoch,
        loss: trained.loss,
        accuracy: trained.accuracy,
        ...(validated && { validationLoss: validated.loss, validationAccuracy: validated.accuracy }),
        learningRate,
      };
      const control = { learningRate, stop: false, keep: false };
      for (const callback of callbacks) callback.afterEpoch(result, control);
      state = {
        epoch,
        step: step + trained.steps,
        learningRate: control.learningRate,
        stopped: control.stop,
        history: [...state.history, result],
        parameters,
        slots: stepper.slots(),
        running,
        kept: control.keep ? { parameters, running } : state.kept,
      };
      if (context) checkpoint.save(saveState(state, context));
      options.onEpoch?.(result);
    }
  } finally {
    callbacks.forEach((callback, index) => {
      callback.restore(untouched[index]);
    });
    await stepper.release();
    await evaluator?.release();
  }
  const { parameters, running } = state.kept ?? state;
  const learnt = unpackWeights(start, learning, parameters);
  return { weights: unpackWeights(learnt, runningNames, running), history: state.history };
}

/** Asked after every epoch: calling a function for each of a million numbers takes longer than many an epoch. */
function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i] as number)) return false;
  return true;
}

function firstState(
  { parameters, running }: Pick<TrainingState, "parameters" | "running">,
  slots: number,
  { optimiser }: TrainingOptions,
): TrainingState {
  return {
    epoch: 0,
    step: 0,
    learningRate: optimiser.learningRate,
    stopped: false,
    history: [],
    parameters,
    running,
    slots: Array.from({ length: slots }, () => new Float32Array(parameters.length)),
  };
}
