import { sql } from "drizzle-orm";
import { createAuditStore } from "./audit-store.js";
import { createConsoleStore } from "./console-store.js";
import type { OpenedDatabase } from "./database.js";
import { createDecisionStore } from "./decision-store.js";
import { createEnrolmentStore } from "./enrolment-store.js";
import { createKeyStore } from "./key-store.js";
import { openPglite } from "./pglite.js";
import { openPostgresql } from "./postgresql.js";
import { createProjectStore } from "./project-store.js";
import { withPlainErrors } from "./query-errors.js";
import { createRecordingStore } from "./recording-store.js";
import { createSessionStore } from "./session-store.js";
import type { Store } from "./store.js";
import { createSubjectStore } from "./subject-store.js";
import { createTrackStore } from "./track-store.js";
import { createWebhookStore } from "./webhook-store.js";

export interface StoreOptions {
  /** `postgres://…`: a PostgreSQL database, which then holds all. */
  readonly databaseUrl?: string | undefined;
  /** Otherwise PGlite, in this folder, which one process at a time may have open; without one in memory, for tests. */
  readonly dataFolder?: string | undefined;
  /** The time that rows are stamped with. */
  readonly now: () => Date;
}

/**
 * Opens the store and brings its tables up to date.
 * @throws ServerError `bad-setting` where the database cannot be opened
 */
export async function openStore({ databaseUrl, dataFolder, now }: StoreOptions): Promise<Store> {
  return createStore(
    databaseUrl === undefined ? await openPglite(dataFolder) : await openPostgresql(databaseUrl),
    now,
  );
}

/** The store over a database that is open. */
export function createStore({ kind, db, close }: OpenedDatabase, now: () => Date): Store {
  return {
    kind,
    console: withPlainErrors(createConsoleStore(db)),
    projects: withPlainErrors(createProjectStore(db, now)),
    keys: withPlainErrors(createKeyStore(db, now)),
    subjects: withPlainErrors(createSubjectStore(db, now)),
    enrolments: withPlainErrors(createEnrolmentStore(db, now)),
    sessions: withPlainErrors(createSessionStore(db, now)),
    recordings: withPlainErrors(createRecordingStore(db)),
    tracks: withPlainErrors(createTrackStore(db)),
    decisions: withPlainErrors(createDecisionStore(db, now)),
    webhooks: withPlainErrors(createWebhookStore(db, now)),
    audit: withPlainErrors(createAuditStore(db)),
    async ping() {
      await db.execute(sql`select 1`);
    },
    close,
  };
}
