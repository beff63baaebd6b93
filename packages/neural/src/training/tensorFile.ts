/**
 * Named float tensors and a JSON text in one file, in the safetensors format (a length, a JSON header, the
 * numbers; github.com/huggingface/safetensors, "Format"), so that other tools can open a training's state.
 */
import { GraphError } from "../errors.js";
import type { Shape } from "../graph/shape.js";

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }>;
  /** Anything JSON can hold, kept under one metadata key. */
  readonly state: unknown;
}

const STATE_KEY = "wristprint";

export function encodeTensorFile({ tensors, state }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: { [STATE_KEY]: JSON.stringify(state) } };
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  let text = JSON.stringify(header);
  text += " ".repeat((8 - (Buffer.byteLength(text) % 8)) % 8);
  const head = Buffer.from(text);
  const file = new Uint8Array(8 + head.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let offset = 8 + head.length;
  for (const { data } of tensors.values()) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

/** @throws GraphError `checkpoint` where the bytes are no such file */
export function decodeTensorFile(bytes: Uint8Array): TensorFile {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const start = 8 + Number(view.getBigUint64(0, true));
    const header = JSON.parse(Buffer.from(bytes.subarray(8, start)).toString()) as Record<
      string,
      { shape: number[]; data_offsets: [number, number] }
    >;
    const metadata = header.__metadata__ as unknown as Record<string, string>;
    const tensors = new Map<string, { shape: Shape; data: Float32Array }>();
    for (const [name, entry] of Object.entries(header)) {
      if (name === "__metadata__") continue;
      const [from, to] = entry.data_offsets;
      if (start + to > bytes.length) throw new RangeError("cut short");
      tensors.set(name, {
        shape: entry.shape,
        data: new Float32Array(bytes.slice(start + from, start + to).buffer),
      });
    }
    return { tensors, state: JSON.parse(metadata[STATE_KEY] as string) };
  } catch (error) {
    throw new GraphError(
      "checkpoint",
      `not a tensor file: ${error instanceof Error ? error.message : error}`,
    );
  }
}
