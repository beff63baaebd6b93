/** Serves every endpoint of `@wristprint/api` from the table of handlers. */
import { API_LIMITS, ENDPOINTS, type Endpoint, type EndpointName, type Project } from "@wristprint/api";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { admit, type Caller } from "./access/caller.js";
import type { Call } from "./call.js";
import type { ServerContext } from "./context.js";
import { handlers } from "./handlers/registry.js";
import { found, HttpProblem } from "./problem.js";

/** Endpoints whose input can be guessed at. */
const GUARDED: ReadonlySet<EndpointName> = new Set(["setUp", "signIn"]);

type AnyHandler = (call: Call<Endpoint>) => Promise<unknown>;

/** @param app a scope of its own: its parser takes JSON alone */
export function serveEndpoints(app: FastifyInstance, context: ServerContext): void {
  takeJsonOnly(app);
  app.addHook("onSend", async (_, reply) => {
    reply.header("cache-control", "no-store");
  });
  for (const [name, endpoint] of Object.entries(ENDPOINTS) as [EndpointName, Endpoint][]) {
    serve(app, context, name, endpoint, handlers[name] as unknown as AnyHandler);
  }
}

function serve(
  app: FastifyInstance,
  context: ServerContext,
  name: EndpointName,
  endpoint: Endpoint,
  handler: AnyHandler,
): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  const { loginsPerMinute } = context.settings;
  app.route({
    method: endpoint.method,
    url: endpoint.path.replace(/\{(\w+)\}/g, ":$1"),
    bodyLimit: API_LIMITS.bodyBytes,
    ...(GUARDED.has(name) && {
      config: { rateLimit: { max: loginsPerMinute, timeWindow: "1 minute", groupId: "console" } },
    }),
    // Before the body is read, as strangers are not listened to; after the call was counted, as they may be guessing.
    preParsing: async (request) => {
      const { project } = request.params as { project?: string };
      callers.set(request, await admit(context, request, endpoint.access, project));
    },
    handler: async (request, reply) => {
      const params = check(endpoint.params, request.params, "the path") as { project?: string };
      const project = await knownProject(context, params.project);
      const answer = await handler({
        context,
        caller: callers.get(request) ?? { kind: "anybody" },
        request,
        reply,
        found: project,
        params,
        query: check(endpoint.query, request.query, "the query"),
        body: check(endpoint.body, request.body, "the body"),
      });
      return respond(reply, endpoint, answer);
    },
  });
}

async function knownProject(
  { store }: ServerContext,
  project: string | undefined,
): Promise<Project | undefined> {
  return project === undefined ? undefined : found(await store.projects.get(project), "project");
}

function respond(reply: FastifyReply, { status }: Endpoint, answer: unknown): FastifyReply {
  reply.code(status);
  if (status === 204) return reply.send();
  return reply.type("application/json; charset=utf-8").send(JSON.stringify(answer));
}

/** What the schema makes of a value. The problem names the member; the value itself it does not repeat. */
function check<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${[where, ...path.map(String)].join(" › ").slice(0, 200)}: ${message}`);
  throw new HttpProblem(400, "bad-input", issues.join("; ").slice(0, 1000));
}

function takeJsonOnly(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // Members named __proto__ are refused, as they could change objects that they are copied into.
  const parse = app.getDefaultJsonParser("error", "error");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (request, text, done) => {
    if (text.length === 0) return done(null, undefined);
    parse(request, text as string, (error, value) => {
      if (error) done(new HttpProblem(400, "bad-json", "the body is not JSON"));
      else done(null, value);
    });
  });
}
