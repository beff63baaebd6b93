import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findImports } from "./find-imports.mjs";

function specifiers(source: string): string[] {
  return findImports(source).map(({ specifier }) => specifier);
}

describe("findImports", () => {
  it.each([
    ['import a from "x";', "x"],
    ["import a, { b } from 'x';", "x"],
    ['import * as a from "x";', "x"],
    ['import {\n  a,\n  type B as from,\n} from "x";', "x"],
    ['import "x";', "x"],
    ['import a from "x" with { type: "json" };', "x"],
    ['export * from "x";', "x"],
    ['export * as a from "x";', "x"],
    ['export { a, b } from "x";', "x"],
    ['export type { A } from "x";', "x"],
    ['const a = await import("x");', "x"],
    ['const a = require("x");', "x"],
    ['let a: import("x").A;', "x"],
  ])("finds %s", (source, expected) => {
    expect(specifiers(source)).toEqual([expected]);
  });

  it.each([
    ['// import a from "x";'],
    ['/* import a from "x"; */'],
    ["const a = `\nimport a from 'x';\n`;"],
    ["const a = 'import(\"x\")';"],
    ['export { a };\nconst from = "x";'],
    ['export const a = "x";'],
    ['export type A = { from: "x" };'],
    ["const a = import.meta.url;"],
    ['loader.import("x");'],
    ["await import(computed);"],
  ])("finds nothing in %s", (source) => {
    expect(specifiers(source)).toEqual([]);
  });

  it("is not led astray by quotes in regular expressions, templates and divisions", () => {
    const source = [
      "const quote = /[\"'`/]/g;",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is source text, to be read
      "const text = `it's ${nested({ a: `}` })} \\` here`;",
      'const ratio = a / b; const path = "c/d";',
      'import late from "late";',
    ].join("\n");
    expect(findImports(source)).toEqual([{ specifier: "late", line: 4, typeOnly: false }]);
  });

  it("tells imports of types alone from those that stay in the built file", () => {
    const source = [
      'import type { A } from "a";',
      'import { type B } from "b";',
      'import type from "c";',
      'export type * from "d";',
    ].join("\n");
    expect(findImports(source).map(({ typeOnly }) => typeOnly)).toEqual([true, false, false, true]);
  });

  it("names the line, whatever stands before", () => {
    const filler = fc.constantFrom(
      "",
      "// it's",
      "/* a\n b */",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: this is source text, to be read
      "const a = `\n${b}\n`;",
      "const c = /'/;",
      "f({});",
    );
    fc.assert(
      fc.property(fc.array(filler), (before) => {
        const head = before.map((text) => `${text}\n`).join("");
        const line = head.split("\n").length;
        expect(findImports(`${head}import { a } from "x";\n`)).toEqual([
          { specifier: "x", line, typeOnly: false },
        ]);
      }),
    );
  });
});
