import { conv1d, dense, globalAveragePool, keepChannels, type Network } from "@wristprint/neural";
import { describe, expect, it } from "vitest";
import { ARCHITECTURES, createNetwork } from "../architectures/registry.js";
import { markupErrors } from "../report/testing/markup-errors.js";
import { describeNetwork, type LayerDescription, settingsText, sizeText } from "./describe-network.js";
import { networkSvg } from "./network-svg.js";

const small: Network = {
  name: "small <&>",
  input: { length: 20, channels: 2 },
  layers: [conv1d({ filters: 4, kernel: 5, stride: 2 }), globalAveragePool(), dense(3)],
  output: "softmax",
};

describe("describeNetwork", () => {
  it("tells a setting of several numbers", () => {
    const layers = [keepChannels([1]), globalAveragePool(), dense(3)];
    expect(describeNetwork({ ...small, layers }).layers[0]?.settings).toEqual({ channels: [1] });
  });

  it("tells each layer's settings, output, parameters and receptive field", () => {
    const { layers, ...whole } = describeNetwork(small);
    // By hand: 5·2·4 + 4; ⌊(20 − 5) / 2⌋ + 1 = 8 places; 4·3 + 3.
    expect(layers).toEqual([
      {
        name: "conv1d_1",
        kind: "conv1d",
        settings: { filters: 4, kernel: 5, stride: 2, padding: "valid" },
        output: [8, 4],
        parameters: 44,
        receptiveField: 5,
        branches: [],
      },
      {
        name: "globalAveragePool_1",
        kind: "globalAveragePool",
        settings: {},
        output: [4],
        parameters: 0,
        receptiveField: 19,
        branches: [],
      },
      {
        name: "dense_1",
        kind: "dense",
        settings: { units: 3 },
        output: [3],
        parameters: 15,
        receptiveField: 19,
        branches: [],
      },
    ]);
    expect(whole).toEqual({
      name: "small <&>",
      input: small.input,
      output: "softmax",
      classes: 3,
      featureSize: 4,
      parameters: 59,
      statistics: 0,
      receptiveField: 5,
    });
  });

  it("gives the receptive fields that follow from kernels and strides by hand", () => {
    const field = (name: string) =>
      describeNetwork(createNetwork(name, { length: 128, channels: 2, classes: 10, output: "softmax" }))
        .receptiveField;
    // 6 + 2·(3 − 1); 8 + 4 + 2; three times 7 + 4 + 2, and 1; 7 + 2 + 3·6 + 3·2.
    expect([field("mcdcnn"), field("fcn"), field("resnet"), field("tcnn")]).toEqual([10, 14, 40, 33]);
  });
});

it("says settings in words, what there is so many of first", () => {
  const [convolution] = describeNetwork(small).layers as [LayerDescription];
  expect(settingsText(convolution.settings)).toBe("4 filters, stride 2, valid, kernel 5");
  expect(settingsText({ sequences: true, masked: false, units: 8, l2: 0.01 })).toBe(
    "8 units, sequences, l2 0.01",
  );
  expect(settingsText({ channels: [2, 3, 5] })).toBe("channels 2 3 5");
  expect(sizeText([62, 40])).toBe("62 × 40");
});

describe.each(ARCHITECTURES)("$name", ({ name }) => {
  const described = describeNetwork(
    createNetwork(name, { length: 128, channels: 2, classes: 4, output: "softmax" }),
  );
  const flat = (layers: readonly LayerDescription[]): LayerDescription[] =>
    layers.flatMap((layer) => [layer, ...layer.branches.flatMap((branch) => flat(branch))]);

  it("has layers whose parameters sum up, and none that sees more than the block", () => {
    const sum = described.layers.reduce((total, { parameters }) => total + parameters, 0);
    expect(sum).toBe(described.parameters);
    for (const { receptiveField, output, name: layer } of flat(described.layers)) {
      expect(receptiveField, layer).toBeGreaterThanOrEqual(1);
      expect(receptiveField, layer).toBeLessThanOrEqual(128);
      expect(
        output.every((size) => Number.isInteger(size) && size > 0),
        layer,
      ).toBe(true);
    }
  });

  it("is drawn: well-formed, every layer in it, and nothing outside the picture", () => {
    const svg = networkSvg(described);
    expect(markupErrors(svg, "xml")).toEqual([]);
    const boxes = svg.match(/<rect /g) ?? [];
    // The ground, the input and the classes are boxes too.
    expect(boxes).toHaveLength(3 + flat(described.layers).length);
    const [, width = 0, height = 0] = (/viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? []).map(Number);
    const placed = svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g);
    for (const [, x = 0, y = 0, w = 0, h = 0] of Array.from(placed, (match) => match.map(Number))) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(x + w).toBeLessThanOrEqual(width);
      expect(y + h).toBeLessThanOrEqual(height);
    }
  });
});

it("writes no name of a network into a drawing as markup", () => {
  const svg = networkSvg(describeNetwork(small));
  expect(svg).toContain("small &lt;&amp;&gt;");
  expect(svg).not.toContain("small <");
});
