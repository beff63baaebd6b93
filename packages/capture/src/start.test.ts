import { decodeBatch } from "@wristprint/core";
import { beforeEach, describe, expect, it } from "vitest";
import type { CaptureState } from "./capture-state.js";
import { type StartOptions, start } from "./start.js";
import { FakePage, settled } from "./testing/fake-page.js";
import { ModelServer } from "./testing/model-server.js";
import { recordMoves } from "./testing/record-moves.js";

let page: FakePage;
let states: CaptureState[];

beforeEach(() => {
  page = new FakePage();
  states = [];
});

function begin(options: Partial<StartOptions> = {}) {
  const onState = (state: CaptureState) => states.push(state);
  return start({ endpoint: "/live", token: "tok.1", session: "s 1", page, onState, ...options });
}

const lastState = () => states.at(-1);

describe("what start() takes", () => {
  it.each([
    ["endpoint", { endpoint: "ftp://example.com" }, /^endpoint: http\(s\) expected$/],
    ["token", { token: "" }, /^token: /],
    ["token", { token: "a b" }, /^token: /],
    ["token", { token: "a".repeat(1025) }, /^token: /],
    ["session", { session: "" }, /^session: /],
    ["session", { session: ".." }, /^session: /],
    ["batchEvents", { batchEvents: 0 }, /^batchEvents: /],
    ["batchEvents", { batchEvents: 4097 }, /^batchEvents: /],
    ["batchEvents", { batchEvents: 1.5 }, /^batchEvents: /],
  ])("refuses another %s and listens to nothing then", (_name, options, message) => {
    expect(() => begin(options)).toThrow(message);
    expect(page.listening).toEqual([]);
  });

  it("never says the token in an error", () => {
    expect(() => begin({ token: "secret/secret" })).toThrow(expect.not.stringMatching(/secret/));
  });
});

describe("consent", () => {
  it("opens no connection before there is something to send", async () => {
    begin();
    await page.advance(60_000);
    expect(page.sockets).toEqual([]);
    expect(page.timers).toBe(0);
  });

  it("listens to five types of pointer events and the page's end, and after stop() to nothing", async () => {
    const recording = begin();
    expect(page.listening.sort()).toEqual([
      "pagehide",
      "pointerdown",
      "pointermove",
      "pointerup",
      "visibilitychange",
      "wheel",
    ]);
    await recording.stop();
    expect(page.listening).toEqual([]);
    recordMoves(page, 10);
    await page.advance(60_000);
    expect(page.sockets).toEqual([]);
    expect(page.timers).toBe(0);
  });
});

it("sends a batch when its time has come, to the session's address, the token in a subprotocol", async () => {
  begin({ flushMs: 200 });
  recordMoves(page, 3, 10);
  await page.advance(150);
  expect(page.sockets).toHaveLength(0);
  await page.advance(60);
  expect(page.socket.url).toBe("wss://shop.example/live/sessions/s%201/socket");
  expect(page.socket.protocols).toEqual(["wristprint.v1", "token.tok.1"]);
  page.socket.accept();
  expect(page.socket.sent).toHaveLength(1);
  const batch = decodeBatch(page.socket.sent[0]);
  expect(batch).toMatchObject({
    recording: 0xdeadbeef,
    sequence: 1,
    screenWidthPx: 1920,
    devicePixelRatio: 1.5,
  });
  expect([...batch.x]).toEqual([10, 11, 12]);
  expect([...batch.tMs]).toEqual([1, 2, 3]);
  expect(batch.samplingRateHz).toBe(1000);
});

it("sends a batch as soon as it is full", () => {
  begin({ batchEvents: 5 });
  recordMoves(page, 11);
  page.socket.accept();
  expect(page.socket.sent.map((bytes) => decodeBatch(bytes).tMs.length)).toEqual([5, 5]);
});

