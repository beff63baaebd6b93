/** Made-up runs that look like real ones, for the tests of plots and reports. */
import { createRandom, type Random } from "@wristprint/core";
import type { ErrorCurve, RunSummary, ScoreSample, TrainingHistory, UserMetric } from "../run-summary.js";

const USERS = [
  "user7",
  "user9",
  "user12",
  "user15",
  "user16",
  "user20",
  "user21",
  "user23",
  "user29",
  "user35",
];
/** How far apart owners and strangers are, in standard deviations: AUC .75 to .99. */
const DISTANCES = [2.4, 2.1, 2.9, 1.6, 3.2, 2.6, 1.25, 2.2, 0.95, 1.9];

interface SampleUser {
  readonly user: string;
  readonly scores: ScoreSample;
  readonly curve: ErrorCurve;
  readonly auc: number;
  readonly eer: number;
}

/** An authentication run with every plot's data. */
export function sampleAuthentication(seed = 1, users: readonly string[] = USERS): RunSummary {
  const random = createRandom(seed);
  const sampled = users.map((user, index) =>
    sampleUser(user, DISTANCES[index % DISTANCES.length] ?? 2, random),
  );
  return {
    ...shared(users),
    name: "balabit-authentication",
    title: "Authentication on Balabit, one network per user",
    description: "Does a block of mouse movement belong to the account's owner?",
    task: "authentication",
    protocol:
      "First 70 blocks of each user for testing, all the rest for training; left-over chunks concatenated; " +
      "velocities scaled over all training blocks.",
    metrics: {
      auc: { ...over(sampled, (user) => user.auc), interval: [0.887, 0.951] },
      eer: over(sampled, (user) => user.eer),
      accuracy: over(sampled, (user) => 1 - user.eer - 0.01),
      fnmrAtFmr1: over(sampled, (user) => Math.min(1, user.eer * 3.1)),
      byBlocks: [1, 2, 3, 5, 10].map((blocks) => ({
        blocks,
        auc: 1 - 0.09 / blocks,
        eer: 0.16 / blocks,
        accuracy: 1 - 0.17 / blocks,
      })),
    },
    published: [
      { metric: "auc", label: "SVM (other work on Balabit)", value: 0.87 },
      { metric: "auc", label: "2D-CNN (other work on Balabit)", value: 0.96 },
    ],
    curves: {
      errors: { perUser: Object.fromEntries(sampled.map(({ user, curve }) => [user, curve])) },
      scores: {
        mated: sampled.flatMap(({ scores }) => [...scores.mated]),
        nonMated: sampled.flatMap(({ scores }) => [...scores.nonMated]),
        threshold: 0.8,
        unit: "log-odds",
      },
      training: users.map((user) => sampleHistory(user, 16, random)),
    },
  };
}

/** An identification run with every plot's data. */
export function sampleIdentification(seed = 1, users: readonly string[] = USERS): RunSummary {
  const random = createRandom(seed);
  const verification = sampleAuthentication(seed, users);
  const counts = users.map((_, row) => {
    const cells = users.map((__, column) =>
      row === column || random.uniform() > 4 / users.length ? 0 : random.integer(8),
    );
    cells[row] = 70 - cells.reduce((sum, value) => sum + value, 0);
    return cells.map((value) => Math.max(0, value));
  });
  const accuracies = users.map((user, row) => [user, (counts[row]?.[row] ?? 0) / 70] as const);
  return {
    ...verification,
    name: "balabit-identification",
    title: "Identification on Balabit, one network for all users",
    description: "Whose block of mouse movement is it?",
    task: "identification",
    metrics: {
      ...(verification.metrics.auc === undefined ? {} : { auc: verification.metrics.auc }),
      accuracy: {
        value: accuracies.reduce((sum, [, value]) => sum + value, 0) / accuracies.length,
        interval: [0.81, 0.87],
        perUser: Object.fromEntries(accuracies),
      },
      ...(verification.metrics.byBlocks === undefined ? {} : { byBlocks: verification.metrics.byBlocks }),
    },
    curves: {
      ...(verification.curves.errors === undefined ? {} : { errors: verification.curves.errors }),
      confusion: { labels: users, counts },
      cmc: users.map((_, rank) => 1 - 0.16 * Math.exp(-rank * 0.7) * (rank === users.length - 1 ? 0 : 1)),
      training: [sampleHistory("all users", 9, random)],
    },
  };
}

