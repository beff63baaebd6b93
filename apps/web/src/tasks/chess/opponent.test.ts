import { createRandom } from "@wristprint/core";
import { Chess } from "chess.js";
import { describe, expect, it } from "vitest";
import { chooseMove } from "./opponent.js";

const random = () => createRandom(1).uniform;

describe("the opponent", () => {
  it("plays only what the rules allow, and the same from the same seed", () => {
    const [one, other] = [play(), play()];
    expect(one).toEqual(other);
    expect(one.length).toBeGreaterThan(10);

    function play() {
      const game = new Chess();
      const uniform = createRandom(3).uniform;
      for (let ply = 0; ply < 14 && !game.isGameOver(); ply++) {
        const move = chooseMove(game, uniform);
        expect(game.moves()).toContain(move?.san);
        game.move(move?.san ?? "");
      }
      return game.history();
    }
  });

  it.each([
    ["the back rank's", "6k1/5ppp/8/8/8/8/8/R3K3 w - - 0 1", "Ra8#"],
    ["the scholar's", "r1bqkb1r/pppp1ppp/2n2n2/4p2Q/2B1P3/8/PPPP1PPP/RNB1K1NR w KQkq - 0 1", "Qxf7#"],
    ["the fool's, by black", "rnbqkbnr/pppp1ppp/8/4p3/6P1/5P2/PPPPP2P/RNBQKBNR b KQkq - 0 1", "Qh4#"],
  ])("finds %s mate in one", (_, position, mate) => {
    expect(chooseMove(new Chess(position), random())?.san).toBe(mate);
  });

  it("takes a queen that hangs, and leaves a pawn that is guarded", () => {
    expect(chooseMove(new Chess("4k3/8/8/3q4/4P3/8/8/4K3 w - - 0 1"), random())?.san).toBe("exd5");
    expect(chooseMove(new Chess("4k3/2p5/3p4/8/8/8/3Q4/4K3 w - - 0 1"), random())?.san).not.toBe("Qxd6");
  });

  it("leaves the game as it was", () => {
    const game = new Chess();
    chooseMove(game, random());
    expect(game.fen()).toBe(new Chess().fen());
  });

  it("has no move where the game is over", () => {
    expect(chooseMove(new Chess("7k/5Q2/6K1/8/8/8/8/8 b - - 0 1"), random())).toBeNull();
  });
});
