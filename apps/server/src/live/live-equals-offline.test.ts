import { isRecognition } from "@wristprint/api";
import {
  createComparator,
  decodeBatch,
  type EventColumns,
  meanSignature,
  streamBlocks,
} from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createLiveEngine } from "./create-live-engine.js";
import { drawEvidenceLines } from "./evidence-lines.js";
import type { EnrolledPerson } from "./looks.js";
import { encodeBatch } from "./testing/encode-batch.js";
import { createMemoryStore, createMortalStore, type MemoryStore, memoryId } from "./testing/memory-store.js";
import { cutBatches, moveHand } from "./testing/moving-hand.js";
import {
  card,
  cohort,
  comparison,
  createSmallEmbedder,
  embedSmall,
  preprocessing,
  SIZE,
} from "./testing/small-model.js";

const comparator = createComparator(comparison, cohort);
const FMR = 0.05;
const people = ["ada", "bob", "eve"].map((name, i) => {
  const { count, data } = offlineBlocks(name, 120);
  return { id: memoryId(0xa000 + i), name, signatures: embedSmall(data, count), blocks: count };
});

/** All of a recording at once, by core alone. */
function offlineBlocks(seed: string, events: number) {
  const columns: EventColumns = decodeBatch(encodeBatch(1, 1, moveHand(seed, events)));
  return streamBlocks(columns, preprocessing);
}

function storeWithPeople(): MemoryStore {
  const store = createMemoryStore();
  for (const { id, name, signatures, blocks } of people) {
    store.kept.subjects.push({ id, name, createdAt: new Date(0) });
    // In two enrolments: the reference is their mean, by blocks.
    const half = Math.floor(blocks / 2);
    for (const [from, to] of [
      [0, half],
      [half, blocks],
    ]) {
      store.kept.enrolments.push({
        id: memoryId(0xb000 + store.kept.enrolments.length),
        subject: id,
        session: null,
        model: { name: card.name, version: card.version },
        blocks: to - from,
        mean: meanSignature(signatures.slice(from * SIZE, to * SIZE), SIZE),
        createdAt: new Date(0),
      });
    }
  }
  return store;
}

/** The reference as the store's enrolments give it. */
function enrolled(store: MemoryStore): EnrolledPerson[] {
  return people.map(({ id, name, blocks }) => {
    const own = store.kept.enrolments.filter(({ subject }) => subject === id);
    const mean = Float32Array.from(
      { length: SIZE },
      (_, i) => own.reduce((sum, one) => sum + one.blocks * one.mean[i], 0) / blocks,
    );
    return { subject: { id, name }, reference: comparator.referenceOf(mean, blocks) };
  });
}

interface Change {
  readonly kind: string;
  readonly outcome: string;
  readonly blocks: number;
  readonly logLikelihoodRatio: number;
}

/** What is decided when, straight from core's comparator. */
function offlineChanges(
  signatures: Float32Array,
  candidates: EnrolledPerson[],
  own: EnrolledPerson,
): Change[] {
  const changes: Change[] = [];
  const last = new Map<string, string>();
  const note = (change: Change) => {
    if (last.get(change.kind) !== change.outcome) changes.push(change);
    last.set(change.kind, change.outcome);
  };
  let settled = false;
  for (let blocks = 1; blocks <= signatures.length / SIZE; blocks++) {
    const probe = meanSignature(signatures.slice(0, blocks * SIZE), SIZE);
    if (!settled) {
      const { logLikelihoodRatio } = comparator.compare(own.reference, probe, blocks);
      const { outcome } = comparator.decide(logLikelihoodRatio, blocks, { fmr: FMR });
      settled = outcome !== "undecided";
      note({ kind: "verification", outcome, blocks, logLikelihoodRatio });
    }
    const ratios = candidates.map(
      ({ reference }) => comparator.compare(reference, probe, blocks).logLikelihoodRatio,
    );
    const best = Math.max(...ratios);
    const found = comparator.decide(best, blocks, { fmr: FMR, candidates: candidates.length }).outcome;
    const outcome = { accepted: "known", rejected: "unknown", undecided: "undecided" }[found];
    note({ kind: "identification", outcome, blocks, logLikelihoodRatio: best });
    if (blocks - 5 >= comparison.smallestReference) {
      const before = comparator.reference(signatures.slice(0, (blocks - 5) * SIZE));
      const latest = meanSignature(signatures.slice((blocks - 5) * SIZE, blocks * SIZE), SIZE);
      const { logLikelihoodRatio } = comparator.compare(before, latest, 5);
      const decided = comparator.decide(logLikelihoodRatio, 5, { fmr: FMR }).outcome;
      const said = { accepted: "same", rejected: "changed", undecided: "undecided" }[decided];
      note({ kind: "anomaly", outcome: said, blocks, logLikelihoodRatio });
    }
  }
  return changes;
}

