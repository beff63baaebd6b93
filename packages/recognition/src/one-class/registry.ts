/** All kinds of one-class models. Adding one: its file, a line in each list here, its row in the conformance test. */
import { z } from "zod";
import { ellipticEnvelope } from "./elliptic-envelope.js";
import { isolationForest } from "./isolation-forest.js";
import { localOutlierFactor } from "./local-outlier-factor.js";
import type { OneClassKind } from "./one-class-kind.js";
import { oneClassSvm } from "./one-class-svm.js";

export const ONE_CLASS_KINDS: readonly OneClassKind[] = [
  oneClassSvm,
  isolationForest,
  ellipticEnvelope,
  localOutlierFactor,
];

/** What every kind is told besides its own settings. */
const shared = {
  /**
   * A row of a block: its horizontal channels, its vertical ones, all of them, or the features that a network makes of
   * it. The network is a folder (an encoder's) or the card of a model that a run wrote.
   */
  input: z
    .union(
      [z.enum(["x", "y", "both"]), z.strictObject({ features: z.string().min(1) })],
      'x, y, both or {"features": "path/to/model"} expected',
    )
    .default("both"),
  /** Whether the owner's mean is taken off each number of a row, which is then divided by its deviation. */
  standardise: z.boolean().default(true),
  /** Share of the owner's training blocks that is kept from the model, to set its threshold by. */
  validationShare: z.number().gt(0).lt(1).default(0.15),
  /** Share of those that the threshold turns away. */
  rejected: z.number().gt(0).lt(1).default(0.1),
};

/** An experiment's `oneClass`. */
export const oneClassSettings = z.discriminatedUnion("kind", [
  oneClassSvm.settings.extend(shared),
  isolationForest.settings.extend(shared),
  ellipticEnvelope.settings.extend(shared),
  localOutlierFactor.settings.extend(shared),
]);

export type OneClassSettings = z.output<typeof oneClassSettings>;

export function oneClassKind(name: OneClassSettings["kind"]): OneClassKind {
  const found = ONE_CLASS_KINDS.find((kind) => kind.name === name);
  if (!found) throw new TypeError(`no kind of one-class model ${name}`);
  return found;
}
