/** Predictors behind one door: whoever asks for signatures does not see which of them computed, or that one died. */
import { BLOCKS_PER_REQUEST, MESSAGE_LIMIT_BYTES } from "../limits.js";
import type { ModelReference } from "../model-reference.js";
import { PredictionError } from "../prediction-error.js";
import { describeModel, type ModelDescription } from "./describe-model.js";
import { type Answer, joinAnswers } from "./join-answers.js";
import { createMember, type Member, type PredictorState } from "./member.js";
import { type PredictorPoolOptions, poolSettings } from "./pool-options.js";
import { requireBlocks } from "./require-blocks.js";
import { sendPieces } from "./send-pieces.js";
import { createWaitingBlocks, type Piece } from "./waiting-blocks.js";

export interface PredictorPool {
  /**
   * Signatures [count, size] of blocks [count, block size, channels], unscaled. Resolves in the end if any predictor
   * comes back, however many die meanwhile. The blocks must not change until then.
   *
   * @throws PredictionError `invalid-argument`, `not-found` when every predictor of the pool says so, `queue-full`,
   *   `failed` when predictors fail on these very blocks again and again, `aborted`, `closed`
   */
  embed(
    model: ModelReference,
    blocks: Float32Array,
    count: number,
    options?: { readonly signal?: AbortSignal },
  ): Promise<Float32Array>;
  /** A model's card and cohort, waiting for a predictor as {@link embed} does. @throws PredictionError as there */
  describe(model: ModelReference, options?: { readonly signal?: AbortSignal }): Promise<ModelDescription>;
  /** Replaces the addresses. What was on its way to one that is no longer there goes to another. */
  setAddresses(addresses: readonly string[]): void;
  readonly predictors: readonly PredictorState[];
  /** Blocks that wait for a predictor; those on their way not counted. */
  readonly waitingBlocks: number;
  /** Refuses everything that waits with `closed`, and lets go of the connections. */
  close(): void;
}

/** So many blocks take about as long to compute as a request takes on its way. */
const WORTH_A_REQUEST = 8;

