/** What an endpoint is: data that the server serves by, the console calls by, and the OpenAPI page shows. */
import type { z } from "zod";

/**
 * Who may call. `project`: an API key of the project in the path, or the console. `console`: the console alone.
 * `public`: anybody.
 */
export type Access = "project" | "console" | "public";

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Parameters in braces: `/v1/projects/{project}`. */
  readonly path: string;
  readonly group: string;
  readonly summary: string;
  readonly access: Access;
  readonly status: 200 | 201 | 204;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly answer: Answer;
}

/** What a call hands in, as written by the caller: defaults may be left out. */
export interface CallInput<E extends Endpoint> {
  readonly params: z.input<E["params"]>;
  readonly query: z.input<E["query"]>;
  readonly body: z.input<E["body"]>;
}

/** What the server's function is given, defaults filled in. */
export interface CallRequest<E extends Endpoint> {
  readonly params: z.output<E["params"]>;
  readonly query: z.output<E["query"]>;
  readonly body: z.output<E["body"]>;
}

export type CallAnswer<E extends Endpoint> = z.output<E["answer"]>;
