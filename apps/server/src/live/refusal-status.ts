import type { Problem } from "@wristprint/api";
import type { RefusalCode } from "./live-engine.js";
import { LiveRefusal } from "./live-refusal.js";

/** How docs/wire-format.md has refusals told, as HTTP has it; a WebSocket closes with 4000 more. */
const STATUS: Readonly<Record<RefusalCode, number>> = {
  malformed: 400,
  gap: 404,
  ended: 404,
  limit: 413,
  busy: 429,
};

/** A refusal with its status, of a token or an origin, before the engine was asked. */
export class AccessRefusal extends Error {
  override readonly name = "AccessRefusal";
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 429,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** What a page is told of an error. Of what we did not foresee it learns nothing but that it may try again. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof LiveRefusal) {
    return { status: STATUS[error.code], code: error.code, detail: error.message };
  }
  if (error instanceof AccessRefusal) {
    return { status: error.status, code: error.code, detail: error.message };
  }
  return { status: 500, code: "failed", detail: "the server failed; try again" };
}

export function problemOf({ status, code, detail }: Refusal): Problem {
  return { type: "about:blank", title: code, status, code, detail };
}
