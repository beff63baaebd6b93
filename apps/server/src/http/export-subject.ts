/** All that is stored of one person, for that person. */
import type { CallAnswer, Decision, ENDPOINTS } from "@wristprint/api";
import { readTrackBytes } from "../live/tracks/track-bytes.js";
import type { Page, PageRequest, StoredSession, StoredSubject } from "../store/store.js";
import type { ServerContext } from "./context.js";
import { base64Floats, enrolledBlocks, showEnrolment, showSubject } from "./stored-answers.js";

type Export = CallAnswer<(typeof ENDPOINTS)["exportSubject"]>;
type ExportContext = Pick<ServerContext, "store" | "recogniser">;

const PAGE_ITEMS = 200;

export async function exportSubject(
  context: ExportContext,
  project: string,
  subject: StoredSubject,
): Promise<Export> {
  const { store } = context;
  const blocks = await enrolledBlocks(context, project);
  const enrolments = await store.enrolments.ofSubject(project, subject.id);
  const sessions = await everyPage((page) => store.sessions.list(project, { ...page, subject: subject.id }));
  const shown: Export["sessions"] = [];
  for (const session of sessions) shown.push(await exportSession(context, project, session));
  return {
    subject: showSubject(context, subject, blocks.get(subject.id) ?? 0),
    enrolments: enrolments.map((one) => ({ ...showEnrolment(one), signature: base64Floats(one.mean) })),
    sessions: shown,
  };
}

async function exportSession({ store }: ExportContext, project: string, session: StoredSession) {
  const { id, createdAt, endedAt } = session;
  const blocks = await store.recordings.blocks(id);
  const batches = await store.recordings.batches(id);
  const tracks = readTrackBytes((await store.tracks.ofSession(id)) ?? new Uint8Array());
  const decisions = await everyPage<Decision>((page) => store.decisions.list(project, id, page));
  return {
    id,
    startedAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    blocks: blocks.map(({ startMs, endMs, signature }) => ({
      startMs,
      endMs,
      signature: base64Floats(signature),
    })),
    batches: batches.map(({ recording, sequence, bytes }) => ({
      recording,
      sequence,
      bytes: Buffer.from(bytes).toString("base64"),
    })),
    tracks: tracks.map(({ tMs, x, y }) => ({ tMs: [...tMs], x: [...x], y: [...y] })),
    decisions,
  };
}

async function everyPage<T>(read: (page: PageRequest) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let after: string | undefined;
  do {
    const page = await read({ limit: PAGE_ITEMS, after });
    items.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return items;
}
