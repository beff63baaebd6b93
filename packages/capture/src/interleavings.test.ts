import fc from "fast-check";
import { expect, it } from "vitest";
import { start } from "./start.js";
import { FakePage, type FakeSocket, settled } from "./testing/fake-page.js";
import { ModelServer } from "./testing/model-server.js";
import { recordMoves } from "./testing/record-moves.js";

/** What may happen, in any order, and how often. */
const STEPS = {
  record: 6,
  wait: 6,
  "wait long": 2,
  accept: 5,
  arrive: 6,
  acknowledge: 4,
  "acknowledge anew": 1,
  cut: 3,
  answer: 3,
  "answer lost": 2,
  "request lost": 1,
  hide: 2,
  "beacon arrives": 2,
  "beacon lost": 1,
};
type Step = keyof typeof STEPS;

/** A page, a server and the network between them, in which everything takes as long as the steps say. */
class World {
  readonly page = new FakePage();
  readonly server = new ModelServer();
  readonly recording = start({
    endpoint: "/live",
    token: "t",
    session: "s",
    page: this.page,
    batchEvents: 8,
  });
  recorded = 0;
  /** How much of what a socket sent has arrived. */
  readonly #arrived = new Map<FakeSocket, number>();
  /** Numbers that the server has said and the page has not heard. */
  #underWay: { socket: FakeSocket; acknowledged: number }[] = [];
  #said: { socket: FakeSocket; acknowledged: number }[] = [];
  #beacons = 0;

  async take(step: Step, size: number) {
    const { page, server } = this;
    const socket = page.sockets.at(-1);
    if (step === "record") this.record(size);
    else if (step === "wait") await page.advance(size * 100);
    else if (step === "wait long") await page.advance(size * 2000);
    else if (step === "accept" && socket?.state === "connecting") socket.accept();
    else if (step === "arrive" && socket?.state === "open") this.arrive(socket, size);
    else if (step === "acknowledge") this.hear(size);
    else if (step === "acknowledge anew") this.#underWay.push(...this.#said.slice(-size));
    else if (step === "cut" && socket && socket.state !== "closed") socket.drop();
    else if (step === "hide") page.dispatch({ type: "visibilitychange" });
    else if (step === "beacon arrives" || step === "beacon lost") {
      const beacon = page.beacons[this.#beacons++];
      if (beacon && step === "beacon arrives") server.takeEnvelope(beacon.body);
    } else this.post(step);
    await settled();
  }

  record(count: number) {
    recordMoves(this.page, count, this.recorded);
    this.recorded += count;
  }

  arrive(socket: FakeSocket, count: number) {
    const from = this.#arrived.get(socket) ?? 0;
    for (const bytes of socket.sent.slice(from, from + count)) {
      const said = { socket, acknowledged: this.server.take(bytes) };
      this.#underWay.push(said);
      this.#said.push(said);
      this.#arrived.set(socket, (this.#arrived.get(socket) ?? 0) + 1);
    }
  }

  /** Acknowledgements are heard in the order said, save those said anew, and from an old socket too. */
  hear(count: number) {
    for (const { socket, acknowledged } of this.#underWay.splice(0, count)) socket.say({ acknowledged });
  }

  post(step: string) {
    const request = this.page.fetches.find(({ pending }) => pending);
    if (request === undefined) return;
    if (step === "answer") request.answer(200, { acknowledged: this.server.take(request.request.body) });
    if (step === "answer lost") {
      this.server.take(request.request.body);
      request.lose();
    }
    if (step === "request lost") request.lose();
  }

  /** A network without faults, until everything has arrived. */
  async heal() {
    const stopped = this.recording.stop();
    let resolved = false;
    stopped.then(() => {
      resolved = true;
    });
    for (let round = 0; round < 400 && !resolved; round++) {
      for (const step of ["accept", "arrive", "acknowledge", "answer"] as const) await this.take(step, 1000);
      await this.page.advance(10);
    }
    return stopped;
  }
}

const step = fc.oneof(
  ...(Object.entries(STEPS) as [Step, number][]).map(([name, weight]) => ({
    arbitrary: fc.constant(name),
    weight,
  })),
);
const steps = fc.array(fc.tuple(step, fc.integer({ min: 1, max: 20 })), { maxLength: 80, size: "max" });

it("no event is lost or doubled, whatever the network does and in whatever order", async () => {
  let overHttp = 0;
  let repeats = 0;
  await fc.assert(
    fc.asyncProperty(steps, async (happens) => {
      const world = new World();
      for (const [step, size] of happens) await world.take(step, size);
      // What was given up just now may wait up to half a minute for its next trial.
      for (let i = 0; i < 8; i++) {
        await world.take("accept", 1);
        await world.take("arrive", 1000);
        await world.take("acknowledge", 1000);
        await world.take("answer", 1);
        await world.page.advance(9000);
      }
      world.record(3);
      const state = await world.heal();
      const expected = Array.from({ length: world.recorded }, (_, i) => i);
      expect(world.server.column("x")).toEqual(expected);
      expect(world.server.gaps).toBe(0);
      expect(state).toMatchObject({
        status: "stopped",
        events: world.recorded,
        missed: 0,
        batchesWaiting: 0,
      });
      const times = world.server.column("tMs");
      expect(times).toEqual(times.slice().sort((a, b) => a - b));
      if (state.transport === "http") overHttp += 1;
      repeats += world.server.repeats;
    }),
    { numRuns: 400 },
  );
  // The paths that matter were gone.
  expect(overHttp).toBeGreaterThan(5);
  expect(repeats).toBeGreaterThan(50);
});
