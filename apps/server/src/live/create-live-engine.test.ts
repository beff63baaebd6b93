import type { FeedMessage } from "@wristprint/api";
import { createComparator, decodeBatch, meanSignature } from "@wristprint/core";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { StoredSession } from "../store/store.js";
import { createLiveEngine, type LiveEngineOptions } from "./create-live-engine.js";
import type { LiveEngine } from "./live-engine.js";
import { encodeBatch } from "./testing/encode-batch.js";
import { createMemoryStore, type MemoryStore, memoryId, PROJECT } from "./testing/memory-store.js";
import { cutBatches, moveHand } from "./testing/moving-hand.js";
import { cohort, comparison, createSmallEmbedder, SIZE } from "./testing/small-model.js";

const engines: LiveEngine[] = [];
afterEach(async () => {
  for (const engine of engines.splice(0)) await engine.close();
});

function startEngine(store: MemoryStore, options: Partial<LiveEngineOptions> = {}) {
  const embedder = createSmallEmbedder();
  const engine = createLiveEngine({
    store,
    embedder,
    ...options,
    limits: { retryMs: 1, longestRetryMs: 2, ...options.limits },
  });
  engines.push(engine);
  return { engine, embedder };
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 1));
}

const refusal = (code: string) => expect.objectContaining({ name: "LiveRefusal", code });
const five = cutBatches(1, moveHand("ada", 100), [20, 40, 60, 80]);

/** What may wait waits for good. */
const NEVER = { keepWithinMs: 3_600_000, keptPerSecond: 1e-6 };

