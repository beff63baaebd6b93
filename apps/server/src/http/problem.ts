/** What a caller did wrong, or what is not possible now, as a problem document (RFC 9457). */
import { STATUS_CODES } from "node:http";
import type { Problem } from "@wristprint/api";

export type ProblemCode =
  | "bad-input"
  | "bad-json"
  | "not-json"
  | "too-large"
  | "no-access"
  | "wrong-origin"
  | "wrong-password"
  | "wrong-code"
  | "set-up-already"
  | "missing"
  | "taken"
  | "no-blocks"
  | "not-enrolled"
  | "too-many-requests"
  | "no-model"
  | "closing"
  | "failed"
  | "bad-request";

export class HttpProblem extends Error {
  override readonly name = "HttpProblem";
  constructor(
    readonly status: number,
    readonly code: ProblemCode,
    /** What was expected and what came; never what belongs to somebody else. */
    readonly detail?: string,
  ) {
    super(detail ?? code);
  }
}

export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

export function problemDocument(status: number, code: string, detail?: string): Problem {
  const title = STATUS_CODES[status] ?? "Error";
  return { type: "about:blank", title, status, code, ...(detail !== undefined && { detail }) };
}

/** One answer for what is not there and for what is another project's. */
export function missing(what: string): HttpProblem {
  return new HttpProblem(404, "missing", `no such ${what}`);
}

export function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw missing(what);
  return value;
}
