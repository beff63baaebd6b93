import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { createPointerStub, someMoves } from "../testing/pointer-stub.js";
import { temporaryFolder } from "../testing/small-data.js";
import { UsageError } from "../usage-error.js";
import { type RecordToFileOptions, recordToFile } from "./record-to-file.js";

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function record(options: Partial<RecordToFileOptions>) {
  return recordToFile({
    path: join(folder.path, "ann.csv"),
    source: createPointerStub().source,
    seconds: 0.05,
    stopping: new AbortController().signal,
    clock: () => performance.now(),
    onBegin() {},
    onProgress() {},
    ...options,
  });
}
const lines = () => readFileSync(join(folder.path, "ann.csv"), "utf8").trimEnd().split("\n");

it("writes the header and the events that came, in their order", async () => {
  const { source, listener } = createPointerStub();
  const recorded = await record({
    source,
    onBegin: () => {
      listener().onEvents(someMoves(2));
      listener().onEvents([]);
      listener().onEvents(someMoves(1, 2));
    },
  });
  expect(recorded.events).toBe(3);
  expect(recorded.seconds).toBeGreaterThanOrEqual(0.05);
  expect(lines()).toEqual([
    "client timestamp,button,state,x,y",
    "0,NoButton,Move,0,5",
    "10,NoButton,Move,1,5",
    "20,NoButton,Move,2,5",
  ]);
});

it("stops the source at the end, and takes what it still tells then", async () => {
  const { source, listener, stops } = createPointerStub();
  const { events } = await record({
    source: async (listening) => {
      const running = await source(listening);
      return {
        async stop() {
          listener().onEvents(someMoves(4));
          await running.stop();
        },
      };
    },
  });
  expect({ events, stops: stops() }).toEqual({ events: 4, stops: 1 });
});

it("ends early, with what was recorded, when it is told to stop", async () => {
  const { source, listener } = createPointerStub();
  const stop = new AbortController();
  const recorded = await record({
    source,
    seconds: 3600,
    stopping: stop.signal,
    onBegin: () => {
      listener().onEvents(someMoves(2));
      setTimeout(() => stop.abort("SIGINT"), 10);
    },
  });
  expect(recorded.events).toBe(2);
  expect(recorded.seconds).toBeLessThan(60);
  expect(lines()).toHaveLength(3);
});

it("keeps what came before the source broke, and fails with the reason", async () => {
  const { source, listener } = createPointerStub();
  const onBegin = () => {
    listener().onEvents(someMoves(2));
    listener().onBreak("the display went");
  };
  await expect(record({ source, seconds: 3600, onBegin })).rejects.toThrow(
    /^the display went, after .* holds the 2 events until then$/,
  );
  expect(lines()).toHaveLength(3);
});

it("fails and leaves nothing where no event came", async () => {
  await expect(record({})).rejects.toThrow(/^no event of the pointer in .* s, nothing was written$/);
  expect(readdirSync(folder.path)).toEqual([]);
});

it("leaves nothing where the pointer cannot be read", async () => {
  const source = () => Promise.reject(new UsageError("no desktop"));
  await expect(record({ source, path: join(folder.path, "all", "ann", "s.csv") })).rejects.toThrow(
    "no desktop",
  );
  expect(readdirSync(folder.path)).toEqual([]);
});

it("tells progress from the beginning on, with the events so far", async () => {
  const { source, listener } = createPointerStub();
  const told: { seconds: number; events: number }[] = [];
  let now = 0;
  await record({
    source,
    seconds: 0.06,
    // 10 ms later each time that it is looked at, which is twice a round.
    clock: () => (now += 10),
    onProgress: (progress) => told.push(progress),
    onBegin: () => listener().onEvents(someMoves(2)),
  });
  expect(told).toEqual([0.01, 0.03, 0.05].map((seconds) => ({ seconds, events: 2 })));
});
