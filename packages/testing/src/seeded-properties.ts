/**
 * fast-check as tests see it (vitest.config.ts puts this in its place): every property is tried with one seed, so that no
 * run of the tests fails by luck. `PROPERTY_SEED=7` tries other values, `PROPERTY_RUNS=10000` more of them wherever a
 * property does not say how many.
 */
import { createRequire } from "node:module";

// By `require`, which vitest does not lead back to here.
const { default: fastCheck } = createRequire(import.meta.url)("fast-check") as typeof import("fast-check");

const { PROPERTY_SEED = "1", PROPERTY_RUNS } = process.env;
fastCheck.configureGlobal({
  seed: Number(PROPERTY_SEED),
  ...(PROPERTY_RUNS !== undefined && { numRuns: Number(PROPERTY_RUNS) }),
});

// biome-ignore lint/style/noDefaultExport: fast-check's own door is one
export default fastCheck;
