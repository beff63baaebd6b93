/**
 * Optimisers, on all parameters at once: they live in one flat vector, so an update is a dozen operations
 * however many layers there are. What changes from step to step (rates) is computed outside and handed in.
 */
import { GraphError } from "../errors.js";
import { input, scalar, type Value } from "../graph/graph.js";
import { add, divide, multiply, squareRoot, subtract } from "../operators/arithmetic.js";
import { scale } from "../operators/sum.js";

export interface AdamSettings {
  readonly kind: "adam";
  readonly learningRate: number;
  /** The rate falls as 1 / (1 + decay · step), as Keras's `decay`. */
  readonly decay?: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  /** Decoupled weight decay (Loshchilov & Hutter 2019), on all parameters. */
  readonly weightDecay?: number;
}

export interface SgdSettings {
  readonly kind: "sgd";
  readonly learningRate: number;
  readonly decay?: number;
  readonly momentum?: number;
}

export type OptimiserSettings = AdamSettings | SgdSettings;

export interface Optimiser {
  /** The names of the vectors it keeps beside the parameters, each as long as they are. */
  readonly slots: readonly string[];
  /** Adds the update; `rates` are graph inputs that {@link Optimiser.rates} fills. */
  update(parameters: Value, gradient: Value, slots: readonly Value[]): { parameters: Value; slots: Value[] };
  /** The values of the rates at a step (0, 1, 2, …), for a learning rate before decay. */
  rates(step: number, learningRate: number): Readonly<Record<string, number>>;
}

/** @throws GraphError `option` where a setting is out of its range */
export function createOptimiser(settings: OptimiserSettings): Optimiser {
  for (const [name, value] of Object.entries(settings)) {
    const below = name === "beta1" || name === "beta2" ? 1 : Number.POSITIVE_INFINITY;
    if (name !== "kind" && !(value >= 0 && value < below)) {
      const range = below === 1 ? "in [0, 1)" : "a finite number of at least 0";
      throw new GraphError("option", `${settings.kind}: ${name} must be ${range}, got ${value}`);
    }
  }
  switch (settings.kind) {
    case "adam":
      return adam(settings);
    case "sgd":
      return sgd(settings);
    default: {
      const { kind } = settings as { kind: string };
      throw new GraphError("option", `no optimiser ${kind}; known: adam, sgd`);
    }
  }
}

/** Adam (Kingma & Ba 2015, algorithm 1, with the bias corrections drawn into the rate). */
function adam(settings: AdamSettings): Optimiser {
  const { decay = 0, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 } = settings;
  return {
    slots: ["mean", "square"],
    update(parameters, gradient, [oldMean, oldSquare]) {
      const { graph } = parameters;
      const rate = input(graph, "rate", []);
      const mean = add(scale(oldMean as Value, beta1), scale(gradient, 1 - beta1));
      const square = add(scale(oldSquare as Value, beta2), scale(multiply(gradient, gradient), 1 - beta2));
      const step = divide(multiply(mean, rate), add(squareRoot(square), scalar(graph, epsilon)));
      const kept = weightDecay === 0 ? parameters : multiply(parameters, input(graph, "kept", []));
      return { parameters: subtract(kept, step), slots: [mean, square] };
    },
    rates(step, learningRate) {
      const rate = learningRate / (1 + decay * step);
      const corrected = (rate * Math.sqrt(1 - beta2 ** (step + 1))) / (1 - beta1 ** (step + 1));
      return weightDecay === 0 ? { rate: corrected } : { rate: corrected, kept: 1 - rate * weightDecay };
    },
  };
}

/** Stochastic gradient descent, with momentum as Keras defines it where asked for. */
function sgd({ decay = 0, momentum = 0 }: SgdSettings): Optimiser {
  return {
    slots: momentum === 0 ? [] : ["velocity"],
    update(parameters, gradient, [oldVelocity]) {
      const step = multiply(gradient, input(parameters.graph, "rate", []));
      if (!oldVelocity) return { parameters: subtract(parameters, step), slots: [] };
      const velocity = subtract(scale(oldVelocity, momentum), step);
      return { parameters: add(parameters, velocity), slots: [velocity] };
    },
    rates: (step, learningRate) => ({ rate: learningRate / (1 + decay * step) }),
  };
}