/** The decisions of each kind at which its outcome changed. */
function keptChanges(store: MemoryStore, kind: string): Change[] {
  const own = store.kept.decisions.filter(isRecognition).filter((decision) => decision.kind === kind);
  return own
    .filter((decision, i) => decision.outcome !== own[i - 1]?.outcome)
    .map(({ outcome, blocks, logLikelihoodRatio }) => ({ kind, outcome, blocks, logLikelihoodRatio }));
}

const EVENTS = 150;
const tick = () => new Promise((resolve) => setImmediate(resolve));

const runs = fc.record({
  seed: fc.constantFrom("ada", "bob", "somebody", "nobody", "who"),
  subject: fc.nat(2),
  cuts: fc.uniqueArray(fc.integer({ min: 1, max: EVENTS - 1 }), { maxLength: 25 }),
  /** After how many batches handed in a process dies, and how many turns later. */
  crashes: fc.array(fc.tuple(fc.nat(25), fc.nat(12)), { maxLength: 4 }),
  /** Whether batches may wait for others. */
  mayWait: fc.boolean(),
});

it("gives the blocks, signatures and decisions of the offline way bit for bit, however often it dies", async () => {
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(runs, async ({ seed, subject, cuts, crashes, mayWait }) => {
      const store = storeWithPeople();
      const { id, name } = people[subject];
      const session = store.addSession({ subject: { id, name } });
      const batches = cutBatches(7, moveHand(seed, EVENTS), cuts);
      let acknowledged = 0;
      const deaths = [...crashes];
      for (;;) {
        const process = createMortalStore(store);
        const embedder = createSmallEmbedder();
        const engine = createLiveEngine({
          store: process.store,
          embedder,
          limits: { retryMs: 1, keepWithinMs: 1 },
        });
        await engine.resume();
        const [batchesUntil, turns] = deaths.shift() ?? [batches.length, undefined];
        const sent = batches.slice(acknowledged, acknowledged + batchesUntil).map((bytes) =>
          engine.take(session, bytes, { mayWait }).then((number) => {
            // The dead tell nothing.
            acknowledged = Math.max(acknowledged, number);
          }),
        );
        if (turns === undefined) {
          await Promise.all(sent);
          await engine.end(session);
          await engine.close();
          break;
        }
        for (let i = 0; i < turns; i++) await tick();
        process.crash();
        for (let i = 0; i < 4; i++) await tick();
        expect(store.kept.batches.at(-1)?.sequence ?? 0).toBeGreaterThanOrEqual(acknowledged);
      }

      const offline = offlineBlocks(seed, EVENTS);
      const signatures = embedSmall(offline.data, offline.count);
      const firstMs = moveHand(seed, 1)[0].ticks / 10;
      const kept = store.kept.blocks;
      expect(kept.map(({ index }) => index)).toEqual(Array.from({ length: offline.count }, (_, i) => i));
      expect(kept.flatMap(({ signature }) => [...signature])).toEqual([...signatures]);
      expect(kept.map(({ startMs }) => startMs)).toEqual([...offline.startMs].map((ms) => ms - firstMs));
      expect(kept.map(({ endMs }) => endMs)).toEqual([...offline.endMs].map((ms) => ms - firstMs));

      const candidates = enrolled(store);
      const own = candidates[subject];
      const expected = offlineChanges(signatures, candidates, own);
      for (const kind of ["verification", "identification", "anomaly"]) {
        expect(keptChanges(store, kind), kind).toEqual(expected.filter((change) => change.kind === kind));
      }
      for (const { kind, outcome } of expected) outcomes.add(`${kind} ${outcome}`);

      const lines = drawEvidenceLines(kept, { comparator, own, enrolled: candidates, fmr: FMR });
      expect(lines.identification).toHaveLength(offline.count);
      expect(lines.verification.at(-1)?.outcome).toBe(keptChanges(store, "verification").at(-1)?.outcome);

      const ended = store.kept.sessions.get(session.id);
      expect(ended?.endedAt).not.toBeNull();
      expect(ended?.summary).toMatchObject({
        batches: batches.length,
        events: EVENTS,
        blocks: offline.count,
        scored: offline.count,
      });
      expect(store.kept.batches).toEqual([]);
    }),
    { numRuns: 60 },
  );
  // The runs went through more than one answer each, or they would show little.
  expect(outcomes.size).toBeGreaterThan(5);
});
