import { DEFAULT_SETTINGS, type Project } from "@wristprint/api";
import { expect, it } from "vitest";
import { createProjectContexts } from "./project-contexts.js";

const AGE_MS = 5_000;

/** A store that answers when it is told to. */
function setUp() {
  let nowMs = 0;
  const waiting: { answer(fmr: number): void; fail(): void }[] = [];
  const projects = {
    get: () =>
      new Promise<Project | undefined>((resolve, reject) => {
        waiting.push({
          answer: (fmr) =>
            resolve({ id: "p", name: "p", createdAt: "", settings: { ...DEFAULT_SETTINGS, fmr } }),
          fail: () => reject(new Error("no database")),
        });
      }),
  };
  const unasked = () => Promise.reject(new Error("settings alone are asked for"));
  const store = {
    projects,
    subjects: { list: unasked },
    enrolments: { ofProject: unasked, ofSubject: unasked, create: unasked },
  };
  const clock = { now: () => nowMs, after: () => () => {} };
  const contexts = createProjectContexts(store, clock, { settingsAgeMs: AGE_MS });
  return {
    at: (ms: number) => {
      nowMs = ms;
    },
    fmr: async () => (await contexts.settings("p"))?.fmr,
    reads: () => waiting.length,
    last: () => waiting[waiting.length - 1],
  };
}

it("reads settings again before they are too old, while nobody waits", async () => {
  const { at, fmr, reads, last } = setUp();
  const first = fmr();
  last().answer(0.1);
  expect(await first).toBe(0.1);
  at(AGE_MS / 2 - 1);
  await fmr();
  expect(reads()).toBe(1);
  at(AGE_MS / 2);
  expect(await fmr()).toBe(0.1);
  expect(await fmr()).toBe(0.1);
  expect(reads()).toBe(2);
  last().answer(0.2);
  await new Promise((resolve) => setImmediate(resolve));
  expect(await fmr()).toBe(0.2);
});

it("goes by what it has while a new reading fails, until that is too old", async () => {
  const { at, fmr, reads, last } = setUp();
  const first = fmr();
  last().answer(0.1);
  await first;
  at(AGE_MS / 2);
  expect(await fmr()).toBe(0.1);
  last().fail();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await fmr()).toBe(0.1);
  expect(reads()).toBe(3);
  at(AGE_MS);
  const late = fmr();
  expect(reads()).toBe(4);
  last().answer(0.3);
  expect(await late).toBe(0.3);
});
