/** The predictor's door: HTTP/1.1, which is quicker here than HTTP/2 (figures in the README). */
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { ANSWER_LIMIT_BYTES, type Clock, MESSAGE_LIMIT_BYTES } from "@wristprint/prediction";
import { createBatcher } from "../batching/batcher.js";
import type { Log } from "../log.js";
import type { ModelShelf } from "../models/model-shelf.js";
import { predictionRoutes } from "./prediction-routes.js";
import { requireToken } from "./require-token.js";

export interface PredictorServerOptions {
  readonly shelf: ModelShelf;
  readonly batchBlocks: number;
  readonly queueBlocks: number;
  /** What clients must know; null for none. */
  readonly token: string | null;
  readonly clock: Clock;
  readonly log: Log;
}

export interface PredictorServer {
  /** Gives the address, `http://HOST:PORT`. */
  listen(host: string, port: number): Promise<string>;
  /** Takes no more blocks, finishes those it has, closes. Cut short after `timeoutMs`. */
  drain(timeoutMs: number): Promise<void>;
}

/** How long a connection stays for an answer that is on its way. */
const LINGER_MS = 1_000;

export function createPredictorServer(options: PredictorServerOptions): PredictorServer {
  const { clock, log, token } = options;
  const batcher = createBatcher(options);
  const bornMs = clock.nowMs();
  let draining = false;
  const adapter = connectNodeAdapter({
    routes: predictionRoutes({
      ...options,
      batcher,
      draining: () => draining,
      uptimeMs: () => clock.nowMs() - bornMs,
    }),
    readMaxBytes: MESSAGE_LIMIT_BYTES,
    writeMaxBytes: ANSWER_LIMIT_BYTES,
    // No unpacking, so no bombs; floats do not shrink anyway.
    acceptCompression: [],
    grpc: false,
    grpcWeb: false,
  }) as RequestListener;
  const answer = token === null ? adapter : requireToken(token, adapter);
  const server = createServer(
    {
      // An idle connection stays open beyond the pool's checks, so that requests seldom meet one that is closing.
      keepAliveTimeout: 60_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
      noDelay: true,
    },
    (request, response) => {
      // An answer may precede the end of a request that is too large. What is left of it would block whatever comes
      // next on the connection, so there is nothing next; closed at once, the answer might not get through. (Of a
      // request that nobody has begun to read, Node itself throws away the rest.)
      const { socket } = request;
      if (draining) response.setHeader("connection", "close");
      response.on("finish", () => {
        if (request.complete || !request.readableDidRead) return;
        socket.end();
        clock.after(LINGER_MS, () => socket.destroy());
      });
      answer(request, response);
    },
  );
  // With the limit on messages, this bounds the memory that requests can take.
  server.maxConnections = 256;

  return {
    listen(host, port) {
      return new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, host, () => {
          server.off("error", reject);
          server.on("error", (error) => log("error", "server", { error }));
          resolve(addressOf(server.address() as AddressInfo));
        });
      });
    },
    async drain(timeoutMs) {
      if (draining) return;
      draining = true;
      log("info", "draining", { queuedBlocks: batcher.queuedBlocks });
      let callOff = () => {};
      const tooLate = new Promise<void>((resolve) => {
        callOff = clock.after(timeoutMs, resolve);
      });
      await Promise.race([batcher.idle(), tooLate]);
      callOff();
      // Every block is answered: what is left is to get the last answers out.
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        clock.after(LINGER_MS, () => server.closeAllConnections());
      });
    },
  };
}

function addressOf({ address, family, port }: AddressInfo): string {
  return family === "IPv6" ? `http://[${address}]:${port}` : `http://${address}:${port}`;
}
