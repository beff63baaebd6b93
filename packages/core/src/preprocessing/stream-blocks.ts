/**
 * One recording's events to blocks, piece by piece as a page sends them: the way of live data. Training cuts
 * whole recordings with {@link streamBlocks}, which is the same function, so what is trained is what is served.
 */
import { createColumnBuffer } from "../column-buffer.js";
import { CoreError } from "../core-error.js";
import { type EventColumns, NO_EVENTS } from "../trace.js";
import { allocateEvents } from "./allocate-events.js";
import { SIGNALS, type Signal } from "./channels.js";
import { cutBlocks } from "./cut-blocks.js";
import { dropEvents } from "./drop-events.js";
import { joinEvents } from "./join-events.js";
import { takeDifferences } from "./take-differences.js";
import { createEventThinner, type ThinEventsOptions } from "./thin-events.js";

/** How a recording becomes blocks; stands in the card of the model that is fed with them. */
export interface StreamPreprocessing {
  readonly signal: Signal;
  /** Differences in a block. */
  readonly blockSize: number;
  /** Differences from one block's start to the next one's. */
  readonly stride: number;
  /** The slowest recording that the model is made for: faster ones are thinned to it. `null`: none are. */
  readonly thinning: Required<ThinEventsOptions> | null;
  /** Events with x or y at or past this many pixels go. */
  readonly limitPx: number;
}

export interface StreamedBlocks {
  readonly count: number;
  /** [count, blockSize, channels], not scaled yet */
  readonly data: Float32Array;
  /** When each block's first event was: the one that its first difference starts from. Milliseconds. */
  readonly startMs: Float64Array;
  /** When each block's last event was, milliseconds. */
  readonly endMs: Float64Array;
}

export interface BlockStream {
  /** The blocks that are full with these events. */
  push(events: EventColumns): StreamedBlocks;
  /** The block that the recording's end filled, if it did. A block that is not full is dropped. */
  end(): StreamedBlocks;
  /** Blocks so far. */
  readonly blocks: number;
  /**
   * How many more events will fill the next block, at least 1. Exact where none is dropped or thinned away; otherwise
   * reckoned by how many were of late.
   */
  readonly lacking: number;
}

/**
 * A stream of one recording's blocks. In whatever pieces its events are pushed, the blocks are the same, bit for
 * bit: `dropEvents`, `thinEvents`, `takeDifferences`, then `cutBlocks` with `chunks: "stream"`.
 * Memory is bounded by one block, one stride and one piece. Pieces that cannot fill a block are put by until one may:
 * to work on each would cost more than the work.
 *
 * @throws CoreError `out-of-range` or `unknown-name` where the preprocessing is not possible
 */
