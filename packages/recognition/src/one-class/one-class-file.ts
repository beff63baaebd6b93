/** A one-class model as a file: its tables and, as the file's state, its numbers and settings. */
import { decodeTensorFile, encodeTensorFile, GraphError, type TensorFile } from "@wristprint/neural";
import { z } from "zod";
import { RecognitionError } from "../recognition-error.js";
import type { OneClassModel } from "./one-class-model.js";
import { oneClassKind, oneClassSettings } from "./registry.js";

const state = z.object({
  settings: oneClassSettings,
  size: z.int().min(1),
  threshold: z.number(),
  spread: z.number().positive(),
  numbers: z.record(z.string(), z.number()),
});

const OFFSET = "columns.offset";
const DIVISOR = "columns.divisor";

export function encodeOneClass(model: OneClassModel): Uint8Array {
  const { settings, size, threshold, spread, columns, learnt } = model;
  const tensors = new Map(learnt.tensors);
  if (columns) {
    tensors.set(OFFSET, { shape: [size], data: columns.offset });
    tensors.set(DIVISOR, { shape: [size], data: columns.divisor });
  }
  return encodeTensorFile({
    tensors,
    state: { settings, size, threshold, spread, numbers: learnt.numbers } satisfies z.input<typeof state>,
  });
}

/**
 * @param origin where the bytes are from, for the message
 * @throws RecognitionError `bad-model`
 */
export function decodeOneClass(bytes: Uint8Array, origin: string): OneClassModel {
  const file = decode(bytes, origin);
  const result = state.safeParse(file.state);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new RecognitionError("bad-model", `${origin}: ${issue?.path.join(".")}: ${issue?.message}`);
  }
  const { settings, size, threshold, spread, numbers } = result.data;
  const tensors = new Map(
    oneClassKind(settings.kind).tensors.map((name) => {
      const { shape, data } = requireTensor(file, name, origin);
      return [name, { shape: [...shape], data: new Float32Array(data) }] as const;
    }),
  );
  const model = { settings, size, threshold, spread, learnt: { numbers, tensors } };
  if (!settings.standardise) return model;
  const [offset, divisor] = [OFFSET, DIVISOR].map((name) => {
    const { data } = requireTensor(file, name, origin);
    if (data.length === size) return new Float32Array(data);
    throw new RecognitionError(
      "bad-model",
      `${origin}: ${name}: ${size} numbers expected, got ${data.length}`,
    );
  });
  return { ...model, columns: { offset, divisor } };
}

function decode(bytes: Uint8Array, origin: string): TensorFile {
  try {
    return decodeTensorFile(bytes);
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new RecognitionError("bad-model", `${origin}: ${error.message}`);
  }
}

function requireTensor({ tensors }: TensorFile, name: string, origin: string) {
  const tensor = tensors.get(name);
  if (tensor) return tensor;
  throw new RecognitionError("bad-model", `${origin}: a table ${name} expected`);
}
