import { expect, it } from "vitest";
import { multiply } from "../operators/arithmetic.js";
import { sum } from "../operators/sum.js";
import { differentiate } from "./gradient.js";
import { createGraph, input, parameter } from "./graph.js";
import { apply } from "./operator.js";

it("refuses a loss of more than one number", () => {
  const graph = createGraph();
  const x = input(graph, "x", [2, 3]);
  expect(() => differentiate(x, [x])).toThrow(
    expect.objectContaining({
      code: "shape",
      message: "a loss is one number, this one has the shape [2, 3]",
    }),
  );
});

it("names a value that the loss does not depend on", () => {
  const graph = createGraph();
  const used = input(graph, "used", [3]);
  const idle = parameter(graph, "dense_1/bias", [3]);
  expect(() => differentiate(sum(used, [0]), [used, idle])).toThrow(
    expect.objectContaining({ code: "no-gradient", message: expect.stringContaining("dense_1/bias") }),
  );
});

it("adds no work for what does not learn", () => {
  const nodes = (learning: "a" | "both") => {
    const graph = createGraph();
    const a = input(graph, "a", [3]);
    const b = input(graph, "b", [3]);
    differentiate(sum(multiply(a, b), [0]), learning === "a" ? [a] : [a, b]);
    return graph.nodes.length;
  };
  expect(nodes("a")).toBeLessThan(nodes("both"));
});

it("refuses to mix values of two graphs", () => {
  const a = input(createGraph(), "a", [1]);
  const b = input(createGraph(), "b", [1]);
  expect(() => multiply(a, b)).toThrow("an operator's inputs belong to different graphs");
  expect(() => apply({ name: "none", infer: () => [], emit: () => {} }, [], undefined)).toThrow(
    "an operator needs at least one input",
  );
});
