import type { Chess, Move } from "chess.js";

/** Hundredths of a pawn, the values of old. The king has none: he is never taken. */
const VALUES = { p: 100, n: 320, b: 330, r: 500, q: 900, k: 0 } as const;
const MATE = 100_000;

/**
 * A simple opponent: looks at each of its moves and each answer to it, counts the pieces, and plays the best;
 * among equally good ones, one at random.
 *
 * @param random from 0 to 1
 * @returns null where the game is over
 */
export function chooseMove(game: Chess, random: () => number): Move | null {
  let best: Move[] = [];
  let bestScore = Number.NEGATIVE_INFINITY;
  for (const move of orderedMoves(game)) {
    game.move(move);
    const score = game.isCheckmate() ? MATE : -worstAnswer(game, -bestScore) + centre(move);
    game.undo();
    if (score > bestScore) {
      bestScore = score;
      best = [move];
    } else if (score === bestScore) {
      best.push(move);
    }
  }
  return best[Math.floor(random() * best.length)] ?? null;
}

/** The best that the side to move can get by one move, seen from that side; may stop once it is above `enough`. */
function worstAnswer(game: Chess, enough: number): number {
  const moves = orderedMoves(game);
  if (moves.length === 0) return game.isCheck() ? -MATE : 0;
  let best = Number.NEGATIVE_INFINITY;
  const now = balance(game);
  for (const move of moves) {
    const score = now + (move.captured ? VALUES[move.captured] : 0) + promotion(move) + mate(move);
    best = Math.max(best, score);
    // Past this the move before is worse than one already found, whatever else the answer may be.
    if (best > enough + CENTRE) break;
  }
  return best;
}

const CENTRE = 12;

/** A liking for the middle of the board, well below a pawn. */
function centre({ to }: Move): number {
  return "de".includes(to.charAt(0)) && "45".includes(to.charAt(1))
    ? CENTRE
    : "cdef".includes(to.charAt(0)) && "3456".includes(to.charAt(1))
      ? 6
      : 0;
}

function promotion({ promotion: piece }: Move): number {
  return piece === undefined ? 0 : VALUES[piece] - VALUES.p;
}

/** The notation tells mates. */
function mate({ san }: Move): number {
  return san.endsWith("#") ? MATE / 2 : 0;
}

/** Pieces of the side to move less those of the other. */
function balance(game: Chess): number {
  const side = game.turn();
  return game
    .board()
    .flat()
    .reduce((sum, piece) => {
      if (piece === null) return sum;
      return piece.color === side ? sum + VALUES[piece.type] : sum - VALUES[piece.type];
    }, 0);
}

/** All moves, captures first: the sooner a good answer is found, the fewer must be looked at. */
function orderedMoves(game: Chess): Move[] {
  const value = ({ captured }: Move) => (captured === undefined ? 0 : VALUES[captured]);
  return game.moves({ verbose: true }).sort((a, b) => value(b) - value(a));
}