describe("what is taken", () => {
  it("passes repeats over and acknowledges them", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const session = store.addSession();
    expect(await engine.take(session, five[0])).toBe(1);
    expect(await engine.take(session, five[0])).toBe(1);
    const both = await Promise.all([engine.take(session, five[1]), engine.take(session, five[1])]);
    expect(both).toEqual([2, 2]);
    expect(await engine.take(session, five[0])).toBe(2);
    expect(store.kept.batches.map(({ sequence }) => sequence)).toEqual([1, 2]);
    expect(engine.progress(session.id)).toMatchObject({ batches: 2, events: 40, status: "live" });
  });

  it("goes on where another server on the same database left off", async () => {
    const store = createMemoryStore();
    const [one, other] = [startEngine(store).engine, startEngine(store).engine];
    const session = store.addSession();
    await Promise.all([one.resume(), other.resume()]);
    // A session that is still at work is not read again: then the batch is refused as if there were nothing before it.
    const take = async (engine: LiveEngine, bytes: Uint8Array): Promise<number> =>
      engine.take(session, bytes).catch(async (error: unknown) => {
        expect(error).toEqual(refusal("gap"));
        await new Promise((resolve) => setTimeout(resolve, 1));
        return take(engine, bytes);
      });
    for (const [i, engine] of [one, one, other, one, other].entries()) {
      expect(await take(engine, five[i])).toBe(i + 1);
    }
    expect(store.kept.batches.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  });

  it("refuses what comes before those before it, and keeps nothing of it", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const session = store.addSession();
    await expect(engine.take(session, five[1])).rejects.toEqual(refusal("gap"));
    await engine.take(session, five[0]);
    await expect(engine.take(session, five[2])).rejects.toEqual(refusal("gap"));
    expect(store.kept.batches).toHaveLength(1);
    expect(await engine.take(session, five[1])).toBe(2);
  });

  it("keeps every acknowledged batch once and in order, in whatever order and however often they come", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(4), { maxLength: 25 }), async (order) => {
        const store = createMemoryStore();
        const { engine } = startEngine(store);
        const session = store.addSession();
        const answers = await Promise.allSettled(order.map((i) => engine.take(session, five[i])));
        const kept = store.kept.batches.map(({ sequence }) => sequence);
        expect(kept).toEqual(kept.map((_, i) => i + 1));
        for (const answer of answers) {
          if (answer.status === "fulfilled") expect(answer.value).toBeLessThanOrEqual(kept.length);
          else expect(answer.reason).toEqual(refusal("gap"));
        }
        await engine.close();
      }),
      { numRuns: 40 },
    );
  });

  it("tells a page when its next block is full: sent then, each block is cut with the batch that was asked for", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    await engine.resume();
    const session = store.addSession();
    const hand = moveHand("ada", 60);
    let sent = 0;
    const asked: number[] = [];
    for (let sequence = 1, until = 3; until <= hand.length; until = asked.at(-1) as number, sequence++) {
      const before = engine.progress(session.id)?.blocks ?? 0;
      const bytes = encodeBatch(1, sequence, hand.slice(sent, until));
      sent = until;
      await engine.take(session, bytes, { onFlushAt: (events) => asked.push(events) });
      if (sequence > 1) expect(engine.progress(session.id)?.blocks).toBe(before + 1);
    }
    // Blocks of 8 differences, 6 from one to the next.
    expect(asked.slice(0, 4)).toEqual([9, 15, 21, 27]);
  });

  it("tells a page again where what it asked for was not enough, and not before", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    await engine.resume();
    const session = store.addSession();
    const asked: number[] = [];
    const take = async (sequence: number, events: readonly (readonly [ticks: number, x: number])[]) => {
      const batch = events.map(([ticks, x]) => ({ ticks, x, y: 0 }));
      await engine.take(session, encodeBatch(1, sequence, batch), {
        onFlushAt: (events) => asked.push(events),
      });
    };
    await take(1, [[100, 1]]);
    expect(asked).toEqual([9]);
    // Too soon after one another: most are thinned away.
    await take(2, [
      [101, 2],
      [102, 3],
      [103, 4],
    ]);
    expect(asked).toEqual([9]);
    await take(3, [
      [104, 5],
      [105, 6],
      [106, 7],
      [107, 8],
      [108, 9],
    ]);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeGreaterThan(9 + 7);
  });

  it("keeps batches that may wait as one under the last one's number, with all their events", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store, { limits: { keepWithinMs: 1 } });
    const session = store.addSession();
    const many = cutBatches(1, moveHand("ada", 100), [10, 12, 14, 16, 18]);
    const numbers = await Promise.all(many.map((bytes) => engine.take(session, bytes, { mayWait: true })));
    for (const [i, number] of numbers.entries()) expect(number).toBeGreaterThan(i);
    const kept = store.kept.batches.map(({ bytes }) => decodeBatch(bytes));
    expect(kept.map(({ sequence }) => sequence).at(-1)).toBe(6);
    expect(kept.length).toBeLessThan(6);
    const sent = many.map((bytes) => decodeBatch(bytes));
    for (const column of ["tMs", "x", "y", "kind", "button", "pointer"] as const) {
      expect(kept.flatMap((batch) => [...batch[column]])).toEqual(
        sent.flatMap((batch) => [...batch[column]]),
      );
    }
    expect(engine.progress(session.id)).toMatchObject({ batches: 6, events: 100 });
    expect(await engine.take(session, many[5], { mayWait: true })).toBe(6);
  });

  it("lets no batch wait that fills a block, and none past an end or a close", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store, { limits: NEVER });
    await engine.resume();
    const [ended, closed] = [store.addSession(), store.addSession()];
    const take = (session: StoredSession, i: number) => engine.take(session, five[i], { mayWait: true });
    // 20 events are more than a block.
    expect(await take(ended, 0)).toBe(1);
    expect(await take(ended, 1)).toBe(2);
    const few = cutBatches(1, moveHand("ada", 8), [4, 6]);
    await engine.take(closed, few[0], { mayWait: true });
    const waiting = [1, 2].map((i) => engine.take(closed, few[i], { mayWait: true }));
    await until(() => engine.progress(closed.id)?.batches === 3);
    await engine.close();
    expect(await Promise.all(waiting)).toEqual([3, 3]);
    const second = startEngine(store, { limits: NEVER }).engine;
    const more = cutBatches(1, moveHand("ada", 43), [20, 40]);
    const last = second.take(ended, more[2], { mayWait: true });
    await until(() => second.progress(ended.id)?.batches === 3);
    await second.end(ended);
    expect(await last).toBe(3);
  });

  it("refuses what waits when its session is erased", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store, { limits: NEVER });
    const session = store.addSession();
    const few = cutBatches(1, moveHand("ada", 8), [4]);
    await engine.take(session, few[0], { mayWait: true });
    const waiting = engine.take(session, few[1], { mayWait: true });
    waiting.catch(() => {});
    await until(() => engine.progress(session.id)?.batches === 2);
    store.erase(session.id);
    engine.forget([session.id]);
    await expect(waiting).rejects.toEqual(refusal("ended"));
  });

  it("joins what comes together into few transactions", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const sessions = Array.from({ length: 30 }, () => store.addSession());
    await Promise.all(sessions.flatMap((session) => five.map((bytes) => engine.take(session, bytes))));
    expect(store.kept.batches).toHaveLength(150);
    expect(store.commits).toBeLessThan(10);
  });

  it("keeps nothing of bytes that are no batch", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const session = store.addSession();
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 80 }),
        fc.nat(five[0].length - 2),
        async (bytes, length) => {
          await expect(engine.take(session, bytes)).rejects.toEqual(refusal("malformed"));
          await expect(engine.take(session, five[0].subarray(0, length))).rejects.toEqual(
            refusal("malformed"),
          );
        },
      ),
      { numRuns: 50 },
    );
    await engine.take(session, five[0]);
    const backwards = encodeBatch(1, 2, moveHand("ada", 3, 0));
    await expect(engine.take(session, backwards)).rejects.toEqual(refusal("malformed"));
    expect(store.kept.batches).toHaveLength(1);
  });

  it("tells two recordings of a session apart, each with its own numbers and blocks", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const session = store.addSession();
    const other = cutBatches(2, moveHand("bob", 100), [50]);
    for (let i = 0; i < 5; i++) {
      await engine.take(session, five[i]);
      if (i < 2) expect(await engine.take(session, other[i])).toBe(i + 1);
    }
    await engine.end(session);
    const indices = (recording: number) =>
      store.kept.blocks.filter((block) => block.recording === recording).map(({ index }) => index);
    expect(indices(1).length).toBeGreaterThan(5);
    for (const recording of [1, 2]) {
      expect(indices(recording)).toEqual(indices(recording).map((_, i) => i));
    }
    expect(store.kept.blocks.every(({ startMs, endMs }) => startMs >= 0 && endMs >= startMs)).toBe(true);
    expect(store.kept.sessions.get(session.id)?.summary).toMatchObject({ batches: 7, events: 200 });
  });

  it("holds to its limits of events, recordings and sessions in memory", async () => {
    const store = createMemoryStore();
    const limits = { eventsPerSession: 45, recordingsPerSession: 2, liveSessions: 2 };
    const { engine } = startEngine(store, { limits });
    const session = store.addSession();
    await engine.take(session, five[0]);
    await engine.take(session, five[1]);
    await expect(engine.take(session, five[2])).rejects.toEqual(refusal("limit"));
    const single = (recording: number) => encodeBatch(recording, 1, moveHand("x", 1));
    await engine.take(session, single(2));
    await expect(engine.take(session, single(3))).rejects.toEqual(refusal("limit"));
    // There is room once one of those in memory is idle.
    const takeOnceThereIsRoom = async (other: StoredSession): Promise<number> =>
      engine.take(other, single(1)).catch(async (error: unknown) => {
        expect(error).toEqual(refusal("busy"));
        await new Promise((resolve) => setTimeout(resolve, 1));
        return takeOnceThereIsRoom(other);
      });
    for (let i = 0; i < 4; i++) {
      expect(await takeOnceThereIsRoom(store.addSession())).toBe(1);
      expect(engine.liveSessions).toBeLessThanOrEqual(2);
    }
    // Dropped from memory, it is still told of, and goes on where it was.
    expect(engine.progress(session.id)).toMatchObject({ batches: 3, events: 41 });
    expect(await engine.take(session, five[1])).toBe(2);
  });
});

