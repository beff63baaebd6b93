/** The console's build and the browser script, where they have been built. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { send } from "./answer-problems.js";
import type { HttpSettings } from "./http-settings.js";
import { HttpProblem } from "./problem.js";

/** Vite names files in there by their content, so they never change. */
const UNCHANGING = /[\\/]assets[\\/]/;
/** Paths that are no page of the console, whatever stands behind them. */
const NO_PAGE = /^\/(?:v1|live|assets|metrics|health|ready|docs|openapi\.json)(?:[/?]|$)/;

export async function serveStaticFiles(
  app: FastifyInstance,
  { consoleFolder, captureScript }: Pick<HttpSettings, "consoleFolder" | "captureScript">,
): Promise<void> {
  if (captureScript !== null && existsSync(captureScript)) serveCaptureScript(app, captureScript);
  const hasConsole = consoleFolder !== null && existsSync(`${consoleFolder}/index.html`);
  if (hasConsole) {
    await app.register(fastifyStatic, {
      root: consoleFolder,
      cacheControl: false,
      setHeaders(response, path) {
        const value = UNCHANGING.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
        response.setHeader("cache-control", value);
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const wantsPage = request.method === "GET" && (request.headers.accept ?? "").includes("text/html");
    if (hasConsole && wantsPage && !NO_PAGE.test(request.url)) return reply.sendFile("index.html");
    return send(reply, new HttpProblem(404, "missing", "nothing is served here"));
  });
}

/** Pages of other origins load it, which the server's own policy would forbid. */
function serveCaptureScript(app: FastifyInstance, file: string): void {
  app.get("/capture.min.js", async (_, reply) =>
    reply
      .type("text/javascript; charset=utf-8")
      .header("cache-control", "public, max-age=3600")
      .header("cross-origin-resource-policy", "cross-origin")
      .header("access-control-allow-origin", "*")
      .send(await readFile(file)),
  );
}
