import { API_LIMITS, type ProjectSettings } from "@wristprint/api";
import { type Comparator, meanOfSums } from "@wristprint/core";
import type { StoredEnrolment } from "../store/store.js";
import type { LiveClock } from "./live-clock.js";
import type { LiveStore } from "./live-store.js";
import type { EnrolledPerson, Person } from "./looks.js";
import type { LiveModel } from "./model.js";

/** A project as sessions are judged by it. */
export interface ProjectContext {
  readonly settings: ProjectSettings;
  /**
   * Everybody who is enrolled with enough blocks of the present model. Enrolments that were made from the session
   * itself are left out: it is no evidence that a session is like itself.
   */
  enrolled(session: string): readonly EnrolledPerson[];
}

export interface ProjectContexts {
  /** `undefined` where the project is gone. */
  get(project: string, model: LiveModel): Promise<ProjectContext | undefined>;
  /** Its settings, a few seconds old at most; `undefined` where it is gone. */
  settings(project: string): Promise<ProjectSettings | undefined>;
  /** Its people changed. */
  refresh(project: string): void;
}

interface People {
  readonly all: readonly EnrolledPerson[];
  readonly enrolments: readonly StoredEnrolment[];
}

interface ReadSettings {
  readonly atMs: number;
  readonly value: Promise<ProjectSettings | undefined>;
  /** They are being read again. */
  renewing: boolean;
}

/**
 * People are read again when they are said to have changed. Settings are from half of `settingsAgeMs` on, in the background, and
 * waited for once they are that old.
 */
export function createProjectContexts(
  store: Pick<LiveStore, "projects" | "subjects" | "enrolments">,
  clock: LiveClock,
  { settingsAgeMs }: { readonly settingsAgeMs: number },
): ProjectContexts {
  const settings = new Map<string, ReadSettings>();
  const people = new Map<string, Promise<People>>();

  function settingsOf(project: string): Promise<ProjectSettings | undefined> {
    const known = settings.get(project);
    const ageMs = known ? clock.now() - known.atMs : Number.POSITIVE_INFINITY;
    if (known && ageMs < settingsAgeMs) {
      if (ageMs >= settingsAgeMs / 2 && !known.renewing) renew(project, known);
      return known.value;
    }
    const read = readSettings(project);
    settings.set(project, read);
    forgetFailed(settings, project, read, read.value);
    return read.value;
  }

  function readSettings(project: string): ReadSettings {
    const value = store.projects.get(project).then((found) => found?.settings);
    return { atMs: clock.now(), value, renewing: false };
  }

  /** Reads settings again before they are too old, so that no block of the project's sessions waits for it. */
  function renew(project: string, known: ReadSettings): void {
    known.renewing = true;
    const read = readSettings(project);
    read.value.then(
      () => {
        if (settings.get(project) === known) settings.set(project, read);
      },
      () => {
        known.renewing = false;
      },
    );
  }

  async function readPeople(project: string, { version, comparator }: LiveModel): Promise<People> {
    const enrolments = await store.enrolments.ofProject(project, version);
    const names = enrolments.length > 0 ? await namesOf(store, project) : new Map<string, Person>();
    const bySubject = new Map<string, StoredEnrolment[]>();
    for (const enrolment of enrolments) {
      const own = bySubject.get(enrolment.subject);
      if (own) own.push(enrolment);
      else bySubject.set(enrolment.subject, [enrolment]);
    }
    const all = [...bySubject].flatMap(([id, own]) => {
      const subject = names.get(id);
      return subject ? personOf(comparator, subject, own) : [];
    });
    return { all, enrolments };
  }

  return {
    async get(project, model) {
      const current = await settingsOf(project);
      if (current === undefined) return undefined;
      let reading = people.get(project);
      if (reading === undefined) {
        reading = readPeople(project, model);
        people.set(project, reading);
        forgetFailed(people, project, reading, reading);
      }
      const { all, enrolments } = await reading;
      return {
        settings: current,
        enrolled(session) {
          const own = enrolments.find((enrolment) => enrolment.session === session);
          if (own === undefined) return all;
          const others = enrolments.filter(
            (enrolment) => enrolment.subject === own.subject && enrolment.session !== session,
          );
          return all.flatMap((person) =>
            person.subject.id === own.subject ? personOf(model.comparator, person.subject, others) : [person],
          );
        },
      };
    },
    settings: settingsOf,
    refresh(project) {
      people.delete(project);
      settings.delete(project);
    },
  };
}

/** Forgets what could not be read, so that it is read again. */
function forgetFailed<Kept>(
  map: Map<string, Kept>,
  key: string,
  kept: Kept,
  reading: Promise<unknown>,
): void {
  reading.catch(() => {
    if (map.get(key) === kept) map.delete(key);
  });
}

async function namesOf(store: Pick<LiveStore, "subjects">, project: string): Promise<Map<string, Person>> {
  const names = new Map<string, Person>();
  let after: string | undefined;
  do {
    const page = await store.subjects.list(project, { after, limit: API_LIMITS.pageItems });
    for (const { id, name } of page.items) names.set(id, { id, name });
    after = page.next ?? undefined;
  } while (after !== undefined);
  return names;
}

/** The mean over a person's enrolments, each by its blocks; nobody where they are too few for a reference. */
function personOf(
  comparator: Comparator,
  subject: Person,
  enrolments: readonly StoredEnrolment[],
): EnrolledPerson[] {
  const blocks = enrolments.reduce((sum, one) => sum + one.blocks, 0);
  if (blocks < comparator.smallestReference) return [];
  const sums = new Float64Array(comparator.size);
  for (const { mean, blocks: weight } of enrolments) {
    for (let i = 0; i < sums.length; i++) sums[i] += weight * mean[i];
  }
  const mean = meanOfSums(sums, blocks);
  return [{ subject, reference: comparator.referenceOf(mean, blocks) }];
}
