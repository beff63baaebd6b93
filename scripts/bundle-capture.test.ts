import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import { bundleCapture } from "./bundle-capture.mjs";
import { root } from "./run-step.mjs";

let code: string;
beforeAll(async () => {
  code = await bundleCapture();
});

it("is at most 3 kB, minified and gzipped", () => {
  expect(gzipSync(code, { level: 9 }).length).toBeLessThanOrEqual(3000);
});

it("makes the global wristprint.start, touches nothing else and starts nothing", () => {
  const window: { wristprint?: object } = {};
  // Whatever else it asked for, this context does not have.
  runInNewContext(code, { window });
  expect(Object.keys(window)).toEqual(["wristprint"]);
  expect(Object.keys(window.wristprint ?? {})).toEqual(["start"]);
});

it.each([
  ...["endpoint", "token", "session", "onState", "flushMs", "batchEvents", "waitingBytes", "stop"],
  ...["status", "refusal", "transport", "connected", "events", "missed"],
  ...["batchesSent", "batchesAcknowledged", "batchesWaiting", "acknowledged"],
])("keeps the name %s, which pages and servers use", (name) => {
  expect(code).toMatch(new RegExp(`\\b${name}\\b`));
});

it("leaves nothing in a bundle that imports the package and does not use it", async () => {
  const { outputFiles } = await build({
    stdin: { contents: 'import "./index.ts";', resolveDir: join(root, "packages/capture/src") },
    bundle: true,
    write: false,
    format: "esm",
    logLevel: "error",
  });
  expect(outputFiles.map(({ text }) => text.trim())).toEqual([""]);
});
