import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { withPlainErrors } from "./query-errors.js";
import { openNewDatabase } from "./testing/pglite-snapshot.js";

it("tells what a database says, without what it was given", async () => {
  const { db, close } = await openNewDatabase();
  const part = withPlainErrors({ fail: () => db.execute(sql`select ${"ada"}::text from nowhere`) });
  const error = await part.fail().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ message: expect.stringContaining('"nowhere" does not exist') });
  expect((error as Error).message).not.toContain("ada");
  await close();
});
