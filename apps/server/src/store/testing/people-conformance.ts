import { expect, it } from "vitest";
import type { ConformanceSubject } from "./conformance-subject.js";
import { MALFORMED, MODEL, NOBODY, newProject, newSession, SUMMARY } from "./samples.js";

const mean = Float32Array.of(0.25, -0.1, 3e-39);

export function peopleConformance(subject: ConformanceSubject): void {
  it("keeps subjects by names that are unique in their project", async () => {
    const { subjects } = subject.store;
    const [project, other] = [await newProject(subject.store), await newProject(subject.store)];
    const made = await subjects.create(project.id, "ada");
    expect(made).toEqual({ id: made.id, name: "ada", createdAt: subject.clock.at });
    await expect(subjects.create(project.id, "ada")).rejects.toMatchObject({ code: "taken" });
    await subjects.create(other.id, "ada");
    await expect(subjects.create(NOBODY, "ada")).rejects.toMatchObject({ code: "missing" });
    expect(await subjects.get(project.id, made.id)).toEqual(made);
    expect(await subjects.get(other.id, made.id)).toBeUndefined();
    for (const id of [NOBODY, ...MALFORMED]) {
      expect(await subjects.get(project.id, id)).toBeUndefined();
      expect(await subjects.get(id, made.id)).toBeUndefined();
    }
    expect((await subjects.list(project.id, { limit: 9 })).items).toEqual([made]);
  });

  it.each([1, 3, 7, 50])("pages through subjects %i at a time, each once", async (limit) => {
    const { subjects } = subject.store;
    const { id: project } = await newProject(subject.store);
    const names = Array.from({ length: 7 }, (_, i) => `s${i}`);
    for (const name of names) await subjects.create(project, name);
    const seen: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await subjects.list(project, { limit, after });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...page.items.map(({ name }) => name));
      if (page.next === null) break;
      after = page.next;
    }
    expect(seen).toEqual(names);
  });

  it("has nothing behind a `next` that it never gave", async () => {
    const { id: project } = await newProject(subject.store);
    await subject.store.subjects.create(project, "ada");
    for (const after of ["", "x", "MTI'", "LTE", "9".repeat(200)]) {
      expect(await subject.store.subjects.list(project, { limit: 5, after })).toEqual({
        items: [],
        next: null,
      });
    }
  });

  it("keeps enrolments with their mean to the bit, one of a session for a subject", async () => {
    const { subjects, enrolments } = subject.store;
    const { id: project } = await newProject(subject.store);
    const other = await newProject(subject.store);
    const [ada, bob] = [await subjects.create(project, "ada"), await subjects.create(project, "bob")];
    const { id: session } = await newSession(subject.store, project);
    const wanted = { subject: ada.id, session, model: MODEL, blocks: 30, mean };
    const made = await enrolments.create(project, wanted);
    expect(made).toEqual({ ...wanted, id: made.id, createdAt: subject.clock.at });
    expect(await enrolments.create(project, { ...wanted, blocks: 31 })).toEqual(made);
    const [a, b] = await Promise.all([
      enrolments.create(project, { ...wanted, subject: bob.id }),
      enrolments.create(project, { ...wanted, subject: bob.id }),
    ]);
    expect(a).toEqual(b);
    const loose = { ...wanted, session: null, model: { ...MODEL, version: "2" } };
    const second = await enrolments.create(project, loose);
    expect((await enrolments.create(project, loose)).id).not.toBe(second.id);
    expect(await enrolments.ofSubject(project, ada.id)).toHaveLength(3);
    expect(await enrolments.ofProject(project, MODEL)).toEqual([made, a]);
    expect(await enrolments.ofProject(other.id, MODEL)).toEqual([]);
    expect(await enrolments.ofSubject(other.id, ada.id)).toEqual([]);
    expect(await enrolments.erase(other.id, ada.id, made.id)).toBe(false);
    expect(await enrolments.erase(project, bob.id, made.id)).toBe(false);
    for (const id of MALFORMED) expect(await enrolments.erase(project, ada.id, id)).toBe(false);
    expect(await enrolments.erase(project, ada.id, made.id)).toBe(true);
    expect(await enrolments.erase(project, ada.id, made.id)).toBe(false);
  });

  it("enrols nobody from or to what the project does not have", async () => {
    const { subjects, enrolments, sessions } = subject.store;
    const [project, other] = [await newProject(subject.store), await newProject(subject.store)];
    const [ada, eve] = [await subjects.create(project.id, "ada"), await subjects.create(other.id, "eve")];
    const foreign = await newSession(subject.store, other.id);
    const missing = { code: "missing" };
    const wanted = { subject: ada.id, session: null, model: MODEL, blocks: 30, mean };
    for (const id of [eve.id, NOBODY, ...MALFORMED]) {
      const create = enrolments.create(project.id, { ...wanted, subject: id });
      await expect(create).rejects.toMatchObject(missing);
      const begin = { label: null, purpose: "enrolment" as const, subject: id };
      await expect(sessions.create(project.id, begin)).rejects.toMatchObject(missing);
    }
    for (const session of [foreign.id, NOBODY, ...MALFORMED]) {
      await expect(enrolments.create(project.id, { ...wanted, session })).rejects.toMatchObject(missing);
    }
  });

  it("keeps sessions, newest first, filtered by end and subject", async () => {
    const { sessions, subjects } = subject.store;
    const { id: project } = await newProject(subject.store);
    const ada = await subjects.create(project, "ada");
    const [first, second, third] = [
      await newSession(subject.store, project),
      await newSession(subject.store, project, ada.id),
      await newSession(subject.store, project, ada.id),
    ];
    expect(second).toEqual({
      id: second.id,
      project,
      label: "a visit",
      purpose: "recognition",
      subject: { id: ada.id, name: "ada" },
      createdAt: subject.clock.at,
      endedAt: null,
      summary: null,
    });
    await sessions.end(second.id, new Date(5), SUMMARY);
    await sessions.end(second.id, new Date(6), { ...SUMMARY, batches: 9 });
    const ended = { ...second, endedAt: new Date(5), summary: SUMMARY };
    expect(await sessions.get(project, second.id)).toEqual(ended);
    expect(await sessions.find(second.id)).toEqual(ended);
    const list = async (filter: object) =>
      (await sessions.list(project, { limit: 10, ...filter })).items.map(({ id }) => id);
    expect(await list({})).toEqual([third.id, second.id, first.id]);
    expect(await list({ ended: true })).toEqual([second.id]);
    expect(await list({ ended: false })).toEqual([third.id, first.id]);
    expect(await list({ subject: ada.id })).toEqual([third.id, second.id]);
    expect(await list({ subject: "x" })).toEqual([]);
    const page = await sessions.list(project, { limit: 2 });
    expect(await list({ after: page.next })).toEqual([first.id]);
    const unended = (await sessions.unended()).filter((one) => one.project === project);
    expect(unended.map(({ id }) => id)).toEqual([first.id, third.id]);
  });

  it("finds no session of another project, nor by a malformed id", async () => {
    const { sessions } = subject.store;
    const [project, other] = [await newProject(subject.store), await newProject(subject.store)];
    const { id } = await newSession(subject.store, project.id);
    expect(await sessions.get(other.id, id)).toBeUndefined();
    expect(await sessions.erase(other.id, id)).toBe(false);
    expect((await sessions.list(other.id, { limit: 5 })).items).toEqual([]);
    for (const malformed of MALFORMED) {
      expect(await sessions.find(malformed)).toBeUndefined();
      expect(await sessions.get(project.id, malformed)).toBeUndefined();
      expect(await sessions.erase(project.id, malformed)).toBe(false);
      await sessions.end(malformed, new Date(), SUMMARY);
    }
    expect(await sessions.find(id)).toMatchObject({ endedAt: null });
  });
}
