/**
 * Which HTTP carries requests quicker: `node apps/predictor/src/testing/measure-http.mjs` from the root, after a build.
 * Prints requests a second over HTTP/1.1 and HTTP/2 to a process that computes nothing, for small and large requests;
 * the best of six turns each, taken in turn, since other work on the machine can only slow a turn down.
 */
import { fork } from "node:child_process";
import { Agent, createServer } from "node:http";
import { createServer as createServer2 } from "node:http2";
import { createClient } from "@connectrpc/connect";
import { connectNodeAdapter, createConnectTransport } from "@connectrpc/connect-node";
import { PredictionService } from "@wristprint/prediction";

const BLOCK_BYTES = 128 * 6 * 4;
const TURN_MS = 1_000;

/** @param {string} version */
function serve(version) {
  const handler = connectNodeAdapter({
    routes: (router) =>
      router.service(PredictionService, {
        embed: ({ blocks, count }) => ({
          signatures: blocks.subarray(0, 384 * count),
          size: 96,
          version: "1",
        }),
      }),
    acceptCompression: [],
  });
  const server =
    version === "2"
      ? createServer2(handler)
      : createServer({ noDelay: true }, /** @type {import("node:http").RequestListener} */ (handler));
  server.listen(0, "127.0.0.1", () => {
    process.send?.(/** @type {import("node:net").AddressInfo} */ (server.address()).port);
  });
  process.on("disconnect", () => process.exit());
}

/** @param {"1.1" | "2"} httpVersion */
async function connect(httpVersion) {
  const child = fork(process.argv[1] ?? "", ["serve", httpVersion]);
  const port = await new Promise((resolve) => child.once("message", resolve));
  const baseUrl = `http://127.0.0.1:${port}`;
  const shared = { baseUrl, acceptCompression: [] };
  const agent = new Agent({ keepAlive: true, noDelay: true, scheduling: "lifo" });
  const transport =
    httpVersion === "2"
      ? createConnectTransport({ ...shared, httpVersion: "2" })
      : createConnectTransport({ ...shared, httpVersion: "1.1", nodeOptions: { agent } });
  return createClient(PredictionService, transport);
}

/**
 * @param {Awaited<ReturnType<typeof connect>>} client
 * @param {{ count: number, atOnce: number }} load
 */
async function requestsPerSecond(client, { count, atOnce }) {
  const request = { model: "none", version: "", blocks: new Uint8Array(BLOCK_BYTES * count), count };
  const start = performance.now();
  let requests = 0;
  const ask = async () => {
    while (performance.now() - start < TURN_MS) {
      await client.embed(request, { timeoutMs: 10_000 });
      requests++;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, ask));
  return Math.round((1000 * requests) / (performance.now() - start));
}

if (process.argv[2] === "serve") {
  serve(process.argv[3] ?? "");
} else {
  const clients = { 1.1: await connect("1.1"), 2: await connect("2") };
  for (const load of [
    { count: 1, atOnce: 1 },
    { count: 8, atOnce: 2 },
    { count: 64, atOnce: 2 },
  ]) {
    const best = { 1.1: 0, 2: 0 };
    for (let turn = 0; turn < 6; turn++) {
      best["1.1"] = Math.max(best["1.1"], await requestsPerSecond(clients["1.1"], load));
      best[2] = Math.max(best[2], await requestsPerSecond(clients[2], load));
    }
    console.log(JSON.stringify({ ...load, requestsPerSecond: best }));
  }
  process.exit(0);
}
