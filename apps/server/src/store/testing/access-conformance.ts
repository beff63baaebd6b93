import { expect, it } from "vitest";
import type { ConformanceSubject } from "./conformance-subject.js";
import { KEEPING, MALFORMED, NOBODY, newProject } from "./samples.js";

export function accessConformance(subject: ConformanceSubject): void {
  it("takes the console's password once", async () => {
    const { console } = subject.store;
    expect(await console.passwordHash()).toBeUndefined();
    const tries = await Promise.all([console.choosePassword("one"), console.choosePassword("two")]);
    expect(tries.sort()).toEqual([false, true]);
    const chosen = await console.passwordHash();
    expect(await console.choosePassword("three")).toBe(false);
    expect(await console.passwordHash()).toBe(chosen);
  });

  it("knows a login until it expires, is removed or swept", async () => {
    const { console } = subject.store;
    const [early, late] = [new Date(1000), new Date(2000)];
    await console.addLogin({ tokenHash: "a", expiresAt: early });
    await console.addLogin({ tokenHash: "b", expiresAt: late });
    expect(await console.hasLogin("a", new Date(999))).toBe(true);
    expect(await console.hasLogin("a", early)).toBe(false);
    expect(await console.hasLogin("c", new Date(0))).toBe(false);
    await console.sweepLogins(early);
    expect(await console.hasLogin("a", new Date(0))).toBe(false);
    expect(await console.hasLogin("b", early)).toBe(true);
    await console.removeLogin("b");
    expect(await console.hasLogin("b", early)).toBe(false);
  });

  it("makes a secret once, whoever asks at the same time", async () => {
    let made = 0;
    const ask = () => subject.store.console.secret("tokens", () => `secret ${++made}`);
    const answers = await Promise.all([ask(), ask(), ask()]);
    expect(new Set([...answers, await ask()]).size).toBe(1);
    expect(await subject.store.console.secret("other", () => "another")).toBe("another");
  });

  it("keeps projects with their settings, and changes what a change names", async () => {
    const { projects } = subject.store;
    const made = await newProject(subject.store);
    expect(made).toEqual({
      id: made.id,
      name: "Shop",
      settings: KEEPING,
      createdAt: subject.clock.at.toISOString(),
    });
    expect(await projects.get(made.id)).toEqual(made);
    expect(await projects.list()).toContainEqual(made);
    const settings = { fmr: 0.001, origins: ["https://shop.example"], keepEvents: undefined as never };
    const changed = await projects.change(made.id, { settings });
    expect(changed).toEqual({
      ...made,
      settings: { ...KEEPING, fmr: 0.001, origins: ["https://shop.example"] },
    });
    expect(await projects.change(made.id, { name: "Bank" })).toEqual({ ...changed, name: "Bank" });
    expect(await projects.get(made.id)).toEqual({ ...changed, name: "Bank" });
  });

  it("finds no project by an id that is nobody's or none at all", async () => {
    for (const id of [NOBODY, ...MALFORMED]) {
      expect(await subject.store.projects.get(id)).toBeUndefined();
      expect(await subject.store.projects.change(id, { name: "x" })).toBeUndefined();
      expect(await subject.store.projects.erase(id)).toBe(false);
      expect(await subject.store.keys.list(id)).toEqual([]);
      const key = { name: "n", start: "s", hash: `of ${id}` };
      await expect(subject.store.keys.create(id, key)).rejects.toMatchObject({ code: "missing" });
    }
  });

  it("finds a key by its hash until it is revoked, by its own project alone", async () => {
    const { keys } = subject.store;
    const [project, other] = [await newProject(subject.store), await newProject(subject.store)];
    const key = await keys.create(project.id, {
      name: "backend",
      start: "wp_ab",
      hash: `hash ${project.id}`,
    });
    expect(key).toMatchObject({ name: "backend", start: "wp_ab", lastUsedAt: null, revokedAt: null });
    const found = { id: key.id, project: project.id, name: "backend" };
    const used = { ...key, lastUsedAt: "1970-01-01T00:00:00.009Z" };
    expect(await keys.use(`hash ${project.id}`, new Date(9))).toEqual(found);
    expect(await keys.use("hash", new Date(9))).toBeUndefined();
    expect(await keys.list(project.id)).toEqual([used]);
    expect(await keys.list(other.id)).toEqual([]);
    expect(JSON.stringify(await keys.list(project.id))).not.toContain("hash");
    expect(await keys.revoke(other.id, key.id, new Date(5))).toBe(false);
    for (const id of MALFORMED) expect(await keys.revoke(project.id, id, new Date(5))).toBe(false);
    expect(await keys.use(`hash ${project.id}`, new Date(9))).toEqual(found);
    expect(await keys.revoke(project.id, key.id, new Date(5))).toBe(true);
    expect(await keys.use(`hash ${project.id}`, new Date(9))).toBeUndefined();
    expect(await keys.list(project.id)).toEqual([{ ...used, revokedAt: "1970-01-01T00:00:00.005Z" }]);
  });

  it("notes a key's use to the minute", async () => {
    const { keys } = subject.store;
    const { id: project } = await newProject(subject.store);
    const hash = `used ${project}`;
    await keys.create(project, { name: "k", start: "s", hash });
    const used = async (at: number) => {
      await keys.use(hash, new Date(at));
      return (await keys.list(project))[0]?.lastUsedAt;
    };
    expect(await used(1000)).toBe("1970-01-01T00:00:01.000Z");
    expect(await used(61_000)).toBe("1970-01-01T00:00:01.000Z");
    expect(await used(61_001)).toBe("1970-01-01T00:01:01.001Z");
  });

  it("lists the audit log newest first, page by page, of one project", async () => {
    const { audit } = subject.store;
    const [project, other] = [await newProject(subject.store), await newProject(subject.store)];
    for (let i = 0; i < 5; i++) {
      await audit.add(project.id, { at: new Date(i), actor: "console", action: `act ${i}`, target: "t" });
    }
    const first = await audit.list(project.id, { limit: 3 });
    expect(first.items.map(({ action }) => action)).toEqual(["act 4", "act 3", "act 2"]);
    expect(first.items[0]).toMatchObject({ at: "1970-01-01T00:00:00.004Z", actor: "console", target: "t" });
    const second = await audit.list(project.id, { limit: 3, after: first.next ?? "" });
    expect(second.items.map(({ action }) => action)).toEqual(["act 1", "act 0"]);
    expect(second.next).toBeNull();
    expect((await audit.list(other.id, { limit: 3 })).items).toEqual([]);
    for (const id of MALFORMED) expect((await audit.list(id, { limit: 3 })).items).toEqual([]);
  });
}
