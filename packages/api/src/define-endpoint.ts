import { z } from "zod";
import type { Endpoint } from "./endpoint.js";

const nothing = z.undefined().or(z.null()).or(z.strictObject({}));
const noParams = z.strictObject({});

type Parts = Pick<Endpoint, "method" | "path" | "group" | "summary" | "access" | "status">;

/**
 * An endpoint, with nothing where nothing is said: no parameters, an empty body, an answer of 204.
 * @param start method and path
 */
export function defineEndpoint<
  Params extends z.ZodType = typeof noParams,
  Query extends z.ZodType = typeof noParams,
  Body extends z.ZodType = typeof nothing,
  Answer extends z.ZodType = typeof nothing,
>(
  start: string,
  summary: string,
  parts: {
    group: string;
    access?: Endpoint["access"];
    creates?: true;
    params?: Params;
    query?: Query;
    body?: Body;
    answer?: Answer;
  },
): Endpoint<Params, Query, Body, Answer> {
  const [method, path] = start.split(" ") as [Endpoint["method"], string];
  const head: Parts = {
    method,
    path,
    summary,
    group: parts.group,
    access: parts.access ?? "project",
    status: parts.answer === undefined ? 204 : parts.creates ? 201 : 200,
  };
  return {
    ...head,
    params: parts.params ?? (noParams as unknown as Params),
    query: parts.query ?? (noParams as unknown as Query),
    body: parts.body ?? (nothing as unknown as Body),
    answer: parts.answer ?? (nothing as unknown as Answer),
  };
}
