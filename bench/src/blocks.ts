/** Preprocessing in memory: from a session's columns to blocks, against NumPy. */
import { createRandom, cutBlocks, dropEvents, SIGNALS, type Trace, takeDifferences } from "@wristprint/core";
import type { Benchmark } from "./benchmark.js";
import { measureInTurn } from "./measure-in-turn.js";
import { findPeer } from "./peer.js";

const EVENTS = 2_000_000;
const REPEATS = 5;

export const blocksBenchmark: Benchmark = {
  name: "blocks",
  description: "events to blocks of 128 velocities, leftovers joined, against NumPy",
  async run(options) {
    const peer = await findPeer("numpy", "blocks_numpy.py");
    const trace = madeUpTrace();
    const row = await measureInTurn(
      {
        name: "events to blocks",
        unit: "million events/s",
        better: "more",
        ours: async () => EVENTS / 1e6 / fastest(trace),
        peer,
        async theirs(other) {
          const { seconds } = (await other.run(String(EVENTS), String(REPEATS))) as { seconds: number };
          return EVENTS / 1e6 / seconds;
        },
      },
      options,
    );
    return [row];
  },
};

function fastest(trace: Trace): number {
  let best = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const started = performance.now();
    cutBlocks(takeDifferences([dropEvents(trace)]), { chunks: "concatenate", channels: SIGNALS.velocity });
    best = Math.min(best, (performance.now() - started) / 1000);
  }
  return best;
}

/** As the peer makes it up: steps of 16 ms with a pause now and then. */
function madeUpTrace(): Trace {
  const random = createRandom("bench");
  const tMs = new Float64Array(EVENTS);
  const x = new Float32Array(EVENTS);
  const y = new Float32Array(EVENTS);
  for (let i = 1; i < EVENTS; i++) {
    tMs[i] = (tMs[i - 1] as number) + (random.uniform() < 0.005 ? 3000 : 16);
    x[i] = Math.abs((x[i - 1] as number) + 5 * random.normal()) % 1900;
    y[i] = Math.abs((y[i - 1] as number) + 5 * random.normal()) % 1900;
  }
  const codes = new Uint8Array(EVENTS);
  return { subject: "made up", session: "1", part: "training", tMs, x, y, kind: codes, button: codes };
}
