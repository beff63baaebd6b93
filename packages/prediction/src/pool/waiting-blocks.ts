/** Blocks that wait for a predictor, in order, joined into requests of one model. */
import type { Answer } from "./join-answers.js";

/** The blocks of one call that travel together: at most as many as a request may hold. */
export interface Piece {
  readonly model: string;
  /** Empty: the newest. */
  readonly version: string;
  /** [count, numbers] */
  readonly rows: Float32Array;
  readonly count: number;
  /** Place in line; a piece that is tried again keeps it. */
  readonly order: number;
  /** Travels by itself, since it failed in company. */
  alone: boolean;
  /** How often a predictor failed on it and lived. */
  failures: number;
  /** Predictors that do not have the model. */
  readonly without: Set<object>;
  /** The predictor that failed on it last. */
  last: object | undefined;
  /** Answered, refused or called off. */
  settled: boolean;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}

export interface WaitingBlocks {
  readonly count: number;
  add(piece: Piece): void;
  remove(piece: Piece): void;
  /**
   * Takes the oldest piece for which `predictorFor` finds a predictor, and as many as may travel with it.
   * @param most blocks in a request
   */
  take<Found>(
    predictorFor: (piece: Piece) => Found | undefined,
    most: number,
  ): { readonly found: Found; readonly pieces: readonly Piece[] } | undefined;
  all(): Piece[];
}

export function createWaitingBlocks(): WaitingBlocks {
  // A line for each kind of request; there are as many as models in use, plus one for each piece alone.
  const lines = new Map<string, Piece[]>();
  let count = 0;

  function remove(piece: Piece): void {
    const key = keyOf(piece);
    const line = lines.get(key);
    const place = line?.indexOf(piece) ?? -1;
    if (line === undefined || place < 0) return;
    line.splice(place, 1);
    count -= piece.count;
    if (line.length === 0) lines.delete(key);
  }

  return {
    get count() {
      return count;
    },
    add(piece) {
      const key = keyOf(piece);
      const line = lines.get(key) ?? [];
      lines.set(key, line);
      let place = line.length;
      while (place > 0 && (line[place - 1] as Piece).order > piece.order) place--;
      line.splice(place, 0, piece);
      count += piece.count;
    },
    remove,
    take(predictorFor, most) {
      const heads = [...lines.values()].sort((a, b) => (a[0] as Piece).order - (b[0] as Piece).order);
      for (const line of heads) {
        const head = line[0] as Piece;
        const found = predictorFor(head);
        if (found === undefined) continue;
        let blocks = head.count;
        let pieces = 1;
        while (pieces < line.length && blocks + (line[pieces] as Piece).count <= most) {
          blocks += (line[pieces] as Piece).count;
          pieces++;
        }
        const taken = line.splice(0, pieces);
        count -= blocks;
        if (line.length === 0) lines.delete(keyOf(head));
        return { found, pieces: taken };
      }
      return undefined;
    },
    all: () => [...lines.values()].flat(),
  };
}

/** Pieces of one key may share a request: the same model, blocks of one length, and the same answers so far. */
function keyOf(piece: Piece): string {
  const company = piece.alone || piece.without.size > 0 ? String(piece.order) : "";
  return JSON.stringify([piece.model, piece.version, piece.rows.length / piece.count, company]);
}