export function createBlockStream(preprocessing: StreamPreprocessing): BlockStream {
  const { signal, blockSize, stride, thinning, limitPx } = preprocessing;
  if (!Object.hasOwn(SIGNALS, signal)) {
    const known = Object.keys(SIGNALS).join(", ");
    throw new CoreError("unknown-name", `signal ${signal} is unknown; known are ${known}`);
  }
  const cutting = { blockSize, stride, chunks: "stream", channels: SIGNALS[signal] } as const;
  cut(NO_EVENTS, cutting);
  const thinner = thinning ? createEventThinner(thinning) : undefined;
  /** Events from the next block's first difference on, and the one before, which it starts from. */
  let pending: EventColumns = NO_EVENTS;
  /** Events to pass over before the next block, where the stride is past the block size. */
  let skip = 0;
  let blocks = 0;
  const putBy = createColumnBuffer(allocateEvents);
  /** Of the latest events, the older ones counting less: how many came, and how many stayed. */
  let came = 0;
  let stayed = 0;

  /** Events that are still to stay before the next block is full. */
  const open = () => skip + blockSize + 1 - pending.tMs.length;
  /** The fewest events that can fill the next block. The thinner may hold one back, which then comes with them. */
  const fewest = () => open() - (thinner ? 1 : 0);

  function sift(events: EventColumns): EventColumns {
    const usable = dropEvents(events, { limitPx });
    const sifted = thinner ? thinner.push(usable) : usable;
    came = came / 2 + events.tMs.length;
    stayed = stayed / 2 + sifted.tMs.length;
    return sifted;
  }

  /** What was put by, as one piece. */
  function fetch(): EventColumns {
    const events = joinEvents(putBy.view());
    putBy.clear();
    return sift(events);
  }

  function take(events: EventColumns): StreamedBlocks {
    pending = pending.tMs.length === 0 ? events : joinEvents(pending, events);
    const skipped = Math.min(skip, Math.max(0, pending.tMs.length - 1));
    pending = from(pending, skipped);
    skip -= skipped;
    if (skip > 0 || pending.tMs.length <= blockSize) return NO_BLOCKS;
    const cutOut = cut(pending, cutting);
    blocks += cutOut.count;
    const used = cutOut.count * stride;
    const kept = Math.min(used, pending.tMs.length - 1);
    pending = from(pending, kept);
    skip = used - kept;
    return cutOut;
  }
  return {
    push(events) {
      // A whole recording need not be copied first.
      if (putBy.length === 0 && events.tMs.length >= fewest()) return take(sift(events));
      putBy.append(events);
      return putBy.length < fewest() ? NO_BLOCKS : take(fetch());
    },
    // Too few to fill a block, but for the one that was held back.
    end: () => (thinner ? take(joinEvents(fetch(), thinner.end())) : NO_BLOCKS),
    get blocks() {
      return blocks;
    },
    get lacking() {
      const eachStays = stayed > 0 ? came / stayed : 1;
      return Math.max(1, Math.ceil(open() * eachStays) - putBy.length);
    },
  };
}

/**
 * All blocks of a whole recording.
 * @throws CoreError as {@link createBlockStream}
 */
export function streamBlocks(recording: EventColumns, preprocessing: StreamPreprocessing): StreamedBlocks {
  const stream = createBlockStream(preprocessing);
  const before = stream.push(recording);
  const last = stream.end();
  if (last.count === 0) return before;
  if (before.count === 0) return last;
  return {
    count: before.count + last.count,
    data: append(new Float32Array(before.data.length + last.data.length), before.data, last.data),
    startMs: append(new Float64Array(before.count + last.count), before.startMs, last.startMs),
    endMs: append(new Float64Array(before.count + last.count), before.endMs, last.endMs),
  };
}

function append<T extends Float32Array | Float64Array>(into: T, first: T, second: T): T {
  into.set(first);
  into.set(second, first.length);
  return into;
}

const NO_BLOCKS: StreamedBlocks = {
  count: 0,
  data: new Float32Array(0),
  startMs: new Float64Array(0),
  endMs: new Float64Array(0),
};

/** Blocks of events whose first is the one that the first difference starts from. */
function cut(events: EventColumns, options: Parameters<typeof cutBlocks>[1]): StreamedBlocks {
  const { count, data, size } = cutBlocks(takeDifferences([events]), options);
  const startMs = new Float64Array(count);
  const endMs = new Float64Array(count);
  const stride = options.stride ?? size;
  for (let block = 0; block < count; block++) {
    startMs[block] = events.tMs[block * stride];
    endMs[block] = events.tMs[block * stride + size];
  }
  return { count, data, startMs, endMs };
}

/** The events from an index on. */
function from(events: EventColumns, index: number): EventColumns {
  if (index === 0) return events;
  // A copy: a view would keep the whole of every piece in memory.
  const { tMs, x, y, kind, button } = events;
  return joinEvents({
    tMs: tMs.subarray(index),
    x: x.subarray(index),
    y: y.subarray(index),
    kind: kind.subarray(index),
    button: button.subarray(index),
  });
}
