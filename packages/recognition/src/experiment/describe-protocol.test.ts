import { expect, it } from "vitest";
import { sampleDefinition, sampleOneClassDefinition } from "../testing/sample-definition.js";
import { describeProtocol } from "./describe-protocol.js";

it("says split, amount, impostors, blocks and scaling of an authentication", () => {
  expect(describeProtocol(sampleDefinition())).toBe(
    "First 6 blocks of each user for the test, all other blocks for training; as many impostor blocks as " +
      "genuine ones, the impostors of the test being users whose other blocks were in training; " +
      "32 differences a block (logVelocity), leftovers concatenated, standard scaling fitted on the training blocks.",
  );
});

it.each([
  [["task=identification"], "all other blocks for training; 32 differences"],
  [["amount=300"], "300 of the other blocks of each user for training"],
  [["balance=negative"], "every impostor block, genuine ones to their number"],
  [
    ["impostors.trainingShare=0.7", "preprocessing.scaling.kind=none"],
    "genuine ones, of 70 % of the other users, the rest, whom the model never saw, being the impostors of the test; 32",
  ],
  [["split.order=random"], "6 blocks drawn at random of each user"],
  [["split.end=last"], "Last 6 blocks of each user"],
  [['split={"by":"sessions","test":{"share":0.25}}'], "Last 25 % whole sessions of each user"],
  [
    ['development={"test":{"count":4}}'],
    "First 6 blocks of each user, the test, left out; of the others last 4 blocks for development, whose figures these are, all",
  ],
  [
    ['development={"each":"session","test":{"count":4},"end":"first"}'],
    "the test, left out; of the others first 4 blocks of each session that holds no block of it for development, whose",
  ],
  [["preprocessing.trainingStride=8"], "32 differences a block (logVelocity), in training one every 8,"],
  [
    ["preprocessing.trainingStride=8", "preprocessing.trainingSize=39"],
    "in training one every 8 and shifted at random in 39 differences,",
  ],
  [
    ['preprocessing={"signal":"window","windows":{},"scaling":{"kind":"rms","scope":"data"}}'],
    "First 6 windows of each user for the test, all other windows for training",
  ],
  [
    ['preprocessing={"signal":"window","windows":{},"scaling":{"kind":"rms","scope":"data"}}'],
    "; movements between pauses of 250 ms, of 5 events or more, lengths within Tukey's fences, longer ones cut, shorter ones filled up with zeros in front, rms scaling fitted on the training windows.",
  ],
  [['initial={"from":"x"}'], "; begun with the weights of another model but for the output layer; 32 "],
  [['initial={"from":"x","layers":"all"}'], "; begun with the weights of another model; 32 "],
  [
    ["hardCases={}", "synthetic={}"],
    "got wrong taken more often; made-up variants of the owner's blocks added; 32 ",
  ],
  [["preprocessing.chunks=drop"], "leftovers dropped"],
  [
    ["preprocessing.thinning.intervalMs=16.6667"],
    "(logVelocity), recordings thinned to an event every 16.7 ms, leftovers",
  ],
  [
    ['preprocessing.cleanUp={"limitPx":5000,"scroll":"keep","dropPastS":0.4}'],
    "(logVelocity), events past 5000 px and steps longer than 0.4 s left out, scroll events kept, leftovers",
  ],
  [["preprocessing.scaling.kind=none"], "not scaled."],
  [["preprocessing.scaling.scope=block"], "standard scaling of each block by itself."],
  [["preprocessing.scaling.clip=2000"], "values cut at ±2000, standard scaling"],
  [["training.members=3"], "in training; each model the mean of 3 networks; 32"],
  [
    ["preprocessing.signal=sixChannel", 'training.members=["sixChannel","untimed"]'],
    "; each model the mean of 2 networks: sixChannel, untimed; 32",
  ],
  [
    [
      "preprocessing.signal=sixChannel",
      'training.members=[{"architecture":"fcn"},{"architecture":"tcnn","signal":"untimed"}]',
    ],
    "; each model the mean of 2 networks: fcn, tcnn on untimed; 32",
  ],
  [["preprocessing.stride=16"], "32 differences a block (logVelocity), one every 16,"],
])("tells %j", (settings, phrase) => {
  expect(describeProtocol(sampleDefinition(...settings))).toContain(phrase);
});

it("says that one-class models know their owners alone, and whom their features know", () => {
  expect(describeProtocol(sampleOneClassDefinition())).toBe(
    "First 6 blocks of each user for the test, all other blocks for training; each model learns from its owner's " +
      "blocks alone; 32 differences a block (logVelocity), leftovers concatenated, not scaled.",
  );
  expect(
    describeProtocol(sampleOneClassDefinition('oneClass.input={"features":"models/encoder"}')),
  ).toContain(
    "; each model learns from its owner's blocks alone, through a network that learnt from other people than these; 32",
  );
});
