import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore } from "./open-store.js";
import { openPostgresql } from "./postgresql.js";
import { type PostgresqlServer, startPostgresql, whyNoPostgresql } from "./testing/postgresql-server.js";
import { newProject } from "./testing/samples.js";
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
