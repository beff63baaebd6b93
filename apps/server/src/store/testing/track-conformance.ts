import { expect, it } from "vitest";
import type { ConformanceSubject } from "./conformance-subject.js";
import { MALFORMED, NOBODY, newProject, newSession, replay, SUMMARY } from "./samples.js";

export function trackConformance(subject: ConformanceSubject): void {
  const endedAt = (minute: number) => new Date(Date.UTC(2026, 2, 1, 10, minute));
  const end = async (project: string, minute: number, ...bytes: number[]) => {
    const { id } = await newSession(subject.store, project);
    await subject.store.sessions.end(id, endedAt(minute), SUMMARY, Uint8Array.from(bytes));
    return id;
  };

  it("keeps a session's tracks with its end, and lists a project's newest first, page by page", async () => {
    const { store } = subject;
    const [{ id: project }, other] = [await newProject(store), await newProject(store)];
    const first = await end(project, 1, 1);
    await end(project, 2);
    const third = await end(project, 3, 3, 255);
    await end(other.id, 4, 4);
    const page = await store.tracks.list(project, { limit: 1 });
    expect(page.items).toMatchObject([{ session: third, endedAt: endedAt(3), bytes: Uint8Array.of(3, 255) }]);
    const rest = await store.tracks.list(project, { limit: 1, after: page.next ?? "" });
    expect(rest.items.map(({ session }) => session)).toEqual([first]);
    expect(rest.next).toBeNull();
    const late = await store.tracks.list(project, { limit: 9, endedSince: endedAt(2) });
    expect(late.items.map(({ session }) => session)).toEqual([third]);
    expect(await store.tracks.ofSession(first)).toEqual(Uint8Array.of(1));
    for (const id of [NOBODY, ...MALFORMED]) {
      expect(await store.tracks.ofSession(id)).toBeUndefined();
      expect((await store.tracks.list(id, { limit: 9 })).items).toEqual([]);
    }
  });

  it("keeps none for a project that does not look for replays, and forgets those it has when it stops", async () => {
    const { store } = subject;
    const { id: project } = await newProject(store);
    const kept = await newProject(store);
    const ended = await end(project, 1, 1);
    const elsewhere = await end(kept.id, 1, 1);
    await store.projects.change(project, { settings: { findReplays: false } });
    expect(await store.tracks.ofSession(ended)).toBeUndefined();
    expect(await store.tracks.ofSession(elsewhere)).toBeDefined();
    expect(await store.tracks.ofSession(await end(project, 2, 1))).toBeUndefined();
  });

  it("keeps no name of a session that is gone in what is decided on another", async () => {
    const { store } = subject;
    const { id: project } = await newProject(store);
    const [gone, there] = [await end(project, 1, 1), await end(project, 2, 2)];
    const copy = (await newSession(store, project)).id;
    await store.decisions.append([{ project, decision: replay(copy, gone) }]);
    expect(await store.sessions.erase(project, gone)).toBe(true);
    expect(await subject.dump()).not.toContain(gone);
    await store.decisions.append([gone, there].map((from) => ({ project, decision: replay(copy, from) })));
    const { items } = await store.decisions.list(project, copy, { limit: 9 });
    expect(items.map((one) => one.kind === "replay" && one.match?.session)).toEqual([there, null, null]);
  });
}
