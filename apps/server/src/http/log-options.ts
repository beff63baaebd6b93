import type { Writable } from "node:stream";
import type { FastifyRequest } from "fastify";

export interface LogSettings {
  readonly level: "trace" | "debug" | "info" | "warn" | "error" | "silent";
  readonly stream?: Writable;
}

/**
 * Lines of JSON without personal data: the route's pattern in place of the address, which holds ids, and neither
 * query, headers, body nor the caller's address.
 */
export function logOptions({ level, stream }: LogSettings) {
  return {
    level,
    ...(stream !== undefined && { stream }),
    base: null,
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? "none",
      }),
      res: ({ statusCode }: { readonly statusCode: number }) => ({ status: statusCode }),
      err: describeError,
    },
  };
}

/** Without an error's own members, and without the parameters of a query, which may be names. */
function describeError(error: Error & { readonly code?: string }): {
  type: string;
  code: string | undefined;
  message: string;
  stack: string;
  cause: string | undefined;
} {
  const { cause, code, name } = error;
  return {
    type: name,
    code,
    message: withoutParameters(error.message),
    stack: (error.stack ?? "")
      .split("\n")
      .filter((line) => /^\s+at /.test(line))
      .join("\n"),
    cause: cause instanceof Error ? withoutParameters(cause.message) : undefined,
  };
}

/** drizzle's messages end with the parameters of the query that failed. */
function withoutParameters(message: string): string {
  return message.replace(/\nparams:.*$/s, "");
}