describe("when something fails", () => {
  it("scores all when the embedder comes back, and is busy once too much waits", async () => {
    const store = createMemoryStore();
    const { engine, embedder } = startEngine(store, { limits: { waitingBlocks: 5 } });
    await engine.resume();
    embedder.failing = true;
    const session = store.addSession();
    let taken = 0;
    await expect(
      (async () => {
        for (const bytes of five) {
          await engine.take(session, bytes);
          taken += 1;
        }
      })(),
    ).rejects.toEqual(refusal("busy"));
    expect(engine.waitingBlocks).toBeGreaterThanOrEqual(5);
    expect(store.kept.batches).toHaveLength(taken);
    embedder.failing = false;
    await until(() => engine.waitingBlocks === 0);
    for (const bytes of five.slice(taken)) {
      await engine.take(session, bytes);
      await until(() => engine.waitingBlocks === 0);
    }
    await engine.end(session);
    expect(store.kept.sessions.get(session.id)?.summary?.scored).toBe(store.kept.blocks.length);
  });

  it("keeps batches before any predictor is there, and scores them afterwards", async () => {
    const store = createMemoryStore();
    const embedder = createSmallEmbedder();
    embedder.failing = true;
    const { engine } = startEngine(store, { embedder });
    const session = store.addSession();
    for (const bytes of five) await engine.take(session, bytes);
    expect(engine.progress(session.id)).toMatchObject({ batches: 5, blocks: 0, scored: 0 });
    embedder.failing = false;
    await until(() => (engine.progress(session.id)?.scored ?? 0) > 5);
  });

  it("acknowledges nothing that the store refused, and goes on when it is back", async () => {
    const store = createMemoryStore();
    const append = store.recordings.appendBatches;
    let failing = true;
    Object.assign(store.recordings, {
      appendBatches: (batches: Parameters<typeof append>[0]) =>
        failing ? Promise.reject(new Error("disk full")) : append(batches),
    });
    const { engine } = startEngine(store);
    const session = store.addSession();
    const refused = await Promise.allSettled(five.map((bytes) => engine.take(session, bytes)));
    expect(refused.map(({ status }) => status)).toEqual(Array(5).fill("rejected"));
    failing = false;
    for (const [i, bytes] of five.entries()) expect(await engine.take(session, bytes)).toBe(i + 1);
    expect(store.kept.batches).toHaveLength(5);
  });

  it("embeds no block again that has its signature when the server starts anew", async () => {
    const store = createMemoryStore();
    const first = startEngine(store);
    const session = store.addSession();
    for (const bytes of five.slice(0, 4)) await first.engine.take(session, bytes);
    await until(() => first.engine.waitingBlocks === 0 && store.kept.blocks.length > 0);
    await first.engine.close();
    const before = store.kept.blocks.length;
    const second = startEngine(store);
    await second.engine.resume();
    expect(second.engine.progress(session.id)).toMatchObject({ batches: 4, scored: before });
    await second.engine.take(session, five[4]);
    await second.engine.end(session);
    expect(second.embedder.embedded).toBe(store.kept.blocks.length - before);
  });
});

