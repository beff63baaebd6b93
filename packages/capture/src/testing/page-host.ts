import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { ModelServer } from "./model-server.js";

/** A page with the script tag, and a server for what it sends, on loopback. */
export interface PageHost {
  readonly url: string;
  readonly server: ModelServer;
  /** What came, in order: `socket TOKEN`, `post TOKEN`, `beacon TOKEN`. */
  readonly log: string[];
  close(): Promise<void>;
}

const PAGE = `<!doctype html><title>A page</title><input id="name"><script src="/capture.min.js"></script>`;

/** @param sockets whether the server takes WebSockets, or a proxy between refuses them */
export async function hostPage({ sockets }: { sockets: boolean }): Promise<PageHost> {
  const server = new ModelServer();
  const log: string[] = [];
  const script = new URL("../../dist/capture.min.js", import.meta.url);
  const http = createServer(async (request, response) => {
    const path = request.url ?? "";
    if (path === "/live/sessions/s1/batches") {
      log.push(`post ${request.headers.authorization?.replace("Bearer ", "")}`);
      const acknowledged = server.take(await readBody(request));
      response.setHeader("content-type", "application/json").end(JSON.stringify({ acknowledged }));
    } else if (path === "/live/sessions/s1/beacon") {
      log.push(`beacon ${server.takeEnvelope(await readBody(request))}`);
      response.writeHead(204).end();
    } else if (path === "/capture.min.js") {
      response.setHeader("content-type", "text/javascript").end(readFileSync(script));
    } else {
      response.setHeader("content-type", "text/html").end(path === "/" ? PAGE : "<!doctype html>Elsewhere");
    }
  });
  const upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => "wristprint.v1" });
  http.on("upgrade", (request, socket, head) => {
    if (!sockets || request.url !== "/live/sessions/s1/socket") {
      socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      return;
    }
    upgrades.handleUpgrade(request, socket, head, (connection) => {
      log.push(`socket ${request.headers["sec-websocket-protocol"]}`);
      connection.on("message", (data: Buffer) => {
        connection.send(JSON.stringify({ acknowledged: server.take(data) }));
      });
    });
  });
  await new Promise<void>((resolve) => {
    http.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
    server,
    log,
    async close() {
      for (const client of upgrades.clients) client.terminate();
      http.closeAllConnections();
      await new Promise((resolve) => {
        http.close(resolve);
      });
    },
  };
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
