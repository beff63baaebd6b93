/** One predictor's RPC client, for whoever wants to ask one and no other; the pool is made of these. */

import { Agent } from "node:http";
import { Agent as TlsAgent } from "node:https";
import { type Client, createClient, type Interceptor } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { PredictionService } from "./generated/prediction_pb.js";
import { ANSWER_LIMIT_BYTES } from "./limits.js";

export interface PredictorClient {
  readonly rpc: Client<typeof PredictionService>;
  /** Lets go of the connections. */
  close(): void;
}

/**
 * @param address `http://HOST:PORT` or `https://HOST:PORT`
 * @param token the secret that predictors beyond this machine ask for
 */
export function createPredictorClient(address: string, token?: string): PredictorClient {
  // Many small messages, one at a time on a connection: Nagle's wait would hold each back.
  const settings = { keepAlive: true, noDelay: true, scheduling: "lifo" } as const;
  const agent = address.startsWith("https:") ? new TlsAgent(settings) : new Agent(settings);
  const transport = createConnectTransport({
    baseUrl: address,
    httpVersion: "1.1",
    nodeOptions: { agent },
    interceptors: token === undefined ? [] : [bearer(token)],
    // Floats do not shrink, and packing them costs more than sending them.
    acceptCompression: [],
    readMaxBytes: ANSWER_LIMIT_BYTES,
  });
  return { rpc: createClient(PredictionService, transport), close: () => agent.destroy() };
}

function bearer(token: string): Interceptor {
  return (next) => (request) => {
    request.header.set("authorization", `Bearer ${token}`);
    return next(request);
  };
}
