import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "@wristprint/testing";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "./open-store.js";
import { openPostgresql } from "./postgresql.js";
import { newProject, newSession } from "./testing/samples.js";
import { storeConformance } from "./testing/store-conformance.js";

const reason = whyNoPostgresql();
const now = () => new Date("2026-03-01T10:00:00.000Z");

describe.skipIf(reason !== null)(
  `the store on PostgreSQL${reason === null ? "" : ` (skipped: ${reason})`}`,
  () => {
    let server: PostgresqlServer;
    beforeAll(async () => {
      server = await startPostgresql();
    });
    afterAll(() => server?.stop());

    storeConformance(() => openPostgresql(server.database("conformance")));

    it("opens from several servers at once on an empty database", async () => {
      const databaseUrl = server.database("together");
      const stores = await Promise.all([1, 2, 3, 4].map(() => openStore({ databaseUrl, now })));
      const [first] = stores;
      if (first === undefined) throw new Error("four stores expected");
      const project = await newProject(first);
      for (const store of stores) {
        expect(await store.projects.list()).toEqual([project]);
        await store.close();
      }
    });

    it("waits for batches that are being added before it gives a session's", async () => {
      const databaseUrl = server.database("slow");
      const store = await openStore({ databaseUrl, now });
      const { id: session } = await newSession(store, (await newProject(store)).id);
      const other = new pg.Client({ connectionString: databaseUrl });
      await other.connect();
      await other.query("begin");
      await other.query("select id from sessions where id = $1 for share", [session]);
      const row = [session, Buffer.from([1]), now()];
      await other.query(
        "insert into batches (session_id, recording, sequence, bytes, received_at) values ($1, 7, 1, $2, $3)",
        row,
      );
      const reading = store.recordings.batches(session);
      const blocked = "select 1 from pg_stat_activity where datname = 'slow' and wait_event_type = 'Lock'";
      while ((await other.query(blocked)).rows.length === 0)
        await new Promise((resolve) => setTimeout(resolve, 10));
      await other.query("commit");
      expect(await reading).toMatchObject([{ recording: 7, sequence: 1 }]);
      await other.end();
      await store.close();
    });

    it("says that a database does not answer, without its password", async () => {
      const databaseUrl = server
        .database("gone")
        .replace("/gone?", "/never?")
        .replace("postgres@", "postgres:pass1@");
      const opening = openStore({ databaseUrl, now });
      await expect(opening).rejects.toMatchObject({ code: "bad-setting" });
      await expect(opening).rejects.not.toMatchObject({ message: expect.stringContaining("pass1") });
    });
  },
);
