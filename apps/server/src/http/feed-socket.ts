/** `/v1/projects/{project}/feed`: what happens in a project, told to signed-in consoles over a WebSocket. */
import type { FeedMessage } from "@wristprint/api";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { admit, requireOwnPage } from "./access/caller.js";
import type { ServerContext } from "./context.js";
import { HttpProblem, missing } from "./problem.js";

/** A console that is so far behind is cut off; it connects again and reads anew. */
const MOST_BUFFERED_BYTES = 1_048_576;
/** How often a connection is checked: that somebody is there, and still signed in. */
const CHECK_MS = 30_000;

const params = z.strictObject({ project: z.uuid() });

export function serveFeed(app: FastifyInstance, context: ServerContext): void {
  app.get(
    "/v1/projects/:project/feed",
    {
      websocket: true,
      onRequest: async (request) => {
        const asked = params.safeParse(request.params);
        const caller = await admit(context, request, "console", undefined);
        if (!request.ws) throw new HttpProblem(400, "bad-input", "a WebSocket is served here");
        // A WebSocket needs no leave of CORS, so that no other page may listen its origin is checked.
        if (caller.kind === "console") requireOwnPage(request);
        if (!asked.success || !(await context.store.projects.get(asked.data.project)))
          throw missing("project");
      },
    },
    async (socket, request) => {
      const { project } = params.parse(request.params);
      const stop = context.feed.listen(project, (message: FeedMessage) => {
        if (socket.bufferedAmount > MOST_BUFFERED_BYTES) return socket.close(1013, "too slow");
        socket.send(JSON.stringify(message));
      });
      let answered = true;
      const checks = setInterval(async () => {
        if (!answered) return socket.terminate();
        answered = false;
        socket.ping();
        await admit(context, request, "console", undefined).catch(() => socket.close(4401, "signed out"));
      }, CHECK_MS);
      checks.unref();
      socket.on("pong", () => {
        answered = true;
      });
      // Nothing is expected from a console.
      socket.on("message", () => socket.close(1008, "this feed only tells"));
      socket.on("error", () => socket.terminate());
      socket.on("close", () => {
        clearInterval(checks);
        stop();
      });
    },
  );
}
