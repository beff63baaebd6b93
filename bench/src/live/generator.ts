/** The load: visitors in one process, so that what they cost is seen by itself. Started by `start-generator.ts`. */
import { quantile } from "@wristprint/core";
import { createApiClient } from "./api-client.js";
import type {
  FinishedVisit,
  GeneratorMessage,
  GeneratorResult,
  GeneratorTask,
} from "./generator-messages.js";
import { beginVisit, type Visitor } from "./visitor.js";

/** Sessions that are about to begin, at most: each takes the server several calls. */
const BEGINNING_AT_ONCE = 4;
/** Between two that begin, at first. */
const BEGINNING_EVERY_MS = 20;
/** How often it is looked whose flush is due. */
const TICK_MS = 5;
const PROGRESS_MS = 10_000;
/** With nothing new for so long, nothing more comes. */
const QUIET_MS = 3_000;
/** What does not come in this time is counted as lost. */
const PATIENCE_MS = 60_000;
/** Of sessions that end, one in so many is an enrolment, whose person is erased after it. */
const ENROLMENT_EVERY = 10;
/** Of the flushes, one in so many is looked at for how late it was. */
const LATENESS_EVERY = 50;

const now = () => performance.now();
const rest = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const tell = (message: GeneratorMessage) => process.send?.(message);

async function generate({
  address,
  project,
  key,
  subjects,
  settings,
}: GeneratorTask): Promise<GeneratorResult> {
  const { sessions, rate, seconds, flush, visit: meanVisitS } = settings;
  const call = createApiClient(address, { authorization: `Bearer ${key}` });
  const open = new Set<Visitor>();
  const finished: FinishedVisit[] = [];
  const late: number[] = [];
  let begun = 0;
  let beginning = 0;
  let flushes = 0;
  let stopped = false;
  let failure: unknown;

  async function begin(): Promise<{ visitor: Visitor; person: string | null }> {
    beginning++;
    try {
      return await beginNext();
    } finally {
      beginning--;
    }
  }

  async function beginNext(): Promise<{ visitor: Visitor; person: string | null }> {
    const number = begun++;
    const params = { project };
    const enrols = meanVisitS > 0 && number % ENROLMENT_EVERY === ENROLMENT_EVERY - 1;
    const person = enrols
      ? (await call("createSubject", { params, body: { name: `visitor ${number}` } })).id
      : null;
    const subject = person ?? subjects[number % Math.max(1, subjects.length)];
    const { session, token, endpoint } = await call("createSession", {
      params,
      body: { ...(subject !== undefined && { subject }), purpose: enrols ? "enrolment" : "recognition" },
    });
    const url = `${address.replace(/^http/, "ws")}${endpoint}/sessions/${session}/socket`;
    const visitor = await beginVisit(
      { url, token, session, recording: number + 1, rateHz: rate, now },
      flush,
    );
    open.add(visitor);
    return { visitor, person };
  }

  /** One session after the other, until all stops. */
  async function keepVisiting(): Promise<void> {
    while (!stopped) {
      const { visitor, person } = await begin();
      if (meanVisitS === 0) return;
      // Between half the mean and half as much again, spread by the number of the visit.
      const share = 0.5 + ((begun * 0.618) % 1);
      const until = now() + 1000 * meanVisitS * share;
      while (now() < until && !stopped && visitor.closed === null) await rest(50);
      if (!stopped) await end(visitor, person);
    }
  }

  async function end(visitor: Visitor, person: string | null): Promise<void> {
    visitor.flush();
    open.delete(visitor);
    while (!visitor.acknowledged && visitor.closed === null) await rest(5);
    const { session } = visitor.visit();
    const { scored } = await call("endSession", { params: { project, session } });
    // The word of the last block may come after the answer.
    const deadline = now() + PATIENCE_MS;
    while (visitor.blocks < scored && now() < deadline && visitor.closed === null) await rest(5);
    if (person !== null) await call("eraseSubject", { params: { project, subject: person } });
    visitor.close();
    finished.push({ ...visitor.visit(), ended: true, erased: person !== null });
  }

  const failed = (error: unknown) => {
    failure ??= error;
  };
  const ticking = setInterval(() => {
    const at = now();
    for (const visitor of open) {
      if (visitor.nextFlushMs > at) continue;
      if (++flushes % LATENESS_EVERY === 0) late.push(at - visitor.nextFlushMs);
      visitor.flush();
    }
  }, TICK_MS);
  const telling = setInterval(() => {
    const batches =
      finishedSum(finished, "batches") + [...open].reduce((sum, one) => sum + one.visit().batches, 0);
    const blocks = finished.reduce((sum, one) => sum + one.decidedMs.length, 0);
    const openBlocks = [...open].reduce((sum, one) => sum + one.blocks, 0);
    tell({ kind: "progress", open: open.size, batches, blocks: blocks + openBlocks });
  }, PROGRESS_MS);

  const visiting: Promise<void>[] = [];
  for (let slot = 0; slot < sessions && failure === undefined; slot++) {
    visiting.push(keepVisiting().catch(failed));
    await rest(BEGINNING_EVERY_MS);
    while (beginning >= BEGINNING_AT_ONCE && failure === undefined) await rest(1);
  }
  while (beginning > 0 && failure === undefined) await rest(20);
  tell({ kind: "all-begun" });
  const measuredFromMs = now();
  while (now() - measuredFromMs < 1000 * seconds && failure === undefined) await rest(20);
  const measuredToMs = now();
  stopped = true;
  clearInterval(ticking);
  await Promise.all(visiting);
  if (failure !== undefined) throw failure;
  await untilQuiet(open);
  clearInterval(telling);
  for (const visitor of open) {
    visitor.close();
    finished.push({ ...visitor.visit(), ended: false, erased: false });
  }
  return {
    visits: finished,
    measuredFromMs,
    measuredToMs,
    lateMs: { p99: quantile(late, 0.99), max: Math.max(...late) },
  };
}

function finishedSum(visits: readonly FinishedVisit[], of: "batches"): number {
  return visits.reduce((sum, visit) => sum + visit[of], 0);
}

/** Until all is acknowledged, and no block was decided on for a while; or not in time. */
async function untilQuiet(open: ReadonlySet<Visitor>): Promise<void> {
  const deadline = now() + PATIENCE_MS;
  for (
    let before = -1, quietFrom = now();
    now() < deadline && now() - quietFrom < QUIET_MS;
    await rest(100)
  ) {
    const blocks = [...open].reduce((sum, visitor) => sum + visitor.blocks, 0);
    const settled = [...open].every(({ acknowledged, closed }) => acknowledged || closed !== null);
    if (blocks !== before || !settled) quietFrom = now();
    before = blocks;
  }
}

process.once("message", (task: GeneratorTask) => {
  generate(task).then(
    (result) =>
      process.send?.({ kind: "done", result } satisfies GeneratorMessage, () => process.disconnect()),
    (error) => {
      // What fails below `fetch` is told by the cause alone.
      const reason = [error, (error as Error).cause].filter(Boolean).map(String).join(": ");
      process.send?.({ kind: "failed", reason } satisfies GeneratorMessage, () => process.exit(1));
    },
  );
});
