/**
 * The innermost loop of training on histograms, in WebAssembly, where gradient and hessian are added as one vector of two
 * float64: half the time of the same loop in JavaScript. The sums are the same, as both add in the same order.
 *
 *     for (; rows < end; rows += 4, pairs += 8) {
 *       row = load32(rows), pair = promote(load64(pairs))
 *       for each column: slot = sums + 16 · load(bins + row), store(slot, load(slot) + pair)
 *     }
 *
 * There is such a loop for one column and one for four. Of four, a row is looked up once, and additions that go to the
 * same slot row after row, as where most values are zero, wait for each other less.
 *
 * Addresses are bytes in the memory that the training's threads share. Instructions by number:
 * https://webassembly.github.io/spec/core/appendix/index-instructions.html
 */

/** What this module needs of WebAssembly, whose types come with a browser's. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

interface WebAssemblyApi {
  Memory: new (limits: { initial: number; maximum: number; shared: true }) => SharedMemory;
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
}

/** Adds up the pairs of the rows in [rows, end) by their bins. Addresses of the column's sums, bins, and so on. */
export type SumColumn = (sums: number, bins: number, rows: number, end: number, pairs: number) => void;

/** The same for four columns at once: their sums, their bins, and so on. */
export type SumFourColumns = (
  ...addresses: readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
) => void;

/** The loops for bins of one size. */
export interface SumKernel {
  readonly one: SumColumn;
  readonly four: SumFourColumns;
}

const PAGE = 65536;
/** WebAssembly addresses no more. */
export const MOST_BYTES = 2 ** 32;

function api(): WebAssemblyApi {
  return (globalThis as unknown as { WebAssembly: WebAssemblyApi }).WebAssembly;
}

export function createSharedMemory(bytes: number): SharedMemory {
  const pages = Math.max(1, Math.ceil(bytes / PAGE));
  return new (api().Memory)({ initial: pages, maximum: pages, shared: true });
}

/** For bins of one byte each, and of two. */
export function createSumKernels(memory: SharedMemory): {
  readonly narrow: SumKernel;
  readonly wide: SumKernel;
} {
  const { Module, Instance } = api();
  const { exports } = new Instance(new Module(moduleBytes()), { shared: { memory } });
  const kernel = (name: string): SumKernel => ({
    one: exports[`${name}1`] as SumColumn,
    four: exports[`${name}4`] as SumFourColumns,
  });
  return { narrow: kernel("narrow"), wide: kernel("wide") };
}

const I32 = 0x7f;
const V128 = 0x7b;
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const constant = (value: number) => [0x41, value];
const ADD = [0x6a];
const SHIFT_LEFT = [0x74];
const LESS = [0x49];
/** Followed by the alignment, as a power of two, and an offset. */
const LOAD_32 = [0x28, 2, 0];
const LOAD_8 = [0x2d, 0, 0];
const LOAD_16 = [0x2f, 1, 0];
const LOAD_VECTOR = [0xfd, 0x00, 4, 0];
const STORE_VECTOR = [0xfd, 0x0b, 4, 0];
const LOAD_TWO_FLOATS = [0xfd, 0x5d, 3, 0];
const PROMOTE_FLOATS = [0xfd, 0x5f];
const ADD_VECTORS = [0xfd, 0xf0, 0x01];

/** @param size of a bin, as a power of two of bytes */
function loop(columns: number, size: number, loadBin: readonly number[]): number[] {
  const [rows, end, pairs, slot, row, pair] = [0, 1, 2, 3, 4, 5].map((local) => 2 * columns + local);
  const add = (column: number) => [
    ...[...get(columns + column), ...get(row), ...ADD, ...loadBin],
    ...[...constant(4), ...SHIFT_LEFT, ...get(column), ...ADD, ...tee(slot)],
    ...[...get(slot), ...LOAD_VECTOR, ...get(pair), ...ADD_VECTORS, ...STORE_VECTOR],
  ];
  const turn = [
    ...[...get(pairs), ...LOAD_TWO_FLOATS, ...PROMOTE_FLOATS, ...set(pair)],
    ...[...get(rows), ...LOAD_32, ...(size > 0 ? [...constant(size), ...SHIFT_LEFT] : []), ...set(row)],
    ...Array.from({ length: columns }, (_, column) => add(column)).flat(),
    ...[...get(pairs), ...constant(8), ...ADD, ...set(pairs)],
    ...[...get(rows), ...constant(4), ...ADD, ...tee(rows)],
  ];
  const again = [...get(end), ...LESS, 0x0d, 0];
  // Besides the parameters two locals of 32 bits and a vector; `if (rows < end) loop { … }`.
  const body = [
    2,
    2,
    I32,
    1,
    V128,
    ...get(rows),
    ...get(end),
    ...LESS,
    0x04,
    0x40,
    0x03,
    0x40,
    ...turn,
    ...again,
  ];
  return sized([...body, 0x0b, 0x0b, 0x0b]);
}

function moduleBytes(): Uint8Array {
  const text = (name: string) => sized([...new TextEncoder().encode(name)]);
  const section = (id: number, content: readonly number[]) => [id, ...sized(content)];
  /** A function without a result. */
  const type = (parameters: number) => [0x60, parameters, ...new Array<number>(parameters).fill(I32), 0];
  const loops = [
    { name: "narrow1", type: 0, code: loop(1, 0, LOAD_8) },
    { name: "wide1", type: 0, code: loop(1, 1, LOAD_16) },
    { name: "narrow4", type: 1, code: loop(4, 0, LOAD_8) },
    { name: "wide4", type: 1, code: loop(4, 1, LOAD_16) },
  ];
  const each = (what: (it: (typeof loops)[number], index: number) => readonly number[]) => [
    loops.length,
    ...loops.flatMap(what),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [2, ...type(5), ...type(11)]),
    // The memory: shared, of one page to 65,536.
    ...section(2, [1, ...text("shared"), ...text("memory"), 0x02, 0x03, 1, 0x80, 0x80, 0x04]),
    ...section(
      3,
      each((it) => [it.type]),
    ),
    ...section(
      7,
      each(({ name }, index) => [...text(name), 0, index]),
    ),
    ...section(
      10,
      each(({ code }) => code),
    ),
  ]);
}

/** Behind their number, which takes two bytes from 128 on. */
function sized(bytes: readonly number[]): number[] {
  const { length } = bytes;
  return [...(length < 128 ? [length] : [(length & 127) | 128, length >> 7]), ...bytes];
}
