import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Endpoint } from "./endpoint.js";
import { ENDPOINTS } from "./endpoints.js";
import { DEFAULT_SETTINGS, projectSettings } from "./projects.js";

const all: [string, Endpoint][] = Object.entries(ENDPOINTS);

describe("the registry of endpoints", () => {
  it("has no two endpoints at one place", () => {
    const places = all.map(([, { method, path }]) => `${method} ${path.replace(/\{\w+\}/g, "{}")}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it.each(all)("%s names in its path the parameters that it takes", (_, { path, params }) => {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const schema = z.toJSONSchema(params) as { required?: string[] };
    expect(inPath.sort()).toEqual([...(schema.required ?? [])].sort());
  });

  it.each(all)("%s takes no member that it does not know", (_, { body }) => {
    expect(body.safeParse({ unknownMember: 1 }).success).toBe(false);
  });

  it.each(all)("%s can be shown as a JSON schema", (_, { body, query, answer }) => {
    for (const schema of [body, query, answer]) {
      expect(() => z.toJSONSchema(schema, { unrepresentable: "any" })).not.toThrow();
    }
  });
});

it("has default settings that its own schema takes", () => {
  expect(projectSettings.parse(DEFAULT_SETTINGS)).toEqual(DEFAULT_SETTINGS);
});
