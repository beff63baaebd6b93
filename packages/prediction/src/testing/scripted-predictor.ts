/** A predictor whose answers a test decides: the protocol is real, the model is not. */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Code, ConnectError } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { decodeFloats, encodeFloats } from "../floats.js";
import { type EmbedRequest, PredictionService } from "../generated/prediction_pb.js";

export interface ScriptedPredictor {
  readonly address: string;
  /** Blocks of each request that came, their first numbers. */
  readonly requests: number[][];
  serving: boolean;
  close(): Promise<void>;
}

/** Called before each answer; may wait, throw, or answer otherwise. */
type Script = (request: EmbedRequest, first: readonly number[]) => unknown;

/** Serves "echo" in version 1: a block's signature is its first number, and that number's negative. */
export async function startScriptedPredictor(script: Script = () => {}): Promise<ScriptedPredictor> {
  const requests: number[][] = [];
  const state = { serving: true };
  const adapter = connectNodeAdapter({
    routes: (router) =>
      router.service(PredictionService, {
        async embed(request) {
          const blocks = decodeFloats(request.blocks);
          const size = blocks.length / request.count;
          const first = Array.from({ length: request.count }, (_, row) => blocks[row * size] as number);
          requests.push(first);
          if (request.model !== "echo") throw new ConnectError("no such model", Code.NotFound);
          const own = await script(request, first);
          // What a script answers with may be no answer that the service has: that is what is tested.
          if (own !== undefined) return own as { signatures: Uint8Array };
          const signatures = Float32Array.from(first.flatMap((value) => [value, -value]));
          return { signatures: encodeFloats(signatures), size: 2, version: "1" };
        },
        listModels: ({ model }) => ({
          models:
            model === "echo"
              ? [{ name: "echo", version: "1", card: '{"a":1}', cohort: encodeFloats(Float32Array.of(1, 2)) }]
              : [],
        }),
        health: () => ({ serving: state.serving }),
      }),
  });
  const server = createServer(adapter as RequestListener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(state, {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
