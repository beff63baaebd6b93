/** NumPy's file of one array. Source: NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", version 1.0. */

const MAGIC = Buffer.from("\x93NUMPY\x01\x00", "latin1");
/** The header's length is stored after the magic, in two bytes. */
const PREFIX = MAGIC.length + 2;
/** Where the numbers begin, a multiple of this, so that they can be mapped into memory. */
const ALIGNMENT = 64;

/**
 * An array as a `.npy` file, in C order and little-endian: `numpy.load` gives it back, bit for bit.
 * @param shape its product is the number of values
 * @throws RangeError where it is not
 */
export function encodeNpy(data: Float32Array, shape: readonly number[]): Uint8Array {
  if (shape.reduce((product, size) => product * size, 1) !== data.length) {
    throw new RangeError(`${data.length} values do not fill the shape ${shape.join(" × ")}`);
  }
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '<f4', 'fortran_order': False, 'shape': (${axes}), }`;
  const length = Math.ceil((PREFIX + dictionary.length + 1) / ALIGNMENT) * ALIGNMENT - PREFIX;
  const bytes = Buffer.alloc(PREFIX + length + data.length * 4);
  MAGIC.copy(bytes);
  bytes.writeUInt16LE(length, MAGIC.length);
  bytes.write(`${dictionary.padEnd(length - 1)}\n`, PREFIX, "latin1");
  for (const [i, value] of data.entries()) bytes.writeFloatLE(value, PREFIX + length + i * 4);
  return bytes;
}
