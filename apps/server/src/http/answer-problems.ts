/** Turns whatever goes wrong into a problem document, and tells a caller nothing of the server's insides. */
import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { ServerError, type ServerErrorCode } from "../server-error.js";
import { HttpProblem, PROBLEM_TYPE, type ProblemCode, problemDocument } from "./problem.js";

const OF_SERVER: Readonly<Record<ServerErrorCode, readonly [number, ProblemCode] | undefined>> = {
  taken: [409, "taken"],
  missing: [404, "missing"],
  closing: [503, "closing"],
  "bad-setting": undefined,
};

/** What fastify itself refuses, by its status. */
const OF_FASTIFY: Readonly<Record<number, ProblemCode>> = {
  400: "bad-request",
  413: "too-large",
  415: "not-json",
  429: "too-many-requests",
};

export function answerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | HttpProblem | ServerError, request, reply) => {
    const problem = asProblem(error);
    if (problem.status >= 500) request.log.error({ err: error }, "a request failed");
    return send(reply, problem);
  });
}

export function asProblem(error: Error & { readonly statusCode?: number | undefined }): HttpProblem {
  if (error instanceof HttpProblem) return error;
  if (error instanceof ServerError) {
    const known = OF_SERVER[error.code];
    if (known) return new HttpProblem(known[0], known[1], error.message);
  }
  const { statusCode } = error;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return new HttpProblem(statusCode, OF_FASTIFY[statusCode] ?? "bad-request", error.message);
  }
  return new HttpProblem(500, "failed", "the server failed; its log says why");
}

export function send(reply: FastifyReply, { status, code, detail }: HttpProblem): FastifyReply {
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .code(status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify(problemDocument(status, code, detail)));
}
