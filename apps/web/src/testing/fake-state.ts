import type { Decision, Enrolment, Project, Session, Subject, Webhook } from "@wristprint/api";
import { DEFAULT_SETTINGS, NOTHING_RECORDED } from "@wristprint/api";
import { createRandom } from "@wristprint/core";

/** Numbers of a made-up signature. */
export const SIGNATURE_SIZE = 16;
export const MODEL = { name: "fake-encoder", version: "0" };
const BEGAN = Date.UTC(2026, 0, 5, 9, 0);

export interface FakeBlock {
  readonly signature: Float32Array;
  readonly endS: number;
}
export interface FakeSession {
  session: Session;
  /** Whose way of moving the session shows. */
  mover: string;
  readonly blocks: FakeBlock[];
  readonly decisions: Decision[];
}

/** All that the fake server knows, made from a seed. */
export interface FakeState {
  password: string | null;
  signedIn: boolean;
  project: Project | null;
  readonly subjects: Map<string, Subject>;
  readonly sessions: Map<string, FakeSession>;
  readonly enrolments: Map<string, Enrolment>;
  readonly webhooks: Map<string, Webhook>;
  readonly ways: Map<string, Float32Array>;
  readonly id: () => string;
  readonly normal: () => number;
}

export function createFakeState(seed: number): FakeState {
  const random = createRandom(seed);
  return {
    password: null,
    signedIn: false,
    project: null,
    subjects: new Map(),
    sessions: new Map(),
    enrolments: new Map(),
    webhooks: new Map(),
    ways: new Map(),
    id: () => {
      const hex = Array.from({ length: 32 }, () => random.integer(16).toString(16)).join("");
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    normal: () => random.normal(),
  };
}

export function makeProject(state: FakeState, name: string): Project {
  state.project = { id: state.id(), name, createdAt: time(0), settings: { ...DEFAULT_SETTINGS } };
  return state.project;
}

export function makeSubject(state: FakeState, name: string): Subject {
  const subject = { id: state.id(), name, createdAt: time(1), enrolled: false, blocks: 0 };
  state.subjects.set(subject.id, subject);
  state.ways.set(subject.id, direction(state));
  return subject;
}

export function makeSession(
  state: FakeState,
  about: Pick<Session, "purpose" | "subject" | "label"> & { minutes: number },
): FakeSession {
  const { minutes, ...rest } = about;
  const made: FakeSession = {
    session: {
      id: state.id(),
      ...rest,
      status: "waiting",
      createdAt: time(minutes),
      endedAt: null,
      ...NOTHING_RECORDED,
      decisions: [],
    },
    mover: "",
    blocks: [],
    decisions: [],
  };
  state.sessions.set(made.session.id, made);
  return made;
}

/** One more block of a session, moved as `mover` does, and what is decided by it. */
export function addBlock(state: FakeState, made: FakeSession, mover: string): void {
  const way = state.ways.get(mover) ?? direction(state);
  state.ways.set(mover, way);
  const endS = (made.blocks.at(-1)?.endS ?? 0) + 3 + Math.abs(state.normal());
  made.blocks.push({ signature: unit(way.map((value) => value + 0.12 * state.normal())), endS });
  const { session } = made;
  made.mover = mover;
  made.session = {
    ...session,
    status: "live",
    blocks: made.blocks.length,
    scored: made.blocks.length,
    lastEventAt: time(100),
    samplingRateHz: 125,
    screen: { widthPx: 1920, heightPx: 1080, devicePixelRatio: 1 },
    pointers: ["mouse"],
  };
  if (session.purpose === "enrolment") return;
  const latest = [decide(state, made, mover), anomaly(state, made), ...findings(state, made)];
  for (const decision of latest) {
    const before = session.decisions.find(({ kind }) => kind === decision.kind);
    if (before?.outcome !== decision.outcome) made.decisions.unshift(decision);
  }
  made.session = { ...made.session, decisions: latest };
}

export function enrolFrom(state: FakeState, subject: string, made: FakeSession): Enrolment {
  const enrolment = {
    id: state.id(),
    subject,
    session: made.session.id,
    blocks: made.blocks.length,
    model: MODEL,
    createdAt: time(90),
  };
  state.enrolments.set(enrolment.id, enrolment);
  countBlocks(state, subject);
  return enrolment;
}

export function countBlocks(state: FakeState, id: string): void {
  const subject = state.subjects.get(id);
  if (subject === undefined) return;
  const own = [...state.enrolments.values()].filter((one) => one.subject === id);
  const blocks = own.reduce((sum, one) => sum + one.blocks, 0);
  state.subjects.set(id, { ...subject, blocks, enrolled: blocks >= 5 });
}

/** Evidence that grows by about 0.6 a block, or falls where another one moves. */
export function evidenceAfter(made: FakeSession, mover: string, blocks: number): number {
  const claimed = made.session.subject?.id ?? mover;
  return (claimed === mover ? 0.6 : -0.5) * blocks + Math.sin(blocks);
}

export const THRESHOLD = { acceptAt: 5.2, rejectAt: -4.1, fmr: 0.01 };

function decide(state: FakeState, made: FakeSession, mover: string): Decision {
  const logLikelihoodRatio = evidenceAfter(made, mover, made.blocks.length);
  const yes = logLikelihoodRatio >= THRESHOLD.acceptAt;
  const no = logLikelihoodRatio <= THRESHOLD.rejectAt;
  const head = base(state, made, logLikelihoodRatio);
  const { subject } = made.session;
  if (subject !== null) {
    const outcome = yes ? "accepted" : no ? "rejected" : "undecided";
    return { ...head, kind: "verification", outcome, subject };
  }
  const enrolled = [...state.subjects.values()].filter((one) => one.enrolled);
  const candidates = enrolled
    .map(({ id, name }) => ({
      subject: { id, name },
      score: id === mover ? 2.4 : 0.3,
      logLikelihoodRatio: id === mover ? logLikelihoodRatio : -2,
    }))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
  const outcome = yes ? "known" : no ? "unknown" : "undecided";
  return { ...head, kind: "identification", outcome, candidates, enrolled: enrolled.length };
}

function anomaly(state: FakeState, made: FakeSession): Decision {
  const outcome = made.blocks.length > 6 ? "same" : "undecided";
  return { ...base(state, made, made.blocks.length / 2), kind: "anomaly", outcome };
}

/** What is said of the movements themselves. */
function findings(state: FakeState, made: FakeSession): Decision[] {
  const tracks = 2 * made.blocks.length;
  const head = () => ({ id: state.id(), session: made.session.id, at: time(101), tracks });
  const text = "The speed rises and falls as a hand's does";
  const reasons = [{ feature: "speed", text, weight: -2.1 }];
  return [
    {
      ...head(),
      kind: "liveness",
      outcome: tracks > 4 ? "person" : "undecided",
      probability: 0.004,
      reasons,
      scripted: false,
      model: MODEL,
    },
    { ...head(), kind: "replay", outcome: "original", copies: 0, match: null },
  ];
}

function base(state: FakeState, made: FakeSession, logLikelihoodRatio: number) {
  return {
    id: state.id(),
    session: made.session.id,
    at: time(100 + made.blocks.length / 10),
    score: logLikelihoodRatio / 3,
    logLikelihoodRatio,
    threshold: THRESHOLD,
    blocks: made.blocks.length,
    seconds: made.blocks.at(-1)?.endS ?? 0,
    model: MODEL,
  };
}

/** A time so many minutes after the fake world's beginning. */
export function time(minutes: number): string {
  return new Date(BEGAN + minutes * 60_000).toISOString();
}

function direction(state: FakeState): Float32Array {
  return unit(Float32Array.from({ length: SIGNATURE_SIZE }, () => state.normal()));
}

export function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
