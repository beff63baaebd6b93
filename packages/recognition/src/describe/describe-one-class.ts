/** A one-class model from its files: whose it is, what it reads and what it holds. */
import { readOneClass } from "../one-class/load-one-class.js";
import { countParameters } from "../one-class/one-class-model.js";
import { oneClassKind } from "../one-class/registry.js";

export interface OneClassDescription {
  readonly owner: string;
  /** As definitions name it, and as people do. */
  readonly kind: string;
  readonly title: string;
  /** How it was fitted. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Differences in a block and values of each; which of them a row is made of, or the network whose features it is. */
  readonly input: {
    readonly length: number;
    readonly channels: readonly string[];
    readonly rows: string;
    /** Numbers in a row. */
    readonly size: number;
  };
  /** Numbers that the model holds. */
  readonly parameters: number;
  readonly path: string;
  /** Of the model's bytes, in hexadecimal. */
  readonly sha256: string;
}

/**
 * @param path of the model, of its card, or of the folder where they are `model.safetensors` and `model.json`
 * @throws RecognitionError `bad-model` that names the file
 */
export function describeOneClass(file: string): OneClassDescription {
  const { path, card, model, sha256 } = readOneClass(file);
  const { kind, ...settings } = model.settings;
  const { length, channels, rows, size } = card.input;
  return {
    owner: card.classes[1],
    kind,
    title: oneClassKind(kind).title,
    settings,
    input: {
      length,
      channels,
      rows: typeof rows === "string" ? rows : `features of ${rows.features.name}`,
      size,
    },
    parameters: countParameters(model),
    path,
    sha256,
  };
}
