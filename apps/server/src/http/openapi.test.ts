import { ENDPOINTS } from "@wristprint/api";
import { describe, expect, it } from "vitest";
import { docsPage } from "./docs-page.js";
import { openApiDocument } from "./openapi.js";

const document = openApiDocument("1.2.3");
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe("the OpenAPI document", () => {
  it("has every endpoint once, by its name", () => {
    expect(operations.map(({ operation }) => operation.operationId).sort()).toEqual(
      Object.keys(ENDPOINTS).sort(),
    );
  });

  it("says each parameter of each path", () => {
    for (const { path, operation } of operations) {
      const inPath = (operation.parameters as { in: string; name: string; required: boolean }[]).filter(
        (parameter) => parameter.in === "path",
      );
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(inPath.map(({ name }) => `{${name}}`).sort()).toEqual(
        [...(path.match(/\{\w+\}/g) ?? [])].sort(),
      );
    }
  });

  it("refers only to what it holds, and has an answer to everything", () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name ?? "");
    }
    expect(text).not.toContain('"$schema"');
    for (const { operation } of operations) {
      expect(Object.keys(operation.responses as object).some((status) => /^20[014]$/.test(status))).toBe(
        true,
      );
    }
  });
});

it("the page to read holds every path and no script", () => {
  const page = docsPage("1.2.3");
  for (const { path } of Object.values(ENDPOINTS)) expect(page).toContain(path);
  expect(page).not.toMatch(/<script|<style| style=| on\w+=/);
});
