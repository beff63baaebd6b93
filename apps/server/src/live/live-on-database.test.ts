import { DEFAULT_SETTINGS, decision as decisionSchema } from "@wristprint/api";
import { decodeBatch, streamBlocks } from "@wristprint/core";
import { expect, it } from "vitest";
import { openNewStore } from "../store/testing/pglite-snapshot.js";
import { createLiveEngine } from "./create-live-engine.js";
import { encodeBatch } from "./testing/encode-batch.js";
import { cutBatches, moveHand } from "./testing/moving-hand.js";
import { createSmallEmbedder, embedSmall, preprocessing } from "./testing/small-model.js";

it("enrols, goes on after a restart and decides with all kept in a database", async () => {
  const store = await openNewStore();
  const start = () => createLiveEngine({ store, embedder: createSmallEmbedder() });
  try {
    const settings = { ...DEFAULT_SETTINGS, fmr: 0.05 };
    const { id: project } = await store.projects.create({ name: "shop", settings });
    const { id: subject } = await store.subjects.create(project, "Ada");
    const enrolment = await store.sessions.create(project, { label: null, purpose: "enrolment", subject });
    let engine = start();
    await engine.take(enrolment, cutBatches(3_000_000_000, moveHand("ada", 150), [])[0]);
    await engine.end(enrolment);
    expect(await store.enrolments.ofSubject(project, subject)).toMatchObject([{ session: enrolment.id }]);

    const session = await store.sessions.create(project, { label: null, purpose: "recognition", subject });
    const batches = cutBatches(1, moveHand("ada", 150), [30, 60, 90, 120]);
    await Promise.all(batches.slice(0, 3).map((bytes) => engine.take(session, bytes)));
    await engine.close();
    engine = start();
    await engine.resume();
    expect(engine.progress(session.id)).toMatchObject({ batches: 3, events: 90 });
    expect(await engine.take(session, batches[2])).toBe(3);
    for (const bytes of batches.slice(3)) await engine.take(session, bytes);
    await engine.end(session);

    const offline = streamBlocks(decodeBatch(encodeBatch(1, 1, moveHand("ada", 150))), preprocessing);
    const kept = await store.recordings.blocks(session.id);
    expect(kept.flatMap(({ signature }) => [...signature])).toEqual([
      ...embedSmall(offline.data, offline.count),
    ]);
    expect(await store.recordings.batches(session.id)).toEqual([]);
    const ended = await store.sessions.get(project, session.id);
    expect(ended?.summary).toMatchObject({ batches: 5, events: 150, scored: offline.count });
    const latest = (await store.decisions.latest([session.id])).get(session.id) ?? [];
    expect(latest.map(({ kind }) => kind).sort()).toEqual([
      "anomaly",
      "identification",
      "replay",
      "verification",
    ]);
    for (const one of latest) expect(decisionSchema.safeParse(one).success, one.kind).toBe(true);
    if (!ended) throw new Error("the session expected, got none");
    expect((await engine.evidence(ended, 0.05)).identification).toHaveLength(offline.count);
    await expect(engine.take(ended, batches[0])).rejects.toMatchObject({ code: "ended" });
    await engine.close();
  } finally {
    await store.close();
  }
});