export function createPredictorPool(options: PredictorPoolOptions): PredictorPool {
  const settings = poolSettings(options);
  const requestBlocks = Math.min(settings.requestBlocks, BLOCKS_PER_REQUEST);
  const waiting = createWaitingBlocks();
  const onTheWay = new Set<Piece>();
  const changed = new EventTarget();
  const closing = new AbortController();
  let members: Member[] = [];
  let order = 0;
  let turn = 0;
  let pumping = false;

  /** The predictor with the least to do; another than the one that failed on this piece, where there is one. */
  function memberFor(piece: Piece): Member | undefined {
    const free = members.filter(
      (member) => member.available && member.requests < settings.requestsAtOnce && !piece.without.has(member),
    );
    const others = free.filter((member) => member !== piece.last);
    const choice = others.length > 0 ? others : free;
    turn++;
    return choice
      .map((_, at) => choice[(at + turn) % choice.length] as Member)
      .reduce<Member | undefined>((best, one) => (best && best.blocks <= one.blocks ? best : one), undefined);
  }

  /** Blocks for one request: what waits is spread over the predictors, in portions that are worth a request. */
  function shareOfOne(): number {
    const available = members.filter((member) => member.available).length;
    return Math.min(requestBlocks, Math.max(WORTH_A_REQUEST, Math.ceil(waiting.count / available)));
  }

  /** Sends what can be sent, once this turn of the event loop has handed in all it has: that joins its blocks. */
  function pump(): void {
    if (pumping || closing.signal.aborted) return;
    pumping = true;
    setImmediate(() => {
      pumping = false;
      const share = shareOfOne();
      for (;;) {
        const next = waiting.take(memberFor, share);
        if (next === undefined) return;
        send(next.found, next.pieces);
      }
    });
  }

  function send(member: Member, pieces: readonly Piece[]): void {
    for (const piece of pieces) onTheWay.add(piece);
    sendPieces(member, pieces, settings.requestTimeoutMs).then((again) => {
      for (const piece of pieces) onTheWay.delete(piece);
      for (const piece of again) putBack(piece);
      pump();
    });
  }

  function putBack(piece: Piece): void {
    if (piece.settled) return;
    if (nobodyHas(piece.without)) piece.reject(unknownModel(piece.model, piece.version));
    else waiting.add(piece);
  }

  function nobodyHas(without: ReadonlySet<object>): boolean {
    return members.length > 0 && members.every((member) => without.has(member));
  }

  function setAddresses(addresses: readonly string[]): void {
    if (closing.signal.aborted) return;
    const wanted = new Set(addresses);
    const leaving = members.filter(({ address }) => !wanted.has(address));
    members = members.filter(({ address }) => wanted.has(address));
    for (const { address } of members) wanted.delete(address);
    members.push(...[...wanted].map((address) => createMember(address, memberOptions)));
    for (const member of leaving) member.leave();
    for (const piece of waiting.all().filter(({ without }) => nobodyHas(without))) {
      waiting.remove(piece);
      piece.reject(unknownModel(piece.model, piece.version));
    }
    changed.dispatchEvent(new Event("change"));
    pump();
  }

  const memberOptions = {
    ...settings,
    onChange(member: Member, kind: "status" | "free") {
      if (kind === "status") settings.onState(member.state());
      changed.dispatchEvent(new Event("change"));
      pump();
    },
  };
  setAddresses(settings.addresses);

  /** Hands in one piece; its blocks are a part of the caller's. */
  function submit(model: ModelReference, rows: Float32Array, count: number, signal: AbortSignal | undefined) {
    return new Promise<Answer>((resolve, reject) => {
      const settle = () => {
        piece.settled = true;
        signal?.removeEventListener("abort", callOff);
      };
      const piece: Piece = {
        model: model.name,
        version: model.version ?? "",
        rows,
        count,
        order: order++,
        alone: false,
        failures: 0,
        without: new Set(),
        last: undefined,
        settled: false,
        resolve(answer) {
          settle();
          resolve(answer);
        },
        reject(error) {
          settle();
          reject(error);
        },
      };
      const callOff = () => {
        waiting.remove(piece);
        piece.reject(new PredictionError("aborted", "the caller called it off", { cause: signal?.reason }));
      };
      signal?.addEventListener("abort", callOff, { once: true });
      waiting.add(piece);
      pump();
    });
  }

  return {
    async embed(model, blocks, count, { signal } = {}) {
      requireBlocks(blocks, count);
      requireOpen(closing.signal, signal);
      if (waiting.count + count > settings.queueBlocks) {
        const message = `${waiting.count} blocks wait, and ${settings.queueBlocks} may: no room for ${count} more`;
        throw new PredictionError("queue-full", message);
      }
      const size = blocks.length / count;
      const most = Math.min(requestBlocks, Math.floor(MESSAGE_LIMIT_BYTES / 2 / (size * 4)));
      if (most < 1) throw new PredictionError("invalid-argument", `a block of ${size} numbers is too large`);
      const starts = Array.from({ length: Math.ceil(count / most) }, (_, at) => at * most);
      const answers = await Promise.all(
        starts.map((start) => {
          const rows = Math.min(most, count - start);
          return submit(model, blocks.subarray(start * size, (start + rows) * size), rows, signal);
        }),
      );
      return joinAnswers(answers);
    },
    async describe(model, { signal } = {}) {
      requireOpen(closing.signal, signal);
      const call = signal ? AbortSignal.any([signal, closing.signal]) : closing.signal;
      try {
        return await describeModel(model, {
          members: () => members,
          changed,
          signal: call,
          timeoutMs: settings.requestTimeoutMs,
        });
      } catch (error) {
        requireOpen(closing.signal, signal);
        throw error;
      }
    },
    setAddresses,
    get predictors() {
      return members.map((member) => member.state());
    },
    get waitingBlocks() {
      return waiting.count;
    },
    close() {
      if (closing.signal.aborted) return;
      closing.abort();
      for (const piece of [...waiting.all(), ...onTheWay]) {
        waiting.remove(piece);
        if (!piece.settled) piece.reject(new PredictionError("closed", "the pool was closed"));
      }
      for (const member of members) member.leave();
      members = [];
    },
  };
}

function requireOpen(closed: AbortSignal, signal: AbortSignal | undefined): void {
  if (closed.aborted) throw new PredictionError("closed", "the pool was closed");
  if (signal?.aborted) {
    throw new PredictionError("aborted", "the caller called it off", { cause: signal.reason });
  }
}

function unknownModel(model: string, version: string): PredictionError {
  const name = version === "" ? `model "${model}"` : `version ${version} of model "${model}"`;
  return new PredictionError("not-found", `no predictor has ${name}`);
}
