import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests read the rooms' sources, not their builds; only tests that start processes use the builds. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@wristprint\/(\w+)$/,
        replacement: fileURLToPath(new URL("./packages/$1/src/index.ts", import.meta.url)),
      },
      {
        find: /^fast-check$/,
        replacement: fileURLToPath(new URL("./packages/testing/src/seeded-properties.ts", import.meta.url)),
      },
    ],
  },
  test: {
    include: [
      "packages/*/src/**/*.test.ts",
      "apps/*/src/**/*.test.ts",
      "bench/src/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    // So wide because a busy machine is no reason to fail: what takes a second alone takes a minute beside enough other work.
    testTimeout: 240_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 120_000 } },
    pool: "forks",
    // A core less, which is the default, would be one of two: half the machine idle.
    maxWorkers: "100%",
  },
});
