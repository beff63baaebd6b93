/** What a live session's movements come to, beside what the same functions say of all of them at once. */
import { decodeBatch } from "@wristprint/core";
import { cutTracks, type TrackColumns } from "@wristprint/liveness";
import { expect, it } from "vitest";
import { createLiveEngine } from "../create-live-engine.js";
import { encodeBatch, type MoveEvent } from "../testing/encode-batch.js";
import { makeMovements } from "../testing/made-up-movements.js";
import { createMemoryStore, createMortalStore } from "../testing/memory-store.js";
import { cutBatches } from "../testing/moving-hand.js";
import { createSmallEmbedder } from "../testing/small-model.js";
import type { MachineDetector } from "./machine-detector.js";
import { createMachineEvidence } from "./machine-evidence.js";
import { readTrackBytes } from "./track-bytes.js";

/** Scores by the track's length alone, so that each has its own, and so that no look on the way is sure of a machine. */
const detector: MachineDetector = {
  model: { name: "by length", version: "1" },
  score: ({ x }) => (x.length < 12 ? undefined : (x.length % 7) - 3),
  explain: ({ x }) => [{ feature: "length", text: "how long it is", weight: x.length }],
};

/** A move, made by a script: see docs/wire-format.md. */
const SCRIPTED = 3 << 6;
const tick = () => new Promise((resolve) => setImmediate(resolve));
const limits = { retryMs: 1, keepWithinMs: 1 };

function offline(moves: readonly MoveEvent[]): TrackColumns[] {
  return cutTracks(decodeBatch(encodeBatch(1, 1, moves)));
}

it("says live what the same functions say of all of it at once, however often the server dies", async () => {
  const moves = makeMovements("somebody", 12);
  const evidence = createMachineEvidence(detector.explain);
  for (const track of offline(moves)) {
    const score = detector.score(track);
    if (score !== undefined) evidence.add(track, score);
  }
  const cuts = Array.from({ length: 40 }, (_, i) => 13 * (i + 1)).filter((cut) => cut < moves.length);
  const batches = cutBatches(7, moves, cuts);
  const store = createMemoryStore();
  const session = store.addSession();
  let sent = 0;
  for (const deathAfter of [5, 9, batches.length]) {
    const mortal = createMortalStore(store);
    const engine = createLiveEngine({
      store: mortal.store,
      embedder: createSmallEmbedder(),
      detector,
      limits,
    });
    await engine.resume();
    while (sent < deathAfter) sent = await engine.take(session, batches[sent]);
    if (deathAfter < batches.length) {
      mortal.crash();
      for (let i = 0; i < 4; i++) await tick();
    } else {
      await engine.end(session);
      await engine.close();
    }
  }
  const { kind: _, ...expected } = evidence.look(false) ?? { kind: "" };
  expect(store.kept.decisions.filter(({ kind }) => kind === "liveness").at(-1)).toMatchObject(expected);
  expect(store.kept.decisions.filter(({ kind }) => kind === "replay").at(-1)).toMatchObject({
    outcome: "original",
    copies: 0,
  });
  const [{ bytes }] = store.kept.tracks;
  const whole = offline(moves).map(({ tMs }) => tMs.length);
  for (const { tMs } of readTrackBytes(bytes)) expect(whole).toContain(tMs.length);
});

it("finds a session's movements made again in another, and none once the first is erased", async () => {
  const store = createMemoryStore();
  const engine = createLiveEngine({ store, embedder: createSmallEmbedder(), limits });
  const visit = async (...batches: Uint8Array[]) => {
    const session = store.addSession();
    for (const batch of batches) await engine.take(session, batch);
    await engine.end(session);
    const [decision] = store.kept.decisions.filter(
      (one) => one.session === session.id && one.kind === "replay",
    );
    return { id: session.id, decision: decision?.kind === "replay" ? decision : undefined };
  };
  const moves = makeMovements("somebody", 6);
  const elsewhere = moves.map(({ ticks, x, y }) => ({ ticks: ticks + 900, x: x + 40, y: y - 25 }));
  const first = await visit(encodeBatch(1, 1, moves));
  expect(first.decision).toMatchObject({ outcome: "original", match: null });
  const copy = await visit(...cutBatches(2, elsewhere, [50, 100]));
  expect(copy.decision).toMatchObject({ outcome: "copied", match: { session: first.id } });
  expect(copy.decision?.match?.changes).toContain("shifted");
  expect((await visit(encodeBatch(3, 1, makeMovements("somebody else", 6)))).decision?.outcome).toBe(
    "original",
  );
  for (const { id } of [first, copy]) {
    store.erase(id);
    engine.forget([id]);
  }
  expect((await visit(encodeBatch(4, 1, moves))).decision?.outcome).toBe("original");
  store.settings = { ...store.settings, findReplays: false };
  engine.settingsChanged(first.id);
  const { id } = await visit(encodeBatch(5, 1, moves));
  expect(store.kept.tracks.map(({ session }) => session)).not.toContain(id);
  await engine.close();
});

it("calls it a machine where a script made events, without a detector", async () => {
  const store = createMemoryStore();
  const engine = createLiveEngine({ store, embedder: createSmallEmbedder(), limits });
  const session = store.addSession();
  await engine.take(session, encodeBatch(1, 1, makeMovements("a script", 1), SCRIPTED));
  await engine.end(session);
  expect(store.kept.decisions.find(({ kind }) => kind === "liveness")).toMatchObject({
    outcome: "machine",
    scripted: true,
    model: null,
  });
  await engine.close();
});
