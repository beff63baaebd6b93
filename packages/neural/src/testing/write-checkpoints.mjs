/** Saves one checkpoint after another to the file named, until it is killed: number n holds n throughout. */
import { writeSync } from "node:fs";
import { fileCheckpoint } from "../../dist/training/checkpoint.js";

const store = fileCheckpoint(process.argv[2]);
for (let n = 1; ; n++) {
  store.save({
    state: n,
    tensors: new Map([["all", { shape: [500_000], data: new Float32Array(500_000).fill(n) }]]),
  });
  if (n === 1) writeSync(1, "saved\n");
}
