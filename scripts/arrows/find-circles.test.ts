import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCircles } from "./find-circles.mjs";

/** A random graph whose edges all go from a later file to an earlier one, so it has no circle. */
const downward = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 2, maxLength: 12 })
  .map((rows) => {
    const names = rows.map((_, index) => `file${index}`);
    return new Map(
      rows.map((row, index) => [`file${index}`, index === 0 ? [] : row.map((to) => names[to % index] ?? "")]),
    );
  });

describe("findCircles", () => {
  it("finds none where every import goes down", () => {
    fc.assert(
      fc.property(downward, (graph) => {
        expect(findCircles(graph)).toEqual([]);
      }),
    );
  });

  it("finds one as soon as a file imports one that reaches it", () => {
    fc.assert(
      fc.property(downward, (graph) => {
        graph.set("file0", ["file1"]);
        graph.set("file1", [...(graph.get("file1") ?? []), "file0"]);
        const circles = findCircles(graph);
        expect(circles).toContainEqual(["file0", "file1", "file0"]);
      }),
    );
  });

  it("names the whole way round, once, from its smallest file", () => {
    const graph = new Map([
      ["b", ["c"]],
      ["c", ["a"]],
      ["a", ["b"]],
      ["d", ["b"]],
    ]);
    expect(findCircles(graph)).toEqual([["a", "b", "c", "a"]]);
  });

  it("takes a file that imports itself for a circle", () => {
    expect(findCircles(new Map([["a", ["a"]]]))).toEqual([["a", "a"]]);
  });
});
