import type { Decision } from "@wristprint/api";
import { DEFAULT_SETTINGS, type ProjectSettings } from "@wristprint/api";
import type {
  NewBatch,
  NewBlock,
  SessionSummary,
  StoredEnrolment,
  StoredSession,
  StoredSubject,
  StoredTracks,
} from "../../store/store.js";
import type { LiveStore } from "../live-store.js";

/** What the live side asks of a store, in memory, for its tests: as `store.ts` says, with all that came of it open. */
export interface MemoryStore extends LiveStore {
  settings: ProjectSettings;
  readonly kept: {
    readonly sessions: Map<string, StoredSession>;
    readonly subjects: StoredSubject[];
    readonly enrolments: StoredEnrolment[];
    readonly batches: NewBatch[];
    readonly blocks: NewBlock[];
    readonly tracks: StoredTracks[];
    readonly decisions: Decision[];
    readonly events: { event: string; data: unknown }[];
  };
  /** How many transactions of batches there were. */
  commits: number;
  addSession(session?: Partial<StoredSession>): StoredSession;
  erase(session: string): void;
}

export const PROJECT = "00000000-0000-4000-8000-00000000aaaa";

export function memoryId(number: number): string {
  return `00000000-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

export function createMemoryStore(): MemoryStore {
  const sessions = new Map<string, StoredSession>();
  const subjects: StoredSubject[] = [];
  const enrolments: StoredEnrolment[] = [];
  const batches: NewBatch[] = [];
  const blocks: NewBlock[] = [];
  const tracks: StoredTracks[] = [];
  const decisions: Decision[] = [];
  const events: { event: string; data: unknown }[] = [];
  const open = (session: string) => sessions.get(session)?.endedAt === null;
  let ids = 1;

  const store: MemoryStore = {
    settings: { ...DEFAULT_SETTINGS, fmr: 0.05 },
    kept: { sessions, subjects, enrolments, batches, blocks, tracks, decisions, events },
    commits: 0,
    addSession(session = {}) {
      const made: StoredSession = {
        id: memoryId(ids++),
        project: PROJECT,
        label: null,
        purpose: "recognition",
        subject: null,
        createdAt: new Date(1_700_000_000_000),
        endedAt: null,
        summary: null,
        ...session,
      };
      sessions.set(made.id, made);
      return made;
    },
    erase(session) {
      sessions.delete(session);
      for (const rows of [batches, blocks, tracks, decisions]) {
        const left = (rows as { session: string }[]).filter((row) => row.session !== session);
        rows.splice(0, rows.length, ...(left as never[]));
      }
    },
    projects: {
      get: async (id) =>
        id === PROJECT
          ? { id, name: "test", createdAt: new Date(0).toISOString(), settings: store.settings }
          : undefined,
    },
    subjects: {
      async list(_project, { after, limit }) {
        const from = after ? Number(after) : 0;
        const items = subjects.slice(from, from + limit);
        return { items, next: from + limit < subjects.length ? String(from + limit) : null };
      },
    },
    enrolments: {
      ofProject: async (_project, model) =>
        enrolments.filter((one) => one.model.name === model.name && one.model.version === model.version),
      ofSubject: async (_project, subject) => enrolments.filter((one) => one.subject === subject),
      async create(_project, enrolment) {
        const known = enrolments.find((one) => one.session === enrolment.session && one.session !== null);
        if (known) return known;
        const made = { ...enrolment, id: memoryId(0xe000 + enrolments.length), createdAt: new Date(0) };
        enrolments.push(made);
        const { id, subject, session, blocks } = made;
        events.push({ event: "enrolment", data: { subject, enrolment: id, session, blocks } });
        return made;
      },
    },
    sessions: {
      find: async (id) => sessions.get(id),
      unended: async () => [...sessions.values()].filter(({ endedAt }) => endedAt === null),
      async end(id, at, summary: SessionSummary, bytes) {
        const session = sessions.get(id);
        if (session?.endedAt !== null) return;
        sessions.set(id, { ...session, endedAt: at, summary });
        if (store.settings.findReplays && bytes && bytes.length > 0) {
          tracks.push({ session: id, endedAt: at, bytes });
        }
        if (!store.settings.keepEvents) {
          const left = batches.filter((one) => one.session !== id);
          batches.splice(0, batches.length, ...left);
        }
        events.push({ event: "session.ended", data: { session: id } });
      },
    },
    recordings: {
      async appendBatches(added) {
        store.commits += 1;
        await new Promise((resolve) => setImmediate(resolve));
        const refusedSessions = new Set(added.map(({ session }) => session).filter((id) => !open(id)));
        for (const batch of added) {
          const same = (one: NewBatch) =>
            one.session === batch.session &&
            one.recording === batch.recording &&
            one.sequence === batch.sequence;
          if (!refusedSessions.has(batch.session) && !batches.some(same)) batches.push(batch);
        }
        return { refusedSessions };
      },
      async batches(session) {
        const own = batches.filter((one) => one.session === session);
        const order = [...new Set(own.map(({ recording }) => recording))];
        return order.flatMap((recording) =>
          own.filter((one) => one.recording === recording).sort((a, b) => a.sequence - b.sequence),
        );
      },
      async appendBlocks(added) {
        await new Promise((resolve) => setImmediate(resolve));
        for (const block of added) {
          const same = (one: NewBlock) =>
            one.session === block.session && one.recording === block.recording && one.index === block.index;
          if (sessions.has(block.session) && !blocks.some(same)) blocks.push(block);
        }
      },
      blocks: async (session) => blocks.filter((one) => one.session === session),
    },
    tracks: {
      async list(_project, { endedSince }) {
        const since = endedSince?.getTime() ?? Number.NEGATIVE_INFINITY;
        const items = tracks.filter(({ endedAt }) => endedAt.getTime() >= since).reverse();
        return { items, next: null };
      },
      ofSession: async (session) => tracks.find((one) => one.session === session)?.bytes,
    },
    decisions: {
      async append(added) {
        for (const { decision } of added) {
          if (!sessions.has(decision.session)) throw new Error("no such session");
          decisions.push(decision);
        }
      },
      async latest(ids) {
        return new Map(
          ids.map((id) => {
            const own = decisions.filter(({ session }) => session === id);
            return [id, [...new Map(own.map((decision) => [decision.kind, decision])).values()]];
          }),
        );
      },
    },
  };
  return store;
}

/**
 * A store seen by a process that dies: from `crash()` on nothing that it asks is answered, and nothing more is
 * written. What was being written then may have been, or not.
 */
export function createMortalStore(store: LiveStore): { store: LiveStore; crash(): void } {
  let dead = false;
  const never = () => new Promise<never>(() => {});
  const mortal = <T extends object>(part: T): T =>
    new Proxy(part, {
      get(target, name) {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value === "object" && value !== null) return mortal(value);
        if (typeof value !== "function") return value;
        return (...parameters: unknown[]) => {
          if (dead) return never();
          return (value.apply(target, parameters) as Promise<unknown>).then(
            (result) => (dead ? never() : result),
            (error) => (dead ? never() : Promise.reject(error)),
          );
        };
      },
    });
  return {
    store: mortal(store),
    crash() {
      dead = true;
    },
  };
}
