import type { Bytes, Page } from "./page.js";

/** A way to the server: a WebSocket, or one HTTP request after the other. */
export interface Connection {
  /** Sends a batch, after those before it. */
  send(batch: Bytes): void;
  close(): void;
}

/** What a server says, as JSON; a later one may say other things, which are passed over. */
export interface ServerMessage {
  /** The recording's highest sequence number up to which the server keeps every batch for good. */
  readonly acknowledged?: number;
  /** When the recording has so many events, what there is should be sent at once: it fills a block then. */
  readonly flushAt?: number;
}

export interface ConnectionListener {
  open(): void;
  hear(message: ServerMessage): void;
  /** @param status as in HTTP, where the server gave one; anything else where the network failed */
  lose(status: number): void;
}

/**
 * Opens a connection; tells the listener nothing before it returned.
 *
 * @param url the session's, `http:` or `https:`
 * @throws where the browser refuses the address at once
 */
export type Connect = (page: Page, url: string, token: string, listener: ConnectionListener) => Connection;

export const connectSocket: Connect = (page, url, token, listener) => {
  const socket = new page.WebSocket(`${url.replace("http", "ws")}/socket`, [
    "wristprint.v1",
    `token.${token}`,
  ]);
  socket.onopen = listener.open;
  socket.onmessage = ({ data }) => listener.hear(JSON.parse(data));
  socket.onclose = ({ code }) => listener.lose(code - 4000);
  return socket;
};

export const connectHttp: Connect = (page, url, token, listener) => {
  const abort = new AbortController();
  let done = Promise.resolve().then(listener.open);
  return {
    send(body) {
      done = done
        .then(async () => {
          const answer = await page.fetch(`${url}/batches`, {
            method: "POST",
            headers: { authorization: `Bearer ${token}`, "content-type": "application/octet-stream" },
            body,
            signal: abort.signal,
          });
          if (!answer.ok) return listener.lose(answer.status);
          listener.hear(await answer.json());
        })
        .catch(() => listener.lose(0));
    },
    close: () => abort.abort(),
  };
};
