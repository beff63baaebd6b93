import { beforeEach, describe, expect, it } from "vitest";
import type { CaptureState } from "./capture-state.js";
import { start } from "./start.js";
import { FakePage, settled } from "./testing/fake-page.js";
import { ModelServer } from "./testing/model-server.js";
import { recordMoves } from "./testing/record-moves.js";

let page: FakePage;
let server: ModelServer;
let state: CaptureState | undefined;

beforeEach(() => {
  page = new FakePage();
  server = new ModelServer();
  state = undefined;
});

function begin() {
  return start({
    endpoint: "https://live.example/api/",
    token: "tok",
    session: "s",
    page,
    onState(told) {
      state = told;
    },
  });
}

/** Records a batch of three events and lets it be closed. */
async function recordBatch(from: number) {
  recordMoves(page, 3, from);
  await page.advance(1000);
}

describe("a connection that is cut", () => {
  it("is tried again with what was not acknowledged, oldest first", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    await recordBatch(10);
    page.socket.say({ acknowledged: 1 });
    page.socket.drop();
    await recordBatch(20);
    expect(page.sockets).toHaveLength(2);
    page.socket.accept();
    for (const bytes of page.sockets.flatMap(({ sent }) => sent)) server.take(bytes);
    expect(server.column("x")).toEqual([0, 1, 2, 10, 11, 12, 20, 21, 22]);
    expect([server.repeats, server.gaps]).toEqual([1, 0]);
  });

  it("is tried ever more rarely, up to every 30 s", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.say({ acknowledged: 1 });
    await recordBatch(10);
    const waits: number[] = [];
    for (let failure = 0; failure < 9; failure++) {
      const count = page.sockets.length;
      page.socket.drop();
      const droppedMs = page.nowMs;
      while (page.sockets.length === count) await page.advance(10);
      waits.push(page.nowMs - droppedMs);
    }
    // 0.5 + 0xdeadbeef / 2^33 = 0.935 of 500 ms and its doubles.
    expect(waits).toEqual([470, 940, 1870, 3740, 7480, 14960, 28050, 28050, 28050]);
  });

  it("is tried soon again where the server had answered since", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.say({ acknowledged: 1 });
    await recordBatch(10);
    for (let failure = 0; failure < 5; failure++) {
      page.socket.drop();
      await page.advance(30_000);
    }
    page.socket.accept();
    await recordBatch(20);
    page.socket.say({ acknowledged: 2 });
    const count = page.sockets.length;
    page.socket.drop();
    await page.advance(500);
    expect(page.sockets).toHaveLength(count + 1);
  });

  it("while nothing waits is not opened again before there is something to send", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.say({ acknowledged: 1 });
    page.socket.drop(1001);
    await page.advance(100_000);
    expect(page.sockets).toHaveLength(1);
    await recordBatch(10);
    expect(page.sockets).toHaveLength(2);
  });

  it("has nothing to say any more once it was given up", async () => {
    begin();
    await recordBatch(0);
    const first = page.socket;
    first.accept();
    await page.advance(10_000);
    await page.advance(1000);
    expect(page.sockets).toHaveLength(2);
    first.say({ acknowledged: 1 });
    first.drop(4401);
    await page.advance(1);
    expect(state).toMatchObject({ status: "recording", batchesWaiting: 1 });
  });
});

describe("acknowledgements", () => {
  it.each([
    ["doubled and late", [2, 1, 2, 1, 2], 1],
    ["beyond what was ever sent", [9, -1, 1.5, "2", null], 3],
    ["of other kinds", [undefined], 3],
  ])("%s do no harm", async (_name, numbers, waiting) => {
    begin();
    for (const from of [0, 10, 20]) await recordBatch(from);
    page.socket.accept();
    for (const acknowledged of numbers) page.socket.say({ acknowledged });
    await page.advance(1);
    expect(state).toMatchObject({ batchesWaiting: waiting });
  });

  it("that never come make the connection count as broken after 10 s", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    await page.advance(9000);
    expect(page.socket.state).toBe("open");
    await page.advance(2000);
    expect(page.sockets).toHaveLength(2);
    expect(page.sockets[0].state).toBe("closed");
  });

  it("that come for some batches only make it count as broken too", async () => {
    begin();
    for (const from of [0, 10]) await recordBatch(from);
    page.socket.accept();
    page.socket.say({ acknowledged: 1 });
    await page.advance(11_000);
    expect(page.sockets).toHaveLength(2);
  });

  it("that come now and then keep it", async () => {
    begin();
    for (const from of [0, 10, 20]) await recordBatch(from);
    page.socket.accept();
    for (const acknowledged of [1, 2]) {
      await page.advance(9000);
      page.socket.say({ acknowledged });
    }
    await page.advance(9000);
    expect(page.sockets).toHaveLength(1);
  });
});

