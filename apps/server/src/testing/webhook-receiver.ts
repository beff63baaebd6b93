import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Delivery } from "./kept-visits.js";

export interface WebhookReceiver {
  readonly url: string;
  /** By id: what comes again counts once. */
  readonly deliveries: Map<string, Delivery>;
  close(): void;
}

/** Somebody's server that takes every delivery. */
export async function receiveWebhooks(): Promise<WebhookReceiver> {
  const deliveries = new Map<string, Delivery>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const delivery = JSON.parse(Buffer.concat(pieces).toString()) as Delivery;
    deliveries.set(delivery.id, delivery);
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/hook`,
    deliveries,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