describe("events that the server waits for", () => {
  const sizes = () => page.socket.sent.map((bytes) => decodeBatch(bytes).tMs.length);

  it("are sent with the one that it named, once", () => {
    begin({ batchEvents: 5 });
    recordMoves(page, 5);
    page.socket.accept();
    page.socket.say({ flushAt: 8 });
    recordMoves(page, 2);
    expect(sizes()).toEqual([5]);
    recordMoves(page, 1);
    expect(sizes()).toEqual([5, 3]);
    recordMoves(page, 5);
    expect(sizes()).toEqual([5, 3, 5]);
  });

  it("are sent with the next one where there are so many already", () => {
    begin({ batchEvents: 5 });
    recordMoves(page, 9);
    page.socket.accept();
    page.socket.say({ acknowledged: 1, flushAt: 8 });
    expect(sizes()).toEqual([5]);
    recordMoves(page, 1);
    expect(sizes()).toEqual([5, 5]);
  });

  it("are still waited for when others were sent in between", async () => {
    begin({ batchEvents: 5, flushMs: 100 });
    recordMoves(page, 5);
    page.socket.accept();
    page.socket.say({ flushAt: 9 });
    recordMoves(page, 2);
    await page.advance(100);
    expect(sizes()).toEqual([5, 2]);
    recordMoves(page, 2);
    expect(sizes()).toEqual([5, 2, 2]);
  });

  it.each([null, "soon", -1, {}])("of a number that is none, harm nothing: %j", async (flushAt) => {
    begin({ batchEvents: 5 });
    recordMoves(page, 5);
    page.socket.accept();
    page.socket.say({ flushAt });
    recordMoves(page, 5);
    await page.advance(1000);
    expect(sizes().reduce((sum, size) => sum + size, 0)).toBe(10);
  });
});

it("tells the state after changes, and copies that stay as they are", async () => {
  begin();
  recordMoves(page, 3);
  await page.advance(1000);
  expect(lastState()).toMatchObject({ status: "recording", connected: false, events: 3, batchesWaiting: 1 });
  page.socket.accept();
  await page.advance(1);
  expect(lastState()).toMatchObject({ batchesSent: 1, batchesAcknowledged: 0, transport: "websocket" });
  const before = lastState();
  page.socket.say({ acknowledged: 1 });
  await page.advance(1);
  expect(lastState()).toMatchObject({ connected: true, batchesAcknowledged: 1, batchesWaiting: 0 });
  expect(before).toMatchObject({ batchesAcknowledged: 0 });
});

describe("stop()", () => {
  it("sends the rest and resolves when all of it is acknowledged", async () => {
    const recording = begin();
    recordMoves(page, 3);
    const stopped = recording.stop();
    let resolved = false;
    stopped.then(() => {
      resolved = true;
    });
    page.socket.accept();
    await settled();
    expect(resolved).toBe(false);
    page.socket.say({ acknowledged: 1 });
    expect(await stopped).toMatchObject({
      status: "stopped",
      events: 3,
      batchesAcknowledged: 1,
      batchesWaiting: 0,
    });
    expect(page.socket.state).toBe("closed");
    await page.advance(1);
    expect(page.timers).toBe(0);
  });

  it("gives up after 5 s on a server that never answers, and hands the rest to a beacon", async () => {
    const recording = begin();
    recordMoves(page, 3);
    const stopped = recording.stop();
    await page.advance(5001);
    expect(await stopped).toMatchObject({ status: "stopped", batchesWaiting: 1, connected: false });
    const server = new ModelServer();
    expect(server.takeEnvelope(page.beacons[0].body)).toBe("tok.1");
    expect(server.column("x")).toEqual([0, 1, 2]);
    await page.advance(100_000);
    expect(page.timers).toBe(0);
  });

  it("gives the same promise again", async () => {
    const recording = begin();
    expect(recording.stop()).toBe(recording.stop());
  });
});

