import type { Project } from "@wristprint/api";
import { asc, eq, type InferSelectModel, inArray } from "drizzle-orm";
import { ServerError } from "../server-error.js";
import type { Database } from "./database.js";
import { hasId } from "./ids.js";
import { projects, sessions, sessionTracks } from "./schema.js";
import { lockSessions } from "./session-lock.js";
import type { ProjectStore } from "./store.js";

export function createProjectStore(db: Database, now: () => Date): ProjectStore {
  return {
    async list() {
      return (await db.select().from(projects).orderBy(asc(projects.position))).map(read);
    },
    async create({ name, settings }) {
      const [made] = await db.insert(projects).values({ name, settings, createdAt: now() }).returning();
      if (made === undefined) throw new Error("an insert gave no row back");
      return read(made);
    },
    async get(project) {
      const [found] = await db.select().from(projects).where(hasId(projects.id, project));
      return found && read(found);
    },
    change: (project, change) =>
      db.transaction(async (tx) => {
        const [found] = await tx.select().from(projects).where(hasId(projects.id, project)).for("update");
        if (found === undefined) return undefined;
        const settings = { ...found.settings };
        for (const [name, value] of Object.entries(change.settings ?? {})) {
          if (value !== undefined) Object.assign(settings, { [name]: value });
        }
        const changed = { ...found, name: change.name ?? found.name, settings };
        await tx.update(projects).set({ name: changed.name, settings }).where(eq(projects.id, found.id));
        if (!settings.findReplays) await forgetTracks(tx, found.id);
        return read(changed);
      }),
    erase: (project) =>
      db.transaction(async (tx) => {
        const found = hasId(projects.id, project);
        if ((await tx.select().from(projects).where(found).for("update")).length === 0) return false;
        await lockSessions(tx, eq(sessions.project, project));
        await tx.delete(projects).where(found);
        return true;
      }),
  };
}

async function forgetTracks(tx: Database, project: string): Promise<void> {
  const own = tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.project, project));
  await tx.delete(sessionTracks).where(inArray(sessionTracks.session, own));
}

/**
 * Holds a project until the transaction ends, so that it is not erased under a row that is being added to it.
 * @throws ServerError `missing` where it is not there
 */
export async function holdProject(tx: Database, project: string): Promise<void> {
  const held = await tx
    .select({ id: projects.id })
    .from(projects)
    .where(hasId(projects.id, project))
    .for("key share");
  if (held.length === 0) throw new ServerError("missing", "there is no such project");
}

function read({ id, name, settings, createdAt }: InferSelectModel<typeof projects>): Project {
  return { id, name, createdAt: createdAt.toISOString(), settings };
}
