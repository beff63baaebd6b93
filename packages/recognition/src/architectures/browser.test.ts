/** Models that are exported here, run where a site would run them: by onnxruntime-web in a browser. */
import { readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createRandom } from "@wristprint/core";
import { createWeights, exportModel, loadModel, type Weights } from "@wristprint/neural";
import { launchChromium } from "@wristprint/testing";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ARCHITECTURES, createNetwork } from "./registry.js";

const executablePath = process.env.CHROMIUM ?? "";
if (executablePath === "") console.log("browser.test.ts is skipped: CHROMIUM names no browser.");

const LENGTH = 128;
const CHANNELS = 6;
const CLASSES = 4;
const BLOCKS = 3;
/** Imports nothing by itself: a test's own code is rewritten before it is run in the page. */
const PAGE = `<!doctype html><title>A page</title>
<script type="module">import * as runtime from "/runtime/ort.wasm.min.mjs"; window.runtime = runtime;</script>`;
const OUTPUTS = ["scores", "logits", "features"] as const;
/** Of the larger of 1 and the value. */
const TOLERANCE = 1e-5;

type Outputs = Readonly<Record<(typeof OUTPUTS)[number], readonly number[]>>;

/** What the page uses of onnxruntime-web. */
interface Runtime {
  readonly env: { readonly wasm: { numThreads: number; wasmPaths: string } };
  readonly InferenceSession: {
    create(model: Uint8Array): Promise<{
      run(inputs: object): Promise<Readonly<Record<string, { readonly data: Float32Array }>>>;
      release(): Promise<void>;
    }>;
  };
  readonly Tensor: new (type: "float32", data: Float32Array, shape: readonly number[]) => object;
}

describe.skipIf(executablePath === "")("exported models in a real Chromium", () => {
  const served = new Map<string, Uint8Array>();
  let server: Server;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const runtime = new URL(import.meta.resolve("onnxruntime-web"));
    server = createServer(async (request, response) => {
      const path = request.url ?? "/";
      const known = served.get(path);
      if (path === "/") response.setHeader("content-type", "text/html").end(PAGE);
      else if (known) response.end(known);
      else if (/^\/runtime\/[\w.-]+$/.test(path)) {
        const type = path.endsWith(".wasm") ? "application/wasm" : "text/javascript";
        response
          .setHeader("content-type", type)
          .end(await readFile(new URL(path.slice("/runtime/".length), runtime)));
      } else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    browser = await launchChromium(executablePath);
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  function runInPage(path: string, input: readonly number[]): Promise<Outputs> {
    const asked = { path, input, shape: [BLOCKS, LENGTH, CHANNELS], names: [...OUTPUTS] };
    return page.evaluate(async ({ path, input, shape, names }) => {
      const { runtime } = window as unknown as { runtime: Runtime };
      runtime.env.wasm.numThreads = 1;
      runtime.env.wasm.wasmPaths = `${location.origin}/runtime/`;
      const model = new Uint8Array(await (await fetch(path)).arrayBuffer());
      const session = await runtime.InferenceSession.create(model);
      const made = await session.run({ x: new runtime.Tensor("float32", Float32Array.from(input), shape) });
      await session.release();
      return Object.fromEntries(
        names.map((name) => [name, [...(made[name]?.data ?? [])]]),
      ) as unknown as Outputs;
    }, asked);
  }

  it.each(ARCHITECTURES)("gives the outputs that it gives here: $name", async ({ name }) => {
    const random = createRandom(name);
    const network = createNetwork(name, {
      length: LENGTH,
      channels: CHANNELS,
      classes: CLASSES,
      output: "softmax",
    });
    const model = exportModel(network, shaken(createWeights(network, random), random.normal));
    const input = Float32Array.from({ length: BLOCKS * LENGTH * CHANNELS }, random.normal);
    const predictor = await loadModel(model, network.input);
    const here = await predictor.predict(input);
    await predictor.release();
    served.set(`/${name}.onnx`, model);
    const there = await runInPage(`/${name}.onnx`, [...input]);
    for (const output of OUTPUTS) {
      expect(there[output]).toHaveLength(here[output].length);
      const errors = [...here[output]].map(
        (value, i) => Math.abs(value - (there[output][i] as number)) / Math.max(1, Math.abs(value)),
      );
      expect(Math.max(...errors), output).toBeLessThanOrEqual(TOLERANCE);
    }
    // Not all the same, whatever comes in.
    expect(new Set(here.features).size).toBeGreaterThan(here.featureSize);
  });
});

/** As if learnt: so that the running means and variances of batch norm matter too. */
function shaken(weights: Weights, normal: () => number): Weights {
  return new Map(
    [...weights].map(([name, { shape, data }]) => [
      name,
      { shape, data: data.map((value) => value * Math.exp(0.1 * normal()) + 0.01 * Math.abs(normal())) },
    ]),
  );
}