describe("a full buffer", () => {
  it("stops recording, says so, counts what it misses, and goes on when half is free", async () => {
    begin({ batchEvents: 10, waitingBytes: 200 });
    recordMoves(page, 60);
    await page.advance(1);
    const full = lastState() as CaptureState;
    expect(full.status).toBe("full");
    expect(full.events + full.missed).toBe(60);
    expect(full.missed).toBeGreaterThan(0);
    page.socket.accept();
    const sent = page.socket.sent.length;
    page.socket.say({ acknowledged: 1 });
    recordMoves(page, 1, 100);
    await page.advance(1);
    expect(lastState()).toMatchObject({ status: "full" });
    expect(lastState()?.events).toBe(full.events);
    page.socket.say({ acknowledged: sent });
    recordMoves(page, 1, 200);
    await page.advance(1000);
    expect(lastState()).toMatchObject({ status: "recording", events: full.events + 1, batchesWaiting: 1 });
  });

  it("keeps in order what it recorded", async () => {
    const recording = begin({ batchEvents: 10, waitingBytes: 200 });
    const server = new ModelServer();
    recordMoves(page, 100);
    page.socket.accept();
    for (const bytes of page.socket.sent) server.take(bytes);
    page.socket.say({ acknowledged: page.socket.sent.length });
    recordMoves(page, 5, 1000);
    const done = recording.stop();
    const last = server.take(page.socket.sent.at(-1) as Uint8Array);
    page.socket.say({ acknowledged: last });
    const state = await done;
    expect(server.gaps).toBe(0);
    expect(server.column("x")).toHaveLength(state.events);
    expect(server.column("x").slice(-5)).toEqual([1000, 1001, 1002, 1003, 1004]);
    expect(state.missed).toBe(105 - state.events);
  });
});

describe("a page that is hidden or left", () => {
  it.each(["pagehide", "visibilitychange"])(
    "hands the rest to a beacon at %s, with the token inside",
    (type) => {
      begin();
      recordMoves(page, 3);
      page.dispatch({ type });
      expect(page.beacons.map(({ url }) => url)).toEqual(["https://shop.example/live/sessions/s%201/beacon"]);
      const server = new ModelServer();
      expect(server.takeEnvelope(page.beacons[0].body)).toBe("tok.1");
      expect(server.column("x")).toEqual([0, 1, 2]);
    },
  );

  it("sends no beacon where nothing waits", () => {
    begin();
    page.dispatch({ type: "pagehide" });
    expect(page.beacons).toEqual([]);
  });

  it("goes on as if no beacon had been sent: the server passes over what it knows", async () => {
    begin();
    const server = new ModelServer();
    recordMoves(page, 3);
    page.dispatch({ type: "visibilitychange" });
    server.takeEnvelope(page.beacons[0].body);
    page.socket.accept();
    for (const bytes of page.socket.sent) page.socket.say({ acknowledged: server.take(bytes) });
    await page.advance(1);
    expect(server.column("x")).toEqual([0, 1, 2]);
    expect(server.repeats).toBe(1);
    expect(lastState()).toMatchObject({ batchesWaiting: 0 });
  });

  it("sends several beacons where one is too small, none above 64 KiB", () => {
    begin({ batchEvents: 4096 });
    recordMoves(page, 40_000);
    page.dispatch({ type: "pagehide" });
    const server = new ModelServer();
    for (const { body } of page.beacons) server.takeEnvelope(body);
    expect(page.beacons.length).toBeGreaterThan(1);
    expect(page.beacons.every(({ body }) => body.length <= 65_536)).toBe(true);
    expect(server.gaps).toBe(0);
    expect(server.column("x")).toHaveLength(40_000);
  });

  it("keeps what the browser does not take on", async () => {
    begin();
    page.takesBeacons = false;
    recordMoves(page, 3);
    page.dispatch({ type: "visibilitychange" });
    page.socket.accept();
    expect(page.socket.sent).toHaveLength(1);
  });
});

it("ends by itself when time no longer fits the format", async () => {
  begin();
  recordMoves(page, 1);
  page.nowMs += 119.5 * 3_600_000;
  recordMoves(page, 1);
  await page.advance(1);
  expect(lastState()).toMatchObject({ status: "too-long", events: 1, batchesWaiting: 1 });
  expect(page.listening.sort()).toEqual(["pagehide", "visibilitychange"]);
});

it("delivers even where the page's own onState throws", async () => {
  start({
    endpoint: "/live",
    token: "t",
    session: "s",
    page,
    onState() {
      throw new Error("the page's own");
    },
  });
  recordMoves(page, 1);
  await expect(page.advance(1000)).rejects.toThrow("the page's own");
  page.socket.accept();
  expect(page.socket.sent).toHaveLength(1);
});
