import type { EndpointName } from "@wristprint/api";
import { DEFAULT_SETTINGS } from "@wristprint/api";
import { cosineSimilarity, meanSignature } from "@wristprint/core";
import type { Answer } from "../api/client.js";
import {
  addBlock,
  countBlocks,
  enrolFrom,
  evidenceAfter,
  type FakeState,
  MODEL,
  makeProject,
  makeSession,
  makeSubject,
  SIGNATURE_SIZE,
  THRESHOLD,
  time,
} from "./fake-state.js";

/** A problem document to be sent. */
export class FakeProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

type Told = Record<string, string | number | undefined>;
type Request = { params: Told; query: Told; body: Record<string, unknown> };
type Answers = { readonly [N in EndpointName]: (request: Request) => Answer<N> };

/** What the fake server answers. */
export function fakeAnswers(state: FakeState, tell: (message: object) => void): Answers {
  const nothing = () => undefined;
  const project = () => state.project ?? missing();
  const subject = ({ params }: Request) => state.subjects.get(String(params.subject)) ?? missing();
  const made = ({ params }: Request) => state.sessions.get(String(params.session)) ?? missing();
  const changed = (id: string) => tell({ type: "session", session: state.sessions.get(id)?.session });

  return {
    consoleState: () => ({
      signedIn: state.signedIn,
      needsSetup: state.password === null,
      needsCode: false,
    }),
    setUp: ({ body }) => {
      state.password = String(body.password);
      state.signedIn = true;
      return undefined;
    },
    signIn: ({ body }) => {
      if (body.password !== state.password)
        throw new FakeProblem(401, "wrong_password", "the password is wrong");
      state.signedIn = true;
      return undefined;
    },
    signOut: () => {
      state.signedIn = false;
      return undefined;
    },
    serverState: () => ({
      version: "0.0.0-fake",
      model: { ...MODEL, card: {} },
      predictors: [
        { address: "http://127.0.0.1:7001", healthy: true, outstanding: 0 },
        { address: "http://127.0.0.1:7002", healthy: false, outstanding: 3 },
      ],
      detector: { name: "a fake", version: "1" },
      database: "pglite",
      liveSessions: [...state.sessions.values()].filter(({ session }) => session.status === "live").length,
      waitingBlocks: 0,
    }),
    listProjects: () => ({ items: state.project === null ? [] : [state.project] }),
    createProject: ({ body }) => makeProject(state, String(body.name)),
    getProject: project,
    changeProject: ({ body }) => {
      const before = project();
      state.project = {
        ...before,
        name: String(body.name ?? before.name),
        settings: { ...DEFAULT_SETTINGS, ...before.settings, ...(body.settings as object) },
      };
      return state.project;
    },
    eraseProject: nothing,
    listKeys: () => ({ items: [{ ...key(state), revokedAt: time(9) }, key(state)] }),
    createKey: ({ body }) => ({ ...key(state), name: String(body.name), secret: `wp_${"s3cret".repeat(6)}` }),
    revokeKey: nothing,
    listAudit: () => ({
      items: ["session.create", "subject.create", "project.change"].map((action, i) => ({
        id: String(i),
        at: time(60 - i),
        actor: "console",
        action,
        target: `${action.split(".")[0]} ${state.id()}`,
      })),
      next: null,
    }),
    listSubjects: () => ({
      items: [...state.subjects.values()].sort((a, b) => a.name.localeCompare(b.name)),
      next: null,
    }),
    createSubject: ({ body }) => {
      const name = String(body.name);
      if ([...state.subjects.values()].some((one) => one.name === name)) {
        throw new FakeProblem(409, "name_taken", "there is a person of this name already");
      }
      return makeSubject(state, name);
    },
    getSubject: subject,
    eraseSubject: (request) => {
      const { id } = subject(request);
      state.subjects.delete(id);
      tell({ type: "erased", kind: "subject", id });
      return undefined;
    },
    exportSubject: (request) => ({ subject: subject(request), enrolments: [], sessions: [] }),
    listEnrolments: (request) => ({
      items: [...state.enrolments.values()].filter((one) => one.subject === subject(request).id),
    }),
    enrol: (request) => {
      const session = state.sessions.get(String(request.body.session)) ?? missing();
      const enrolment = enrolFrom(state, subject(request).id, session);
      tell({ type: "enrolled", subject: enrolment.subject });
      return enrolment;
    },
    eraseEnrolment: (request) => {
      state.enrolments.delete(String(request.params.enrolment));
      countBlocks(state, subject(request).id);
      return undefined;
    },
    listSessions: ({ query }) => ({
      items: [...state.sessions.values()]
        .map(({ session }) => session)
        .filter((one) => query.subject === undefined || one.subject?.id === query.subject)
        .reverse(),
      next: null,
    }),
    createSession: ({ body }) => {
      const of = state.subjects.get(String(body.subject));
      const { session } = makeSession(state, {
        purpose: body.purpose === "enrolment" ? "enrolment" : "recognition",
        subject: of === undefined ? null : { id: of.id, name: of.name },
        label: null,
        minutes: 120 + state.sessions.size,
      });
      changed(session.id);
      return { session: session.id, token: "tok.1", expiresAt: time(600), endpoint: "/live" };
    },
    getSession: (request) => made(request).session,
    endSession: (request) => {
      const one = made(request);
      one.session = { ...one.session, status: "ended", endedAt: time(200) };
      changed(one.session.id);
      return one.session;
    },
    eraseSession: (request) => {
      const { id } = made(request).session;
      state.sessions.delete(id);
      tell({ type: "erased", kind: "session", id });
      return undefined;
    },
    sessionEvidence: (request) => {
      const one = made(request);
      if (one.session.purpose === "enrolment") return { verification: [], identification: [], anomaly: [] };
      const points = one.blocks.map(({ endS }, i) => {
        const logLikelihoodRatio = evidenceAfter(one, one.mover, i + 1);
        const { acceptAt, rejectAt } = THRESHOLD;
        const outcome = logLikelihoodRatio >= acceptAt ? "accepted" : "undecided";
        return {
          block: i + 1,
          atS: endS,
          score: logLikelihoodRatio / 3,
          logLikelihoodRatio,
          acceptAt,
          rejectAt,
          outcome,
        };
      });
      const verified = one.session.subject !== null;
      return {
        verification: verified ? points : [],
        identification: verified ? [] : points.map((point) => ({ ...point, best: "Ada" })),
        anomaly: points.slice(3).map((point) => ({ ...point, logLikelihoodRatio: point.block / 2 })),
      };
    },
    listDecisions: (request) => ({ items: made(request).decisions, next: null }),
    verify: () => missing(),
    identify: () => missing(),
    similarities: ({ query }) => {
      const all = [...state.sessions.values()].filter(({ blocks }) => blocks.length > 0);
      const rows =
        query.of === "sessions"
          ? all.map(({ session, blocks }) => ({
              id: session.id,
              name: session.label ?? session.id.slice(0, 8),
              blocks,
            }))
          : [...state.subjects.values()].map(({ id, name }) => ({
              id,
              name,
              blocks: [...state.enrolments.values()]
                .filter((one) => one.subject === id)
                .flatMap(({ session }) => state.sessions.get(session ?? "")?.blocks ?? []),
            }));
      const means = rows
        .filter(({ blocks }) => blocks.length > 0)
        .map(({ id, name, blocks }) => ({ id, name, blocks: blocks.length, mean: meanOf(blocks) }));
      return {
        model: MODEL,
        items: means.map(({ id, name, blocks }) => ({ id, name, blocks })),
        matrix: means.map((a) => means.map((b) => cosineSimilarity(a.mean, b.mean))),
      };
    },
    listSignatures: () => ({
      model: MODEL,
      size: SIGNATURE_SIZE,
      items: [...state.sessions.values()].flatMap(({ session, blocks }) =>
        blocks.map(({ signature }, block) => ({
          session: session.id,
          subject: session.subject,
          label: session.label,
          block,
          signature: Buffer.from(signature.buffer, signature.byteOffset, 4 * SIGNATURE_SIZE).toString(
            "base64",
          ),
        })),
      ),
    }),
    listWebhooks: () => ({ items: [...state.webhooks.values()] }),
    createWebhook: ({ body }) => {
      const hook = {
        id: state.id(),
        url: String(body.url),
        events: body.events as Answer<"createWebhook">["events"],
        createdAt: time(50),
        waiting: 2,
        lastDeliveredAt: null,
        lastFailure: "no answer within 10 s",
      };
      state.webhooks.set(hook.id, hook);
      return { ...hook, secret: `whsec_${"s3cret".repeat(6)}` };
    },
    eraseWebhook: ({ params }) => {
      state.webhooks.delete(String(params.webhook));
      return undefined;
    },
  };
}

