import { Chess, type Square } from "chess.js";
import { type CSSProperties, useCallback, useEffect, useRef, useState } from "react";
import { Chessboard } from "react-chessboard";
import { chooseMove } from "./opponent.js";

/** The opponent waits so long, so that one's own move can be seen first. */
const THINKS_MS = 350;
const MOVES_MS = 300;

/** A game of chess against a simple opponent: drag a piece, or click it and then its square. */
export function ChessTask() {
  const game = useRef(new Chess());
  const [position, setPosition] = useState(() => game.current.fen());
  const [chosen, setChosen] = useState<Square | null>(null);
  const over = game.current.isGameOver();
  const mine = game.current.turn() === "w";

  useEffect(() => {
    if (mine || over) return undefined;
    const timer = setTimeout(() => {
      const move = chooseMove(game.current, Math.random);
      if (move !== null) game.current.move(move);
      setPosition(game.current.fen());
    }, THINKS_MS);
    return () => clearTimeout(timer);
  }, [mine, over]);

  const play = useCallback((from: string, to: string): boolean => {
    const move = game.current
      .moves({ verbose: true })
      .find((one) => one.from === from && one.to === to && (one.promotion ?? "q") === "q");
    if (move === undefined || game.current.turn() !== "w") return false;
    game.current.move(move);
    setPosition(game.current.fen());
    setChosen(null);
    return true;
  }, []);

  const squareStyles: Record<string, CSSProperties> = {};
  const last = game.current.history({ verbose: true }).at(-1);
  if (last !== undefined) {
    for (const square of [last.from, last.to]) squareStyles[square] = { background: "rgb(255 213 79 / 45%)" };
  }
  if (chosen !== null) {
    squareStyles[chosen] = { background: "rgb(31 94 255 / 45%)" };
    for (const { to } of game.current.moves({ square: chosen, verbose: true })) {
      squareStyles[to] = { boxShadow: "inset 0 0 0 4px rgb(31 94 255 / 55%)" };
    }
  }

  return (
    <div className="task">
      <p role="status">{describe(game.current)}</p>
      <div className="board">
        <Chessboard
          options={{
            id: "game",
            position,
            animationDurationInMs: MOVES_MS,
            allowDrawingArrows: false,
            squareStyles,
            canDragPiece: ({ piece }) => piece.pieceType.startsWith("w") && mine && !over,
            onPieceDrop: ({ sourceSquare, targetSquare }) =>
              targetSquare !== null && play(sourceSquare, targetSquare),
            onSquareClick: ({ square }) => {
              if (chosen !== null && play(chosen, square)) return;
              const own = game.current.get(square as Square)?.color === "w";
              setChosen(own && mine ? (square as Square) : null);
            },
          }}
        />
      </div>
      <button
        type="button"
        onClick={() => {
          game.current = new Chess();
          setChosen(null);
          setPosition(game.current.fen());
        }}
      >
        New game
      </button>
    </div>
  );
}

function describe(game: Chess): string {
  if (game.isCheckmate())
    return game.turn() === "w" ? "Checkmate: the computer wins." : "Checkmate: you win!";
  if (game.isGameOver()) return "A draw.";
  const check = game.isCheck() ? " Check!" : "";
  return game.turn() === "w" ? `Your move: you are white.${check}` : "The computer thinks …";
}
