import { and, eq, gt, lte } from "drizzle-orm";
import type { Database } from "./database.js";
import { logins, serverValues } from "./schema.js";
import type { ConsoleStore } from "./store.js";

const password = "console password";

export function createConsoleStore(db: Database): ConsoleStore {
  return {
    passwordHash: () => readValue(db, password),
    choosePassword: (hash) => addValue(db, password, hash),
    async addLogin(login) {
      await db.insert(logins).values(login);
    },
    async hasLogin(tokenHash, now) {
      const found = and(eq(logins.tokenHash, tokenHash), gt(logins.expiresAt, now));
      return (await db.select({ found: logins.tokenHash }).from(logins).where(found)).length > 0;
    },
    async removeLogin(tokenHash) {
      await db.delete(logins).where(eq(logins.tokenHash, tokenHash));
    },
    async sweepLogins(now) {
      await db.delete(logins).where(lte(logins.expiresAt, now));
    },
    async secret(name, make) {
      const key = `secret ${name}`;
      const known = await readValue(db, key);
      if (known !== undefined) return known;
      const made = make();
      // Another server may have been faster: then its secret is the one.
      return (await addValue(db, key, made)) ? made : ((await readValue(db, key)) ?? made);
    },
  };
}

async function readValue(db: Database, name: string): Promise<string | undefined> {
  const [row] = await db.select().from(serverValues).where(eq(serverValues.name, name));
  return row?.value;
}

async function addValue(db: Database, name: string, value: string): Promise<boolean> {
  const added = await db
    .insert(serverValues)
    .values({ name, value })
    .onConflictDoNothing()
    .returning({ name: serverValues.name });
  return added.length > 0;
}
