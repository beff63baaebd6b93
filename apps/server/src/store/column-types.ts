import { customType } from "drizzle-orm/pg-core";

/** Bytes. PostgreSQL's driver hands out slices of a pool, PGlite slices of its memory: what comes out here is a copy. */
export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: asBuffer,
  fromDriver: (bytes) => new Uint8Array(bytes),
});

/** float32 numbers, little endian. */
export const float32s = customType<{ data: Float32Array; driverData: Uint8Array }>({
  dataType: () => "bytea",
  toDriver: float32Bytes,
  fromDriver: readFloat32s,
});

/** A Buffer over the same memory: PostgreSQL's driver knows bytes by that class alone. */
export function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function float32Bytes(values: Float32Array): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (let i = 0; i < values.length; i++) bytes.writeFloatLE(values[i] as number, i * 4);
  return bytes;
}

export function readFloat32s(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength / 4 }, (_, i) => view.getFloat32(i * 4, true));
}
