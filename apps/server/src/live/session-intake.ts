import {
  type BlockStream,
  createBlockStream,
  type LiveBatch,
  POINTER_TYPES,
  type StreamedBlocks,
  type StreamPreprocessing,
} from "@wristprint/core";
import type { SessionSummary } from "../store/store.js";

/** A block that was cut and is to be embedded. */
export interface CutBlock {
  readonly recording: number;
  readonly index: number;
  /** Since the session's first event, milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** When the batch that filled it was received, milliseconds since 1970. */
  readonly receivedAt: number;
  /** [block size, channels], unscaled */
  readonly data: Float32Array;
}

/** What came of a session's batches: counts, and blocks. The same batches give the same, whenever they come. */
export interface SessionIntake {
  /** Takes a batch, or several joined, in its recording's order. @returns the blocks that it filled */
  absorb(batch: LiveBatch, receivedAt: Date): CutBlock[];
  /** From now on blocks are cut. @returns those of the batches so far */
  startCutting(preprocessing: StreamPreprocessing): CutBlock[];
  /** @returns the blocks that the recordings' ends filled. Nothing may follow. */
  end(): CutBlock[];
  /** How many more events of a recording will fill its next block; `undefined` while none are cut. */
  lacking(recording: number): number | undefined;
  /** Batches that wait for {@link startCutting}. */
  readonly uncut: number;
  summary(): Omit<SessionSummary, "scored">;
}

type Machine = Pick<LiveBatch, "samplingRateHz" | "screenWidthPx" | "screenHeightPx" | "devicePixelRatio">;

interface Recording {
  readonly id: number;
  readonly offsetMs: number;
  /** The number of its latest batch, and so how many there were: those that came close together may be joined. */
  batches: number;
  stream: BlockStream | undefined;
}

export function createSessionIntake(): SessionIntake {
  const recordings = new Map<number, Recording>();
  /** A bit for each of POINTER_TYPES. */
  let pointers = 0;
  let uncut: { readonly recording: Recording; readonly batch: LiveBatch; readonly at: number }[] = [];
  let preprocessing: StreamPreprocessing | undefined;
  let firstEventMs = 0;
  let firstBegunMs = 0;
  let events = 0;
  let blocks = 0;
  /** Of the latest batch, what it says of the machine: the whole of it would be held until the next one. */
  let machine: Machine | undefined;
  let lastEventAt: Date | null = null;

  function recordingOf(batch: LiveBatch, receivedAt: Date): Recording {
    const known = recordings.get(batch.recording);
    if (known) return known;
    // Recordings' clocks are independent: one begins its first batch's length before that arrived.
    const begunMs = receivedAt.getTime() - batch.tMs[batch.tMs.length - 1];
    if (recordings.size === 0) {
      firstBegunMs = begunMs;
      firstEventMs = batch.tMs[0];
    }
    const offsetMs = begunMs - firstBegunMs;
    const recording = { id: batch.recording, offsetMs, batches: 0, stream: undefined };
    recordings.set(batch.recording, recording);
    return recording;
  }

  /** @param receivedAt milliseconds since 1970 */
  function take(
    recording: Recording,
    { count, data, startMs, endMs }: StreamedBlocks,
    receivedAt: number,
  ): CutBlock[] {
    if (count === 0) return [];
    const length = data.length / count;
    const first = (recording.stream?.blocks ?? 0) - count;
    blocks += count;
    const since = (ms: number) => Math.max(0, recording.offsetMs + (ms - firstEventMs));
    return Array.from({ length: count }, (_, i) => ({
      recording: recording.id,
      index: first + i,
      startMs: since(startMs[i]),
      endMs: since(endMs[i]),
      receivedAt,
      data: data.subarray(i * length, (i + 1) * length),
    }));
  }

  function cut(recording: Recording, batch: LiveBatch, by: StreamPreprocessing, at: number): CutBlock[] {
    recording.stream ??= createBlockStream(by);
    return take(recording, recording.stream.push(batch), at);
  }

  return {
    absorb(batch, receivedAt) {
      const recording = recordingOf(batch, receivedAt);
      recording.batches = batch.sequence;
      events += batch.tMs.length;
      for (let i = 0; i < batch.pointer.length; i++) pointers |= 1 << batch.pointer[i];
      const { samplingRateHz, screenWidthPx, screenHeightPx, devicePixelRatio } = batch;
      machine = { samplingRateHz, screenWidthPx, screenHeightPx, devicePixelRatio };
      if (lastEventAt === null || receivedAt > lastEventAt) lastEventAt = receivedAt;
      const at = receivedAt.getTime();
      if (preprocessing) return cut(recording, batch, preprocessing, at);
      uncut.push({ recording, batch, at });
      return [];
    },
    startCutting(by) {
      preprocessing = by;
      const waiting = uncut;
      uncut = [];
      return waiting.flatMap(({ recording, batch, at }) => cut(recording, batch, by, at));
    },
    end: () =>
      [...recordings.values()].flatMap((recording) =>
        recording.stream ? take(recording, recording.stream.end(), lastEventAt?.getTime() ?? 0) : [],
      ),
    lacking: (recording) => recordings.get(recording)?.stream?.lacking,
    get uncut() {
      return uncut.length;
    },
    summary: () => ({
      batches: [...recordings.values()].reduce((sum, recording) => sum + recording.batches, 0),
      events,
      blocks,
      samplingRateHz: machine?.samplingRateHz || null,
      screen: screenOf(machine),
      pointers: POINTER_TYPES.filter((_, code) => (pointers >> code) & 1),
      lastEventAt,
    }),
  };
}

function screenOf(machine: Machine | undefined): SessionSummary["screen"] {
  if (!machine?.screenWidthPx || !machine.screenHeightPx) return null;
  const { screenWidthPx: widthPx, screenHeightPx: heightPx, devicePixelRatio } = machine;
  return { widthPx, heightPx, devicePixelRatio };
}
