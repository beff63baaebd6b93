/** The OpenAPI 3.1 document, made from the registry of endpoints. */
import { ENDPOINTS, type Endpoint, problem } from "@wristprint/api";
import { z } from "zod";

export type JsonObject = { readonly [key: string]: unknown };

export interface OpenApiDocument {
  readonly openapi: "3.1.0";
  readonly info: JsonObject;
  readonly tags: readonly JsonObject[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly components: JsonObject;
}

const SECURITY = {
  project: [{ apiKey: [] }, { console: [] }],
  console: [{ console: [] }],
  public: [],
} as const;

export function openApiDocument(version: string): OpenApiDocument {
  const entries = Object.entries(ENDPOINTS) as [string, Endpoint][];
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [name, endpoint] of entries) {
    paths[endpoint.path] = {
      ...paths[endpoint.path],
      [endpoint.method.toLowerCase()]: operation(name, endpoint),
    };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Wristprint",
      version,
      description: "Recognises people by how they move a pointer.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    tags: [...new Set(entries.map(([, { group }]) => group))].map((name) => ({ name })),
    paths,
    components: {
      schemas: { Problem: jsonSchema(problem, "output") },
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key of the project: wp_…" },
        console: { type: "apiKey", in: "cookie", name: "wristprint-console" },
      },
    },
  };
}

function operation(name: string, endpoint: Endpoint): JsonObject {
  const body = jsonSchema(endpoint.body, "input");
  const answers =
    endpoint.status === 204
      ? { description: "Done" }
      : { description: "Done", content: json(jsonSchema(endpoint.answer, "output")) };
  return {
    operationId: name,
    summary: endpoint.summary,
    tags: [endpoint.group],
    security: SECURITY[endpoint.access],
    parameters: [...parameters("path", endpoint.params), ...parameters("query", endpoint.query)],
    ...(body.type === "object" && { requestBody: { required: true, content: json(body) } }),
    responses: {
      [endpoint.status]: answers,
      default: {
        description: "A problem (RFC 9457)",
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
      },
    },
  };
}

function parameters(place: "path" | "query", schema: z.ZodType): JsonObject[] {
  const { properties = {}, required = [] } = jsonSchema(schema, "input") as {
    properties?: Record<string, JsonObject>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, of]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: of,
  }));
}

function jsonSchema(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return rest;
}

function json(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}
