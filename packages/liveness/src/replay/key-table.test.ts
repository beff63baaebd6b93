import { createRandom } from "@wristprint/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { createKeyTable } from "./key-table.js";

const found = new Uint32Array(4096);
function at(table: ReturnType<typeof createKeyTable>, key: number): string[] {
  const end = table.find(key, found, 0);
  return Array.from({ length: end / 2 }, (_, i) => `${found[2 * i]}/${found[2 * i + 1]}`).sort();
}

it("finds what was put in and not taken out, as a map of lists does", () => {
  // Few keys and many, of one table and of several.
  const key = fc.oneof(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 0x3fff_ffff }));
  const step = fc.record({ add: fc.boolean(), key, track: fc.nat(9), note: fc.nat(1023) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const table = createKeyTable();
      const lists = new Map<number, string[]>();
      for (const { add, key, track, note } of steps) {
        const list = lists.get(key) ?? [];
        lists.set(key, list);
        const entry = `${track}/${note}`;
        if (add) {
          table.insert(key, track, note, 1000);
          list.push(entry);
        } else {
          expect(table.remove(key, track, note)).toBe(list.includes(entry));
          if (list.includes(entry)) list.splice(list.indexOf(entry), 1);
        }
      }
      for (const [key, list] of lists) expect(at(table, key)).toEqual([...list].sort());
    }),
    { numRuns: 60 },
  );
});

it("takes no more entries of a key than it may, and stays small while entries come and go", () => {
  const table = createKeyTable();
  expect(table.fetch(Uint32Array.of(7), 1)).toBe(0);
  for (let track = 0; track < 10; track++) expect(table.insert(7, track, 0, 4)).toBe(track < 4);
  expect(table.fetch(Uint32Array.of(7), 1)).toBe(1);
  expect(table.entries).toBe(4);
  const random = createRandom(1);
  for (let i = 0; i < 50_000; i++) {
    const key = random.uint32() & 0x3fff_ffff;
    table.insert(key, i, 1, 4);
    table.remove(key, i, 1);
  }
  expect(table.entries).toBe(4);
  expect(table.bytes).toBeLessThan(256 * 16 * 8 * 4);
});

it("gives room back when most of its entries are gone, and finds the others still", () => {
  const table = createKeyTable();
  const random = createRandom(2);
  const keys = Array.from({ length: 20_000 }, () => random.uint32() & 0x3fff_ffff);
  for (const [track, key] of keys.entries()) table.insert(key, track, 5, 4);
  const full = table.bytes;
  // At most a quarter more than the table needs at its fullest.
  expect(full).toBeLessThan((1.27 * 20_000 * 8) / 0.75);
  expect(keys.every((key, track) => track % 5 === 0 || table.remove(key, track, 5))).toBe(true);
  expect(table.bytes).toBeLessThan(0.5 * full);
  const there = (key: number, track: number) => at(table, key).includes(`${track}/5`);
  expect(keys.every((key, track) => there(key, track) === (track % 5 === 0))).toBe(true);
});
