/** What a handler is given, and the table of all handlers. */
import type { CallAnswer, CallRequest, ENDPOINTS, Endpoint, EndpointName, Project } from "@wristprint/api";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "./access/caller.js";
import type { ServerContext } from "./context.js";
import { missing } from "./problem.js";

export interface Call<E extends Endpoint> extends CallRequest<E> {
  readonly context: ServerContext;
  readonly caller: Caller;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly found: Project | undefined;
}

/** Every endpoint and nothing else: one that is missing does not compile. */
export type Handlers = {
  readonly [Name in EndpointName]: (
    call: Call<(typeof ENDPOINTS)[Name]>,
  ) => Promise<CallAnswer<(typeof ENDPOINTS)[Name]>>;
};

/** The project that the path names; the route has looked it up. */
export function projectOf({ found }: { readonly found: Project | undefined }): Project {
  if (found === undefined) throw missing("project");
  return found;
}
