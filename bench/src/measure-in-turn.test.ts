import { expect, it } from "vitest";
import { measureInTurn } from "./measure-in-turn.js";
import type { Peer } from "./peer.js";

const peer: Peer = { name: "other 1.0", run: async () => 0 };

function contest(ours: number[], theirs: number[], better: "more" | "less", withPeer = true) {
  const order: string[] = [];
  return {
    order,
    contest: {
      name: "made up",
      unit: "s",
      better,
      peer: withPeer ? peer : undefined,
      ours: async () => {
        order.push("ours");
        return ours.shift() as number;
      },
      theirs: async () => {
        order.push("theirs");
        return theirs.shift() as number;
      },
    },
  };
}

it("measures in turn and quotes medians, the ratio round by round", async () => {
  const { contest: fast, order } = contest([10, 20, 40], [5, 5, 10], "more");
  const row = await measureInTurn(fast, { rounds: 3 });
  expect(row).toEqual({ name: "made up", unit: "s", peer: "other 1.0", value: 20, peerValue: 5, ratio: 4 });
  expect(order).toEqual(["ours", "theirs", "ours", "theirs", "ours", "theirs"]);
});

it("turns the ratio round where less is better", async () => {
  const { contest: short } = contest([2], [4], "less");
  expect(await measureInTurn(short, { rounds: 1 })).toMatchObject({ ratio: 2 });
});

it("says null where no peer is installed", async () => {
  const { contest: alone } = contest([2], [], "less", false);
  expect(await measureInTurn(alone, { rounds: 1 })).toMatchObject({
    value: 2,
    peer: null,
    peerValue: null,
    ratio: null,
  });
});
