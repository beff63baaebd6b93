/**
 * Named float tensors and a JSON text in one file, in the safetensors format (a length, a JSON header, the
 * numbers; github.com/huggingface/safetensors, "Format"), so that other tools can open a training's state.
 */
import { GraphError } from "../errors.js";
import { format, type Shape, sizeOf } from "../graph/shape.js";

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, { readonly shape: Shape; readonly data: Float32Array }>;
  /** Anything JSON can hold, kept under one metadata key. */
  readonly state: unknown;
}

const METADATA = "__metadata__";
const STATE_KEY = "wristprint";
const BYTES = Float32Array.BYTES_PER_ELEMENT;

interface Entry {
  readonly dtype: string;
  readonly shape: Shape;
  /** First byte and the one behind the last, counted from the end of the header. */
  readonly data_offsets: [from: number, to: number];
}

/** @throws GraphError `shape` where a tensor's numbers do not fill its shape */
export function encodeTensorFile({ tensors, state }: TensorFile): Uint8Array {
  const entries: [string, unknown][] = [[METADATA, { [STATE_KEY]: JSON.stringify(state) }]];
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    if (data.length !== sizeOf(shape) || name === METADATA) {
      throw new GraphError("shape", `cannot write ${data.length} numbers as ${name} ${format(shape)}`);
    }
    entries.push([name, { dtype: "F32", shape, data_offsets: [end, end + data.byteLength] } satisfies Entry]);
    end += data.byteLength;
  }
  let text = JSON.stringify(Object.fromEntries(entries));
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
    return decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new GraphError("checkpoint", `not a tensor file, or cut short: ${reason}`);
  }
}

function decode(bytes: Uint8Array): TensorFile {
  if (bytes.length < 8) throw new RangeError(`${bytes.length} bytes are too few`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.length) throw new RangeError(`a header of ${start - 8} bytes in ${bytes.length}`);
  const header = JSON.parse(Buffer.from(bytes.subarray(8, start)).toString()) as Record<string, unknown>;
  const metadata = header[METADATA] as Record<string, string>;
  const tensors = new Map<string, { shape: Shape; data: Float32Array }>();
  let end = 0;
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) continue;
    const { dtype, shape, data_offsets } = value as Entry;
    const [from, to] = data_offsets;
    const fits = Number.isInteger(from) && from >= 0 && to <= bytes.length - start;
    if (dtype !== "F32" || !fits || to - from !== BYTES * sizeOf(shape)) {
      throw new RangeError(`${name} is ${dtype} [${shape}] at ${from}–${to}`);
    }
    // Copied, since a tensor's bytes need not begin at a multiple of 4; a Buffer's own `slice` would not copy.
    const own = new Uint8Array(bytes.subarray(start + from, start + to));
    tensors.set(name, { shape, data: new Float32Array(own.buffer) });
    end = Math.max(end, to);
  }
  if (start + end !== bytes.length) throw new RangeError(`${bytes.length - start - end} bytes left over`);
  return { tensors, state: JSON.parse(metadata[STATE_KEY] as string) };
}