describe("ends", () => {
  it("refuses batches of sessions that have ended or were erased", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const [ended, erased, gone]: StoredSession[] = [0, 1, 2].map(() => store.addSession());
    for (const session of [ended, erased]) await engine.take(session, five[0]);
    await engine.end(ended);
    await engine.end(ended);
    store.erase(erased.id);
    engine.forget([erased.id]);
    store.erase(gone.id);
    for (const session of [ended, erased, gone]) {
      await expect(engine.take(session, five[1])).rejects.toEqual(refusal("ended"));
    }
    expect(store.kept.batches).toEqual([]);
    expect(store.kept.events).toEqual([{ event: "session.ended", data: { session: ended.id } }]);
  });

  it("stops scoring a session that was erased under it, without a word from anybody", async () => {
    const store = createMemoryStore();
    const { engine, embedder } = startEngine(store);
    await engine.resume();
    embedder.failing = true;
    const session = store.addSession();
    for (const bytes of five) await engine.take(session, bytes);
    store.erase(session.id);
    await until(() => engine.waitingBlocks === 0);
    expect(store.kept.blocks).toEqual([]);
  });

  it("ends a session by itself when nothing comes for the time", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store, { limits: { endAfterMs: 20, sweepMs: 5, dropAfterMs: 10 } });
    const session = store.addSession();
    const never = store.addSession();
    await engine.take(session, five[0]);
    const ended = ({ id }: StoredSession) => store.kept.sessions.get(id)?.endedAt !== null;
    await until(() => ended(session) && ended(never));
    expect(store.kept.sessions.get(session.id)?.summary).toMatchObject({ batches: 1, events: 20 });
  });

  it("ends no session that another server on the same database goes on with", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store, { limits: { endAfterMs: 20, sweepMs: 5 } });
    const [session, never] = [store.addSession(), store.addSession()];
    await engine.take(session, five[0]);
    const receivedAt = new Date(Date.now() + 3_600_000);
    store.kept.batches.push({ session: session.id, recording: 1, sequence: 2, bytes: five[1], receivedAt });
    await engine.resume();
    await until(() => store.kept.sessions.get(never.id)?.endedAt !== null);
    // Looked at in its own time, and found to go on.
    await until(() => engine.progress(session.id)?.batches === 2);
    expect(store.kept.sessions.get(session.id)?.endedAt).toBeNull();
  });

  it("keeps the events of a project that asks for it", async () => {
    const store = createMemoryStore();
    store.settings = { ...store.settings, keepEvents: true };
    const { engine } = startEngine(store);
    const session = store.addSession();
    await engine.take(session, five[0]);
    await engine.end(session);
    expect(store.kept.batches).toHaveLength(1);
  });
});

