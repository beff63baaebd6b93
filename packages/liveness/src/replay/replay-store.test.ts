import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openReplayStore } from "./replay-store.js";
import { someTracks, trackOf } from "./testing/some-tracks.js";

const tracks = someTracks(30, 7);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "wristprint-replay-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Thirty tracks of three subjects in turn, each as old as its number. */
async function filled() {
  const store = await openReplayStore(folder);
  const numbers = await Promise.all(
    tracks.map((track, i) => store.add(track, { subject: `person-${i % 3}`, name: `session ${i}`, atMs: i })),
  );
  expect(numbers).toEqual(tracks.map((_, i) => i));
  return store;
}
const files = () => readdirSync(folder).map((name) => join(folder, name));
const found = (store: Awaited<ReturnType<typeof filled>>) =>
  tracks.map((track) =>
    store.check(track).sources.map(({ track, subject, name }) => `${track} ${subject} ${name}`),
  );

it("answers after it is opened again as it did before", async () => {
  const store = await filled();
  const before = found(store);
  expect(before[4]).toEqual(["4 person-1 session 4"]);
  await store.close();
  const again = await openReplayStore(folder);
  expect(found(again)).toEqual(before);
  expect(again.size).toBe(30);
  await again.close();
});

it("keeps nothing of a plain track", async () => {
  const store = await openReplayStore(folder);
  const plain = trackOf(...Array.from({ length: 50 }, (_, i) => [i, i] as const));
  expect(await store.add(plain, { subject: "a", name: "b", atMs: 0 })).toBeUndefined();
  await store.close();
  expect(files().map((file) => readFileSync(file).length)).toEqual([0]);
});

it("leaves nothing of an erased subject, in memory or on the disk, and gives no number twice", async () => {
  const store = await filled();
  expect(await store.eraseSubject("person-1")).toBe(10);
  expect(await store.eraseSubject("person-1")).toBe(0);
  const after = found(store);
  expect(after.map((sources) => sources.length)).toEqual(tracks.map((_, i) => (i % 3 === 1 ? 0 : 1)));
  for (const file of files()) expect(readFileSync(file).includes("person-1")).toBe(false);
  await store.close();
  const again = await openReplayStore(folder);
  expect(found(again)).toEqual(after);
  expect(await again.add(tracks[1], { subject: "new", name: "new", atMs: 1 })).toBe(30);
  expect(again.check(tracks[1]).sources).toMatchObject([{ track: 30, subject: "new" }]);
  await again.close();
});

it("removes what is older than it is told", async () => {
  const store = await filled();
  expect(await store.removeOlderThan(20)).toBe(20);
  expect(store.size).toBe(10);
  expect(store.check(tracks[19]).outcome).toBe("no-replay");
  expect(store.check(tracks[20]).outcome).toBe("replay");
  await store.close();
});

it("goes on after a record that was cut short, and erases what a process died before cleaning", async () => {
  const store = await filled();
  await store.close();
  const [file] = files();
  const whole = readFileSync(file);
  appendFileSync(file, whole.subarray(0, 100));
  const again = await openReplayStore(folder);
  expect(again.size).toBe(30);
  expect(readFileSync(file).equals(whole)).toBe(true);
  // As a process leaves it that dies when the removal, ten numbers behind two heads, is on the disk and nothing else is.
  await again.eraseSubject("person-2");
  await again.close();
  const removal = readFileSync(file).subarray(-(8 + 5 + 8 * 10));
  for (const path of files()) rmSync(path);
  writeFileSync(file, Buffer.concat([whole, removal]));
  const cleaned = await openReplayStore(folder);
  expect(cleaned.size).toBe(20);
  for (const path of files()) expect(readFileSync(path).includes("person-2")).toBe(false);
  await cleaned.close();
});

it("refuses a file that is damaged in the middle, and says where", async () => {
  const store = await filled();
  await store.close();
  const [file] = files();
  const bytes = readFileSync(file);
  bytes[200] ^= 1;
  writeFileSync(file, bytes);
  await expect(openReplayStore(folder)).rejects.toThrow(
    /tracks-00000001\.log: a whole record expected at byte 0/,
  );
});