/** A run that has nothing but what a summary must have. */
export function emptyRun(): RunSummary {
  return {
    name: "empty",
    title: "A run without results",
    description: "",
    task: "authentication",
    protocol: "",
    data: { format: "balabit", subjects: 0, sessions: 0, events: 0, blocks: {} },
    network: { architecture: "fcn" },
    training: {},
    seed: 0,
    seconds: 0,
    versions: {},
    metrics: {},
    curves: {},
  };
}

function shared(users: readonly string[]) {
  return {
    data: {
      format: "balabit",
      subjects: users.length,
      sessions: 65,
      events: 2_253_816,
      blocks: Object.fromEntries(
        users.map((user, index) => [
          user,
          { train: 2711 - 190 * index, validation: 478 - 30 * index, test: 70 },
        ]),
      ),
    },
    network: { architecture: "mcdcnn", parameters: 26_402 },
    preprocessing: {
      blockSize: 128,
      chunks: "concatenate",
      input: ["vx", "vy"],
      scaling: "standard, over all",
    },
    training: { epochs: 16, batch: 32, optimizer: "adam", learningRate: 0.002, decay: 0.0001 },
    seed: 42,
    seconds: 754.2,
    versions: { wristprint: "0.1.0", node: "20.20.2", "onnxruntime-node": "1.22.0" },
    command: "npx wristprint experiment run balabit-authentication --data balabit --out runs --set seed=42",
  };
}

function sampleUser(user: string, distance: number, random: Random): SampleUser {
  const mated = Float64Array.from({ length: 70 }, () => random.normal() * 1.1 + distance);
  const nonMated = Float64Array.from({ length: 280 }, () => random.normal() - 0.4);
  let wins = 0;
  for (const high of mated) for (const low of nonMated) wins += high > low ? 1 : 0;
  const thresholds = [Number.NEGATIVE_INFINITY, ...mated, ...nonMated].sort((a, b) => a - b);
  const fmr = thresholds.map((t) => nonMated.filter((score) => score > t).length / nonMated.length);
  const fnmr = thresholds.map((t) => mated.filter((score) => score <= t).length / mated.length);
  const cross = fmr.findIndex((rate, index) => rate <= (fnmr[index] ?? 1));
  return {
    user,
    scores: { mated, nonMated },
    curve: { fmr, fnmr },
    auc: wins / (mated.length * nonMated.length),
    eer: ((fmr[cross] ?? 0) + (fnmr[cross] ?? 0)) / 2,
  };
}

function sampleHistory(model: string, epochs: number, random: Random): TrainingHistory {
  const shift = 0.03 * random.normal();
  const column = (from: number, to: number, noise: number): number[] =>
    Array.from(
      { length: epochs },
      (_, e) => to + shift + (from - to) * Math.exp(-e / 3) + noise * random.normal(),
    );
  return {
    model,
    trainLoss: column(0.68, 0.18, 0.008),
    validationLoss: column(0.7, 0.33, 0.02),
    trainAccuracy: column(0.6, 0.94, 0.005),
    validationAccuracy: column(0.58, 0.87, 0.012),
  };
}

function over(users: readonly SampleUser[], pick: (user: SampleUser) => number): UserMetric {
  const values = users.map(pick);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return { mean, sd, gini: 0.031, perUser: Object.fromEntries(users.map((user) => [user.user, pick(user)])) };
}
