import { decodeFloats, encodeFloats, joinFloats } from "../floats.js";
import type { EmbedResponse } from "../generated/prediction_pb.js";
import { PredictionError } from "../prediction-error.js";
import { classifyFailure, reasonOf } from "./failure.js";
import type { Member } from "./member.js";
import type { Piece } from "./waiting-blocks.js";

/** How often predictors may fail on a piece, and live, before it is given up. */
const TRIES = 3;

/**
 * Asks one predictor for the signatures of some pieces, in one request, and settles each that is done with.
 * @returns the pieces that must be tried again
 */
export async function sendPieces(
  member: Member,
  pieces: readonly Piece[],
  timeoutMs: number,
): Promise<readonly Piece[]> {
  const wanted = pieces.filter(({ settled }) => !settled);
  const count = wanted.reduce((sum, piece) => sum + piece.count, 0);
  const [first] = wanted;
  if (first === undefined) return [];
  member.requests++;
  member.blocks += count;
  try {
    const request = {
      model: first.model,
      version: first.version,
      blocks: encodeFloats(joinFloats(wanted.map(({ rows }) => rows))),
      count,
    };
    const answer = await member.client.rpc.embed(request, { timeoutMs, signal: member.gone });
    const signatures = readSignatures(answer, count);
    if (signatures === null) {
      const came = `${answer.signatures.length} bytes for ${count} signatures of ${answer.size}`;
      return tryAgain(wanted, new PredictionError("failed", `a predictor answered ${came}`), member);
    }
    member.succeeded(count);
    let row = 0;
    for (const piece of wanted) {
      const own = signatures.slice(row * answer.size, (row + piece.count) * answer.size);
      piece.resolve({ signatures: own, version: answer.version });
      row += piece.count;
    }
    return [];
  } catch (error) {
    return learn(error, wanted, member);
  } finally {
    member.requests--;
    member.blocks -= count;
  }
}

/** [count, size]; null where the answer does not hold that. */
function readSignatures({ signatures, size }: EmbedResponse, count: number): Float32Array | null {
  const fits = size > 0 && signatures.length === count * size * Float32Array.BYTES_PER_ELEMENT;
  return fits ? decodeFloats(signatures) : null;
}

/** What a failure says of the predictor, and of the pieces. */
function learn(error: unknown, pieces: readonly Piece[], member: Member): readonly Piece[] {
  switch (classifyFailure(error)) {
    case "malformed":
      if (pieces.length > 1) return apart(pieces);
      for (const piece of pieces) {
        piece.reject(new PredictionError("invalid-argument", reasonOf(error), { cause: error }));
      }
      return [];
    case "no-model":
      for (const piece of pieces) piece.without.add(member);
      return pieces;
    case "busy":
      member.pause();
      return pieces;
    case "failed":
      return tryAgain(pieces, error, member);
    case "gone":
      member.failed(reasonOf(error));
      for (const piece of pieces) piece.last = member;
      return pieces;
  }
}

/** A failure may lie in one piece of several: each goes on by itself, and is given up when it fails too often. */
function tryAgain(pieces: readonly Piece[], error: unknown, member: Member): readonly Piece[] {
  for (const piece of pieces) {
    piece.failures++;
    piece.last = member;
    if (piece.failures >= TRIES) {
      const message = `predictors failed ${piece.failures} times on these blocks: ${reasonOf(error)}`;
      piece.reject(new PredictionError("failed", message, { cause: error }));
    }
  }
  return apart(pieces.filter(({ settled }) => !settled));
}

function apart(pieces: readonly Piece[]): readonly Piece[] {
  for (const piece of pieces) piece.alone = true;
  return pieces;
}