describe("a server that refuses", () => {
  it.each([4400, 4401, 4403, 4404, 4413])("by close code %d ends the recording", async (code) => {
    const recording = begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.drop(code);
    recordMoves(page, 5);
    await page.advance(1);
    expect(state).toMatchObject({ status: "refused", refusal: code - 4000, events: 3 });
    expect(page.listening.sort()).toEqual(["pagehide", "visibilitychange"]);
    page.dispatch({ type: "pagehide" });
    await page.advance(100_000);
    expect(page.sockets).toHaveLength(1);
    expect(page.beacons).toEqual([]);
    expect(await recording.stop()).toMatchObject({ status: "refused", batchesWaiting: 1 });
    expect(page.listening).toEqual([]);
  });

  it.each([1000, 1006, 1011, 1013, 4408, 4429, 4500])("for now, by %d, is asked again", async (code) => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.drop(code);
    await page.advance(1000);
    expect(state).toMatchObject({ status: "recording" });
    expect(page.sockets).toHaveLength(2);
  });
});

describe("where WebSockets do not get through", () => {
  async function fallBack() {
    await recordBatch(0);
    for (let trial = 0; trial < 3; trial++) {
      if (!page.refusesSockets) page.socket.drop();
      await page.advance(2000);
    }
  }

  it("HTTP takes over after three trials, with the key in a header", async () => {
    const recording = begin();
    await fallBack();
    expect(page.sockets).toHaveLength(3);
    const [post] = page.fetches;
    expect(post.url).toBe("https://live.example/api/sessions/s/batches");
    expect(post.request).toMatchObject({
      method: "POST",
      headers: { authorization: "Bearer tok", "content-type": "application/octet-stream" },
    });
    post.answer(200, { acknowledged: server.take(post.request.body) });
    await page.advance(1);
    expect(state).toMatchObject({ transport: "http", connected: true, batchesWaiting: 0 });
    recordMoves(page, 3, 50);
    const stopped = recording.stop();
    await settled();
    page.fetches[1].answer(200, { acknowledged: server.take(page.fetches[1].request.body) });
    expect(await stopped).toMatchObject({ batchesWaiting: 0 });
    expect(server.column("x")).toEqual([0, 1, 2, 50, 51, 52]);
  });

  it("HTTP takes over where the browser refuses to open them at all", async () => {
    page.refusesSockets = true;
    begin();
    await fallBack();
    expect(page.fetches).toHaveLength(1);
  });

  it("sends one batch after the other, each once the one before it is acknowledged", async () => {
    begin();
    await fallBack();
    await recordBatch(10);
    await recordBatch(20);
    expect(page.fetches).toHaveLength(1);
    for (let i = 0; i < 3; i++) {
      const { request, answer } = page.fetches[i];
      answer(200, { acknowledged: server.take(request.body) });
      await settled();
    }
    expect(server.column("x")).toEqual([0, 1, 2, 10, 11, 12, 20, 21, 22]);
    expect(server.repeats).toBe(0);
  });

  it.each([
    ["no answer at all", (i: number) => page.fetches[i].lose()],
    ["an error of the server's", (i: number) => page.fetches[i].answer(503, {})],
    ["too many requests", (i: number) => page.fetches[i].answer(429, {})],
    ["an answer that is no JSON", (i: number) => page.fetches[i].answer(200)],
  ])("%s is asked again, with the batches in order", async (_name, spoil) => {
    begin();
    await fallBack();
    await recordBatch(10);
    spoil(0);
    await page.advance(8000);
    expect(page.fetches).toHaveLength(2);
    expect(page.fetches[1].request.body).toEqual(page.fetches[0].request.body);
    expect(state).toMatchObject({ status: "recording", batchesWaiting: 2 });
  });

  it("a request without an answer is ended after 10 s", async () => {
    begin();
    await fallBack();
    await page.advance(10_000);
    expect(page.fetches[0].pending).toBe(false);
    await page.advance(10_000);
    expect(page.fetches.filter(({ pending }) => pending)).toHaveLength(1);
  });

  it("an answer that acknowledges nothing is not asked for again at once", async () => {
    begin();
    await fallBack();
    page.fetches[0].answer(200, { acknowledged: 0 });
    await page.advance(5000);
    expect(page.fetches).toHaveLength(1);
    await page.advance(15_000);
    expect(page.fetches).toHaveLength(2);
  });

  it.each([401, 403, 404, 413])("the status %d ends the recording", async (status) => {
    begin();
    await fallBack();
    page.fetches[0].answer(status, {});
    await page.advance(1);
    expect(state).toMatchObject({ status: "refused", refusal: status });
  });

  it("they stay the way where one was answered before", async () => {
    begin();
    await recordBatch(0);
    page.socket.accept();
    page.socket.say({ acknowledged: 1 });
    await recordBatch(10);
    for (let trial = 0; trial < 6; trial++) {
      page.socket.drop();
      await page.advance(30_000);
    }
    expect(page.fetches).toEqual([]);
    expect(state).toMatchObject({ transport: "websocket" });
  });
});