/** People and sessions to look at. */
export function populate(state: FakeState): void {
  const names = ["Ada", "Bruno", "Chidi", "Dorothea-Maximiliane von Hohenfels", "Emi"];
  const people = names.map((name) => makeSubject(state, name));
  for (const [i, { id, name }] of people.entries()) {
    const learnt = makeSession(state, {
      purpose: "enrolment",
      subject: { id, name },
      label: null,
      minutes: 10 + i,
    });
    for (let block = 0; block < 24; block++) addBlock(state, learnt, id);
    learnt.session = { ...learnt.session, status: "ended", endedAt: time(30), batches: 90, events: 9120 };
    if (i < 4) enrolFrom(state, id, learnt);
  }
  const [ada, bruno] = people;
  if (ada === undefined || bruno === undefined) return;
  const rightful = makeSession(state, { purpose: "recognition", subject: ada, label: "Till 3", minutes: 60 });
  for (let block = 0; block < 14; block++) addBlock(state, rightful, ada.id);
  const intruder = makeSession(state, { purpose: "recognition", subject: ada, label: "Till 4", minutes: 61 });
  for (let block = 0; block < 12; block++) addBlock(state, intruder, bruno.id);
  const open = makeSession(state, { purpose: "recognition", subject: null, label: null, minutes: 62 });
  for (let block = 0; block < 5; block++) addBlock(state, open, bruno.id);
  makeSession(state, { purpose: "recognition", subject: null, label: "A page that waits", minutes: 63 });
}

function meanOf(blocks: readonly { signature: Float32Array }[]): Float32Array {
  const all = new Float32Array(blocks.length * SIGNATURE_SIZE);
  for (const [i, { signature }] of blocks.entries()) all.set(signature, i * SIGNATURE_SIZE);
  return meanSignature(all, SIGNATURE_SIZE);
}

function key(state: FakeState) {
  return {
    id: state.id(),
    name: "Our shop's server",
    start: "wp_3fa9",
    createdAt: time(5),
    lastUsedAt: null,
    revokedAt: null,
  };
}

function missing(): never {
  throw new FakeProblem(404, "not_found", "there is no such thing");
}