describe("people", () => {
  async function enrol(store: MemoryStore, engine: LiveEngine, name: string, events = 100) {
    const subject = { id: memoryId(0xa000 + store.kept.subjects.length), name };
    store.kept.subjects.push({ ...subject, createdAt: new Date(0) });
    const session = store.addSession({ subject, purpose: "enrolment" });
    await engine.take(session, cutBatches(1, moveHand(name, events), [])[0]);
    return { subject, session };
  }

  it("are enrolled when enough blocks have come, or with what there is at the end", async () => {
    const store = createMemoryStore();
    store.settings = { ...store.settings, enrolmentBlocks: 6 };
    const { engine } = startEngine(store);
    const told: FeedMessage[] = [];
    engine.listen(PROJECT, (message) => told.push(message));
    const { subject, session } = await enrol(store, engine, "ada");
    await until(() => told.some(({ type }) => type === "enrolled"));
    expect(store.kept.enrolments).toMatchObject([{ subject: subject.id, session: session.id, blocks: 6 }]);
    expect(store.kept.enrolments[0].mean).toHaveLength(SIZE);
    await engine.end(session);
    const short = await enrol(store, engine, "bob", 30);
    await engine.end(short.session);
    expect(store.kept.enrolments).toHaveLength(2);
    expect(store.kept.enrolments[1].blocks).toBeLessThan(6);
    expect(store.kept.events.map(({ event }) => event).sort()).toEqual(
      ["enrolment", "enrolment", "session.ended", "session.ended"].sort(),
    );
  });

  it("are compared with on demand, while a session goes on and after it, but not with what the session itself enrolled", async () => {
    const store = createMemoryStore();
    const { engine } = startEngine(store);
    const { subject, session: own } = await enrol(store, engine, "ada", 150);
    await expect(engine.verify(own, subject, 0.05)).rejects.toEqual(
      expect.objectContaining({ code: "missing" }),
    );
    await engine.end(own);
    await expect(engine.verify(own, subject, 0.05)).rejects.toThrow("expected, got fewer");
    const session = store.addSession({ subject });
    for (const bytes of five) await engine.take(session, bytes);
    await until(() => engine.waitingBlocks === 0 && (engine.progress(session.id)?.decisions.length ?? 0) > 1);
    const verification = await engine.verify(session, subject, 0.05);
    const [{ mean, blocks: enrolled }] = store.kept.enrolments;
    const scored = store.kept.blocks.filter((block) => block.session === session.id);
    const probe = meanSignature(Float32Array.from(scored.flatMap(({ signature }) => [...signature])), SIZE);
    const comparator = createComparator(comparison, cohort);
    const { score, logLikelihoodRatio } = comparator.compare(
      comparator.referenceOf(mean, enrolled),
      probe,
      scored.length,
    );
    const { outcome } = comparator.decide(logLikelihoodRatio, scored.length, { fmr: 0.05 });
    const evidence = { score, logLikelihoodRatio, blocks: scored.length };
    expect(verification).toMatchObject({ kind: "verification", subject, outcome, ...evidence });
    const identification = await engine.identify(session, 0.05);
    expect(identification).toMatchObject({ enrolled: 1, candidates: [{ subject }], ...evidence });
    expect((await engine.anomaly(session, 0.05)).blocks).toBe(verification.blocks);
    const lines = await engine.evidence(session, 0.05);
    expect(lines.identification).toHaveLength(verification.blocks);
    expect((await engine.signature(session))?.blocks).toBe(verification.blocks);
    // The same after the end, from what the store has.
    await engine.end(session);
    const { blocks } = await engine.verify(session, subject, 0.05);
    expect(blocks).toBeGreaterThanOrEqual(verification.blocks);
    // Taken back, nobody is there to compare with.
    store.kept.enrolments.splice(0);
    engine.referencesChanged(PROJECT);
    expect(await engine.identify(session, 0.05)).toMatchObject({ outcome: "undecided", enrolled: 0 });
  });
});

it("tells a console of a session a few times a second, and of each decision", async () => {
  const store = createMemoryStore();
  const { engine } = startEngine(store, { limits: { feedMs: 60_000 } });
  const told: FeedMessage[] = [];
  const stop = engine.listen(PROJECT, (message) => told.push(message));
  const session = store.addSession();
  for (const bytes of five) await engine.take(session, bytes);
  await until(() => told.some(({ type }) => type === "decision"));
  expect(told.filter(({ type }) => type === "session")).toHaveLength(1);
  await engine.end(session);
  expect(told.at(-1)).toMatchObject({ type: "session", session: { id: session.id, status: "ended" } });
  stop();
  const before = told.length;
  await engine.take(store.addSession(), five[0]);
  expect(told).toHaveLength(before);
});
