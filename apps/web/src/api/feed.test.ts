import { expect, it } from "vitest";
import { type FeedSocket, followFeed } from "./feed.js";

const ERASED = { type: "erased", kind: "session", id: "7f0e9c1a-4b1d-4c55-8a0e-2f6d1c3b5a79" };

function follow() {
  const sockets: (FeedSocket & { closed: boolean })[] = [];
  const told: unknown[] = [];
  const waits: { ms: number; run: () => void }[] = [];
  const end = followFeed({
    url: "ws://x/feed",
    open: () => {
      const socket = {
        onopen: null,
        onmessage: null,
        onclose: null,
        closed: false,
        close() {
          socket.closed = true;
        },
      };
      sockets.push(socket);
      return socket;
    },
    onMessage: (message) => told.push(message),
    onConnected: (connected) => told.push(connected),
    later: (run, ms) => {
      waits.push({ ms, run });
      return () => waits.pop();
    },
    random: () => 1,
  });
  const send = (data: string) => sockets.at(-1)?.onmessage?.({ data } as MessageEvent);
  return { sockets, told, waits, end, send };
}

it("hands on what the contract knows, and passes over the rest", () => {
  const { sockets, told, send } = follow();
  sockets[0]?.onopen?.({} as Event);
  send(JSON.stringify(ERASED));
  send('{"type":"of a later version"}');
  send("not JSON");
  expect(told).toEqual([true, ERASED]);
});

it("comes back after a break, waiting longer each time until it succeeds", () => {
  const { sockets, told, waits } = follow();
  for (let i = 0; i < 8; i++) {
    sockets.at(-1)?.onclose?.({} as CloseEvent);
    waits[i]?.run();
  }
  expect(waits.map(({ ms }) => ms)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  sockets.at(-1)?.onopen?.({} as Event);
  sockets.at(-1)?.onclose?.({} as CloseEvent);
  expect(waits.at(-1)?.ms).toBe(500);
  expect(told.slice(-2)).toEqual([true, false]);
});

it("does not come back once it is called off", () => {
  const { sockets, told, waits, end } = follow();
  end();
  sockets[0]?.onclose?.({} as CloseEvent);
  expect([sockets[0]?.closed, waits.length, told.length]).toEqual([true, 0, 0]);
});
