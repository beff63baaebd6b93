import type { Trace } from "@wristprint/core";
import { describe, expect, it } from "vitest";
import { sampleDefinition } from "../testing/sample-definition.js";
import { prepareBlocks } from "./prepare-blocks.js";

const WINDOWS =
  'preprocessing={"signal":"window","windows":{"leaveOutSmall":false},"scaling":{"kind":"none","scope":"data"}}';

/** A session of movements of these lengths in events, a pause after each; every movement's dx is its own. */
function movements(subject: string, session: string, lengths: readonly number[]): Trace {
  const tMs: number[] = [];
  const x: number[] = [];
  for (const [index, length] of lengths.entries()) {
    for (let i = 0; i < length; i++) {
      tMs.push((tMs.at(-1) ?? 0) + (i === 0 ? 300 : 16));
      x.push((x.at(-1) ?? 0) + index + 1);
    }
  }
  const count = tMs.length;
  return {
    subject,
    session,
    part: "training",
    tMs: Float64Array.from(tMs),
    x: Float32Array.from(x),
    y: new Float32Array(count),
    kind: new Uint8Array(count),
    button: new Uint8Array(count),
  };
}

const TEN = Array.from({ length: 10 }, (_, i) => 8 + (i % 3));
const TRACES = [
  movements("ann", "a", TEN),
  movements("ann", "b", TEN),
  movements("bob", "c", [...TEN, ...TEN]),
];
/** Which movements of its session each window of the blocks is, by its last row. */
const numbers = ({ data, count, size }: { data: Float32Array; count: number; size: number }) =>
  Array.from({ length: count }, (_, k) => (data[((k + 1) * size - 1) * 3] as number) - 1);

describe("splitWindows", () => {
  it("holds out the last share of each user's windows, in order", () => {
    const settings = [WINDOWS, 'split={"by":"blocks","test":{"share":0.2},"end":"last"}'];
    const { users } = prepareBlocks(TRACES, sampleDefinition(...settings));
    const [ann, bob] = users;
    expect(ann?.training.size).toBe(13);
    expect(numbers(ann?.test as never)).toEqual([6, 7, 8, 9]);
    expect(numbers(bob?.test as never)).toEqual([16, 17, 18, 19]);
    expect(numbers(bob?.training as never)).toEqual(Array.from({ length: 16 }, (_, i) => i));
    expect([...(ann?.test.session ?? [])]).toEqual([1, 1, 1, 1]);
  });

  it("holds out whole sessions, and a development part of the rest", () => {
    const more = [
      ...TRACES,
      movements("bob", "d", TEN),
      movements("ann", "e", TEN),
      movements("bob", "f", TEN),
    ];
    const settings = [
      WINDOWS,
      'split={"by":"sessions","test":{"count":1}}',
      'development={"test":{"count":1}}',
    ];
    const { users } = prepareBlocks(more, sampleDefinition(...settings, "evaluation.blocks=[1]"));
    const sessions = users.map(({ sessions, training, test }) => [
      [...new Set(Array.from(training.session, (index) => sessions[index]))],
      [...new Set(Array.from(test.session, (index) => sessions[index]))],
    ]);
    expect(sessions).toEqual([
      [["a"], ["b"]],
      [["c"], ["d"]],
    ]);
  });

  it("takes a development part from the start of every session that the test has no window of", () => {
    const more = [...TRACES, movements("ann", "e", TEN), movements("bob", "d", TEN)];
    const settings = [
      WINDOWS,
      'split={"by":"blocks","test":{"count":2}}',
      'development={"each":"session","test":{"count":2},"end":"first"}',
    ];
    const { users } = prepareBlocks(more, sampleDefinition(...settings));
    const [ann, bob] = users;
    const others = [2, 3, 4, 5, 6, 7, 8, 9];
    expect(numbers(ann?.test as never)).toEqual([0, 1, 0, 1]);
    expect([...(ann?.test.session ?? [])]).toEqual([1, 1, 2, 2]);
    expect([...(bob?.test.session ?? [])]).toEqual([1, 1]);
    expect(numbers(ann?.training as never)).toEqual([...others, ...others, ...others]);
  });

  it("fits the fences on training windows alone, of all users, unless lengths are given", () => {
    const odd = movements("ann", "b", [...TEN.slice(0, 8), 200, 6]);
    const split = 'split={"by":"blocks","test":{"count":2},"end":"last"}';
    const traces = [TRACES[0] as Trace, odd, TRACES[2] as Trace];
    const { users } = prepareBlocks(traces, sampleDefinition(WINDOWS, split, "evaluation.blocks=[1]"));
    // Quartiles 8 and 10 of 8, 9 and 10 events: fences at 5 and 13. Of the test, 200 events are cut to 13.
    expect(users[0]?.training.size).toBe(13);
    expect(numbers(users[0]?.test as never)).toEqual([8, 9]);
    const given = sampleDefinition(
      WINDOWS,
      split,
      'preprocessing.windows.length={"shortest":9,"longest":50}',
    );
    const again = prepareBlocks(traces, { ...given, evaluation: { blocks: [1] } });
    expect(again.users[0]?.training.size).toBe(50);
    expect(again.users[0]?.test.count).toBe(1);
  });

  it("leaves out who has fewer test windows than there are others, and says so when none is left", () => {
    const few = movements("cy", "g", [8, 8, 8]);
    const settings = [
      WINDOWS.replace("false", "true"),
      'split={"by":"blocks","test":{"share":0.2},"end":"last"}',
      "evaluation.blocks=[1]",
    ];
    const { users } = prepareBlocks([...TRACES, few], sampleDefinition(...settings));
    expect(users.map(({ user }) => user)).toEqual(["ann", "bob"]);
    const still = ["ann", "bob"].map((user) => movements(user, "s", [3, 3]));
    expect(() => prepareBlocks(still, sampleDefinition(...settings))).toThrow(
      /no user has movements between pauses/,
    );
  });
});
