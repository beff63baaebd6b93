/**
 * What each room may import, through the other's door. Arrows point down only.
 *
 * @typedef {object} Allowed
 * @property {readonly string[]} rooms doors whose values and types it may import
 * @property {readonly string[]} [types] doors of which it may import types alone
 * @property {boolean} [browser] runs in a browser, so it may not import `node:` modules
 */

const below = ["core", "neural", "trees", "datasets", "plots"];
const models = ["recognition", "liveness"];

/** @type {Readonly<Record<string, Allowed>>} */
export const table = {
  core: { rooms: [], browser: true },
  testing: { rooms: [] },
  api: { rooms: [], browser: true },
  capture: { rooms: [], types: ["core"], browser: true },
  onnx: { rooms: [] },
  plots: { rooms: [] },
  neural: { rooms: ["onnx"] },
  trees: { rooms: ["onnx"] },
  prediction: { rooms: [] },
  datasets: { rooms: ["core"] },
  recognition: { rooms: below },
  liveness: { rooms: below },
  cli: { rooms: [...below, ...models] },
  predictor: { rooms: [...below, ...models, "prediction"] },
  server: { rooms: [...below, ...models, "api", "prediction"] },
  web: { rooms: ["core", "api", "capture"], browser: true },
  bench: { rooms: [...below, ...models, "api", "capture"] },
};

/** What every test may import besides: the runner, property tests, the words that all rooms share, and programs to start. */
export const testPackages = ["vitest", "fast-check"];
export const testRooms = ["core", "testing"];
