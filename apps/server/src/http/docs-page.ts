/** The API to read, at `/docs`: one page without scripts, so that it needs no network and no hole in the policy. */
import { ENDPOINTS, type Endpoint } from "@wristprint/api";
import type { FastifyInstance } from "fastify";
import { type JsonObject, openApiDocument } from "./openapi.js";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
code{overflow-wrap:anywhere}code,pre{font:14px/1.45 ui-monospace,monospace}pre{background:#f3f5f7;padding:.75rem;overflow:auto;border-radius:6px}
h2{margin-top:2.5rem;text-transform:capitalize}article{border-top:1px solid #d9dee3;padding:.75rem 0}
.method{display:inline-block;min-width:4.5rem;font-weight:600}.access{color:#57606a}summary{cursor:pointer}
@media(prefers-color-scheme:dark){body{color:#e6e9ec;background:#14171a}pre{background:#1f2429}article{border-color:#30363c}.access{color:#9aa4ad}a{color:#7cb7ff}}`;

const ACCESS = {
  project: "API key of the project, or the console",
  console: "console",
  public: "anybody",
} as const;

export function serveDocs(app: FastifyInstance, version: string): void {
  const document = JSON.stringify(openApiDocument(version));
  const page = docsPage(version);
  app.get("/openapi.json", async (_, reply) =>
    reply.type("application/json; charset=utf-8").header("access-control-allow-origin", "*").send(document),
  );
  app.get("/docs.css", async (_, reply) => reply.type("text/css; charset=utf-8").send(STYLE));
  app.get("/docs", async (_, reply) => reply.type("text/html; charset=utf-8").send(page));
}

export function docsPage(version: string): string {
  const { paths } = openApiDocument(version);
  const endpoints = Object.values(ENDPOINTS) as Endpoint[];
  const groups = [...new Set(endpoints.map(({ group }) => group))];
  const sections = groups.map((group) => {
    const own = endpoints.filter((endpoint) => endpoint.group === group);
    const articles = own.map((one) => article(one, paths[one.path]?.[one.method.toLowerCase()] ?? {}));
    return `<section><h2 id="${group}">${group}</h2>${articles.join("")}</section>`;
  });
  const links = groups.map((group) => `<a href="#${group}">${group}</a>`).join(" · ");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Wristprint HTTP API</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="/docs.css"></head>
<body><main><h1>Wristprint HTTP API ${escaped(version)}</h1>
<p>For programs: <a href="/openapi.json">OpenAPI 3.1</a>. Errors are problem documents (RFC 9457) with a <code>code</code>.</p>
<nav>${links}</nav>${sections.join("")}</main></body></html>`;
}

function article({ method, path, summary, access, status }: Endpoint, operation: JsonObject): string {
  const { requestBody, responses, parameters } = operation as {
    requestBody?: { content: { "application/json": { schema: JsonObject } } };
    responses?: Record<number, { content?: { "application/json": { schema: JsonObject } } }>;
    parameters?: { in: string; name: string; schema: JsonObject }[];
  };
  const query = (parameters ?? []).filter((parameter) => parameter.in === "query");
  const queried =
    query.length === 0 ? undefined : Object.fromEntries(query.map(({ name, schema }) => [name, schema]));
  return `<article><p><code><span class="method">${method}</span> ${escaped(path)}</code><br>${escaped(summary)}.
<span class="access">For: ${ACCESS[access]}. Answers ${status}.</span></p>
${details("Query", queried)}${details("Body", requestBody?.content["application/json"].schema)}
${details("Answer", responses?.[status]?.content?.["application/json"].schema)}</article>`;
}

function details(title: string, schema: object | undefined): string {
  if (schema === undefined) return "";
  return `<details><summary>${title}</summary><pre>${escaped(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
