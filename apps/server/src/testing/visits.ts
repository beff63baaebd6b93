/**
 * Load for a server that dies: visitors of made-up sites, one session after the other, who notice a dead server as a
 * browser would and go on when there is another. What they were promised is noted, to be compared with what was kept.
 */
import type { EndpointName } from "@wristprint/api";
import { createRandom } from "@wristprint/core";
import { cutBatches, moveHand } from "../live/testing/moving-hand.js";
import { type ApiAnswer, type ApiInput, CallRefused, callApi } from "./console-client.js";
import { createVisitor } from "./visitor.js";

export interface Site {
  readonly project: string;
  /** An API key of it. */
  readonly key: string;
  readonly subjects: readonly string[];
}

/** One session, and what the server answered. */
export interface Visit {
  readonly session: string;
  readonly project: string;
  readonly subject: string;
  /** Enrolled by the server itself, or asked for when all was sent. */
  readonly purpose: "enrolment" | "recognition";
  readonly recording: number;
  /** In the order of their numbers: all that were sent, and in the end all that were acknowledged. */
  readonly batches: Uint8Array[];
  /** Ids of enrolments that the server said to have made. */
  readonly enrolments: string[];
  /** Batches that the server acknowledged so far. */
  readonly acknowledged: number;
  /** Why connections ended. */
  readonly breaks: readonly string[];
  /** Whether the server said that it has ended. */
  ended: boolean;
}

export interface VisitsOptions {
  readonly sites: readonly Site[];
  /** The server's, such as `http://127.0.0.1:8080`; waits while there is none. */
  readonly address: () => Promise<string>;
  /** At the same time. */
  readonly visitors: number;
  readonly seed: number;
}

export interface Visits {
  /** All that began, in order. */
  readonly visits: readonly Visit[];
  /** Nothing new is begun; resolves when every session has been sent, scored and ended. */
  finish(): Promise<void>;
}

/** 6 blocks or so, after thinning to 60 events a second. */
const EVENTS = 1_600;
/** Batches on their way, at most. */
const UNDER_WAY = 8;
const LONGEST_PAUSE_MS = 14;

export function beginVisits({ sites, address, visitors, seed }: VisitsOptions): Visits {
  const visits: Visit[] = [];
  let finishing = false;

  /** Asks until there is an answer that is not "not yet". */
  async function call<N extends EndpointName>(
    site: Site,
    name: N,
    input: ApiInput<N>,
  ): Promise<ApiAnswer<N>> {
    for (;;) {
      const headers = { authorization: `Bearer ${site.key}` };
      const to = await address();
      try {
        return await callApi(to, headers, name, input);
      } catch (error) {
        const notYet = error instanceof CallRefused && [409, 503].includes(error.status);
        // Without an answer there was no server, or it died while it answered.
        if (error instanceof CallRefused && !notYet) throw error;
      }
      await pause(50);
    }
  }

  async function visit(number: number, draw: () => number): Promise<void> {
    const pick = <T>(from: readonly T[]): T => from[Math.floor(draw() * from.length)] as T;
    const site = pick(sites);
    const { project } = site;
    const subject = pick(site.subjects);
    const purpose = pick(["enrolment", "recognition"] as const);
    const body = { subject, purpose };
    const { session, token, endpoint } = await call(site, "createSession", { params: { project }, body });
    const recording = 1 + Math.floor(draw() * 0xffff_fffe);
    const visitor = createVisitor({
      session,
      token,
      endpoint: async () => (await address()).replace(/^http/, "ws") + endpoint,
    });
    const own: Visit = {
      session,
      project,
      subject,
      purpose,
      recording,
      batches: [],
      enrolments: [],
      get acknowledged() {
        return visitor.acknowledged;
      },
      breaks: visitor.breaks,
      ended: false,
    };
    visits.push(own);
    const cuts = [...Array(EVENTS).keys()].filter(() => draw() < 0.06);
    for (const batch of cutBatches(recording, moveHand(`${seed} ${number}`, EVENTS), cuts)) {
      await visitor.waiting(UNDER_WAY);
      own.batches.push(batch);
      visitor.send(batch);
      await pause(draw() * LONGEST_PAUSE_MS);
    }
    await visitor.waiting(0);
    visitor.close();
    await settle(site, own);
    await call(site, "endSession", { params: { project, session } });
    own.ended = true;
  }

  /** Until all blocks so far are scored, with the enrolment that was wanted. */
  async function settle(site: Site, visit: Visit): Promise<void> {
    const { session, project, subject, purpose, enrolments } = visit;
    for (;;) {
      const { blocks, scored } = await call(site, "getSession", { params: { project, session } });
      if (blocks > 0 && scored > 0 && purpose === "recognition" && enrolments.length === 0) {
        const made = await call(site, "enrol", { params: { project, subject }, body: { session } });
        enrolments.push(made.id);
      }
      if (blocks > 0 && scored === blocks) return;
      await pause(50);
    }
  }

  async function keepVisiting(visitor: number): Promise<void> {
    const random = createRandom(seed + visitor);
    for (let number = visitor; !finishing; number += visitors) await visit(number, random.uniform);
  }

  const running = Promise.all(Array.from({ length: visitors }, (_, visitor) => keepVisiting(visitor)));
  // What failed is told by `finish`.
  running.catch(() => {});
  return {
    visits,
    async finish() {
      finishing = true;
      await running;
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
