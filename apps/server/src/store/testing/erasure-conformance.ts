import { expect, it } from "vitest";
import type { ConformanceSubject } from "./conformance-subject.js";
import {
  anomaly,
  batch,
  block,
  identification,
  liveness,
  MALFORMED,
  MODEL,
  NOBODY,
  newProject,
  newSession,
  replay,
  SUMMARY,
  verification,
} from "./samples.js";

const DAY_MS = 86_400_000;

export function erasureConformance(subject: ConformanceSubject): void {
  /** A project with something in every table: two people, each with a session full of all there is. */
  const furnish = async (retentionDays = 30) => {
    const { store } = subject;
    const { id: project } = await newProject(store, retentionDays);
    await store.keys.create(project, { name: "k", start: "s", hash: `hash of ${project}` });
    const events = [
      "verification",
      "identification",
      "anomaly",
      "replay",
      "session.ended",
      "enrolment",
    ] as const;
    await store.webhooks.create(project, { url: "https://a.example", events, secret: "s" });
    await store.audit.add(project, { at: new Date(0), actor: "console", action: "made", target: project });
    const ada = await store.subjects.create(project, `ada of ${project}`);
    const bob = await store.subjects.create(project, `bob of ${project}`);
    const furnishSession = async (person: typeof ada, other: typeof ada) => {
      const { id } = await newSession(store, project, person.id);
      await store.recordings.appendBatches([batch(id, 1), batch(id, 2)]);
      await store.recordings.appendBlocks([block(id, 0), block(id, 1)]);
      const mean = Float32Array.of(1, 2);
      const wanted = { subject: person.id, session: id, model: MODEL, blocks: 2, mean };
      const enrolment = await store.enrolments.create(project, wanted);
      await store.decisions.append(
        [
          verification(id, person),
          verification(id, other),
          identification(id, [person, other]),
          identification(id, [other, person]),
          anomaly(id),
          liveness(id),
        ].map((decision) => ({ project, decision })),
      );
      return { id, enrolment };
    };
    const [adas, bobs] = [await furnishSession(ada, bob), await furnishSession(bob, ada)];
    await store.decisions.append([{ project, decision: replay(bobs.id, adas.id) }]);
    return { project, ada, bob, adas, bobs };
  };

  it("leaves no row of an erased project in any table", async () => {
    const kept = await furnish();
    const before = await subject.dump();
    const { project, ada, adas } = await furnish();
    const dump = await subject.dump();
    for (const id of [project, ada.id, adas.id, adas.enrolment.id]) expect(dump).toContain(id);
    expect(await subject.store.projects.erase(project)).toBe(true);
    expect((await subject.dump()).split("\n").sort()).toEqual(before.split("\n").sort());
    expect(await subject.store.projects.erase(project)).toBe(false);
    expect(await subject.store.projects.get(kept.project)).toBeDefined();
  });

  it("leaves no row of an erased subject or the sessions naming it, and other people's as they were", async () => {
    const { store } = subject;
    const { project, ada, bob, adas, bobs } = await furnish();
    const other = await newProject(store);
    expect(await store.subjects.erase(other.id, ada.id)).toBeUndefined();
    for (const id of [NOBODY, ...MALFORMED]) expect(await store.subjects.erase(project, id)).toBeUndefined();
    const decisionsBefore = (await store.decisions.list(project, bobs.id, { limit: 10 })).items;
    expect(await store.subjects.erase(project, ada.id)).toEqual({ sessions: [adas.id] });
    const dump = await subject.dump();
    for (const trace of [ada.id, ada.name, adas.id, adas.enrolment.id]) expect(dump).not.toContain(trace);
    expect(await store.subjects.get(project, bob.id)).toEqual(bob);
    expect(await store.recordings.batches(bobs.id)).toHaveLength(2);
    expect(await store.recordings.blocks(bobs.id)).toHaveLength(2);
    expect(await store.enrolments.ofSubject(project, bob.id)).toEqual([bobs.enrolment]);
    const { items } = await store.decisions.list(project, bobs.id, { limit: 10 });
    expect(items.map(({ kind }) => kind)).toEqual([
      "replay",
      "liveness",
      "anomaly",
      "identification",
      "verification",
    ]);
    expect(items[0]).toMatchObject({ outcome: "copied", match: { session: null, share: 1 } });
    expect(items[1]).toEqual(decisionsBefore[1]);
    expect(items[3]).toMatchObject({ candidates: [{ subject: { id: bob.id } }] });
    expect(await store.subjects.erase(project, ada.id)).toBeUndefined();
  });

  it("leaves no row of an erased session but the enrolment made from it", async () => {
    const { store } = subject;
    const { project, ada, adas, bobs } = await furnish();
    expect(await store.sessions.erase(project, adas.id)).toBe(true);
    expect(await subject.dump()).not.toContain(adas.id);
    expect(await store.enrolments.ofSubject(project, ada.id)).toEqual([{ ...adas.enrolment, session: null }]);
    expect(await store.recordings.blocks(bobs.id)).toHaveLength(2);
    expect(await store.sessions.erase(project, adas.id)).toBe(false);
  });

  it("erases what ended longer ago than its project keeps it, and nothing else", async () => {
    const { store } = subject;
    const [brief, long] = [await furnish(1), await furnish(60)];
    const end = new Date("2027-05-01T00:00:00.000Z");
    const later = (days: number, ms: number) => new Date(end.getTime() + days * DAY_MS + ms);
    const bytes = Uint8Array.of(1, 2, 3);
    for (const { adas } of [brief, long]) await store.sessions.end(adas.id, end, SUMMARY, bytes);
    expect(await store.tracks.ofSession(brief.adas.id)).toEqual(bytes);
    const mine = new Set([brief.project, long.project]);
    const erase = async (at: Date) =>
      (await store.sessions.eraseExpired(at)).filter(({ project }) => mine.has(project));
    expect(await erase(later(1, 0))).toEqual([]);
    expect(await erase(later(1, 1))).toEqual([{ id: brief.adas.id, project: brief.project }]);
    expect(await erase(later(59, 0))).toEqual([]);
    expect(await subject.dump()).not.toContain(brief.adas.id);
    expect(await store.tracks.ofSession(brief.adas.id)).toBeUndefined();
    expect(await store.sessions.find(brief.bobs.id)).toBeDefined();
    expect(await erase(later(60, 1))).toEqual([{ id: long.adas.id, project: long.project }]);
    expect(await erase(later(4000, 0))).toEqual([]);
  });
}
