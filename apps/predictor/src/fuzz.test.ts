/** Whatever arrives at the endpoint, it answers within the protocol and goes on. Over a real process. */
import { connect } from "node:net";
import { createPredictorClient, encodeFloats } from "@wristprint/prediction";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  drawBlocks,
  type PredictorProcess,
  startPredictor,
  temporaryFolder,
} from "./testing/predictor-process.js";
import { writeEncoder } from "./testing/write-encoder.mjs";

const folder = temporaryFolder();
let predictor: PredictorProcess;
beforeAll(async () => {
  writeEncoder(folder.path, { name: "small", version: "1" });
  predictor = await startPredictor(["--models", folder.path]);
});
afterAll(async () => {
  predictor.child.kill("SIGKILL");
  await predictor.ended;
  folder.remove();
});

async function expectAlive(): Promise<void> {
  const { rpc, close } = createPredictorClient(predictor.address);
  const blocks = encodeFloats(drawBlocks(1, 1));
  const { signatures } = await rpc.embed({ model: "small", version: "", blocks, count: 1 });
  close();
  expect(signatures).toHaveLength(61 * 4);
  expect(predictor.child.exitCode).toBeNull();
}

const SERVICE = "/wristprint.prediction.v1.PredictionService/";

it("answers any body, under any type and encoding, with what was wrong", async () => {
  const request = fc.record({
    method: fc.constantFrom("Embed", "ListModels", "Health", "Nothing"),
    type: fc.constantFrom("application/proto", "application/json", "application/connect+proto", "text/plain"),
    encoding: fc.constantFrom("identity", "gzip", "br"),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 2000 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
      // The fields of EmbedRequest with what may be in them: model, version, blocks, count.
      fc
        .tuple(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 100 }), fc.nat({ max: 127 }))
        .map(([model, blocks, count]) =>
          Uint8Array.from([0x0a, model.length, ...model, 0x1a, blocks.length, ...blocks, 0x20, count]),
        ),
    ),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ method, type, encoding, body }) => {
      const response = await fetch(`${predictor.address}${SERVICE}${method}`, {
        method: "POST",
        headers: { "content-type": type, "content-encoding": encoding },
        body: body as Uint8Array<ArrayBuffer>,
      });
      const text = await response.text();
      // Connect itself answers bytes that are no protobuf with Internal, naming the fault.
      if (response.status === 500) expect(JSON.parse(text).message).toMatch(/^parse binary: /);
      else expect([200, 400, 404, 415, 501]).toContain(response.status);
    }),
    { numRuns: 300 },
  );
  await expectAlive();
});

it("survives bytes that are no HTTP, and connections that break off", async () => {
  const head = `POST ${SERVICE}Embed HTTP/1.1\r\nhost: x\r\ncontent-type: application/proto\r\ncontent-length: 500\r\n\r\n`;
  const sent = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc.uint8Array({ maxLength: 300 }).map((body) => Buffer.concat([Buffer.from(head), body])),
  );
  await fc.assert(
    fc.asyncProperty(sent, async (bytes) => {
      await new Promise<void>((resolve) => {
        const socket = connect(Number(new URL(predictor.address).port), "127.0.0.1", () => {
          socket.write(bytes, () => socket.destroy());
        });
        socket.on("error", () => {}).on("close", () => resolve());
      });
    }),
    { numRuns: 100 },
  );
  await expectAlive();
});

it("writes nothing of what it was sent", () => {
  for (const line of predictor.stderr().trim().split("\n")) {
    expect(Object.keys(JSON.parse(line))).toEqual(expect.arrayContaining(["time", "level", "event"]));
  }
});
