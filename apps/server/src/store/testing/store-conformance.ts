/** What every store is held to; `pglite.test.ts` and `postgresql.test.ts` run it. */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OpenedDatabase } from "../database.js";
import { createStore } from "../open-store.js";
import type { Store } from "../store.js";
import { accessConformance } from "./access-conformance.js";
import type { ConformanceSubject } from "./conformance-subject.js";
import { decisionConformance } from "./decision-conformance.js";
import { erasureConformance } from "./erasure-conformance.js";
import { peopleConformance } from "./people-conformance.js";
import { recordingConformance } from "./recording-conformance.js";
import { trackConformance } from "./track-conformance.js";

export function storeConformance(open: () => Promise<OpenedDatabase>): void {
  const clock = { at: new Date("2026-03-01T10:00:00.456Z") };
  let opened: OpenedDatabase;
  let store: Store;
  beforeAll(async () => {
    opened = await open();
    store = createStore(opened, () => clock.at);
  });
  afterAll(() => store.close());

  const subject: ConformanceSubject = {
    get store() {
      return store;
    },
    clock,
    dump: () => dumpTables(opened),
  };

  it("answers", async () => {
    await store.ping();
    expect(store.kind).toBe(opened.kind);
  });
  describe("the console, projects, keys and the audit log", () => accessConformance(subject));
  describe("subjects, enrolments and sessions", () => peopleConformance(subject));
  describe("batches and blocks", () => recordingConformance(subject));
  describe("tracks", () => trackConformance(subject));
  describe("decisions and webhooks", () => decisionConformance(subject));
  describe("erasure", () => erasureConformance(subject));
}

async function dumpTables({ db }: OpenedDatabase): Promise<string> {
  const tables = await db.execute<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const rows = await db.execute<{ text: string }>(
      sql`select ${name} || ' ' || t::text as text from ${sql.identifier(name)} as t`,
    );
    texts.push(...rows.rows.map(({ text }) => text));
  }
  return texts.join("\n");
}
