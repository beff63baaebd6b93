import { createBatchWriter } from "./batch-writer.js";
import type { Progress } from "./capture-state.js";
import { DRAG } from "./codes.js";
import { listenToPointer } from "./listen-to-pointer.js";
import type { Outbox } from "./outbox.js";
import type { Page } from "./page.js";
import { createRecordingTime } from "./recording-time.js";

const LATEST_TICKS = 4_294_967_295;
/** Two movements further apart than this, in ticks, are two movements, not two samples of one. */
const SAMPLE_TICKS = 500;
const TICKS_PER_S = 10_000;

export interface RecorderOptions {
  readonly page: Page;
  readonly outbox: Outbox;
  readonly progress: Progress;
  readonly recording: number;
  readonly flushMs: number;
  readonly batchEvents: number;
  readonly waitingBytes: number;
  /** A batch went into the outbox, or the recording ended. */
  readonly onChange: () => void;
}

export interface Recorder {
  /** Closes the batch begun, if there is one. */
  flush(): void;
  /** Listens no more, flushes, and takes on the status, if it still listens. */
  stop(status: Progress["status"]): void;
}

/** Listens to the pointer from now on and puts batches of its events into the outbox. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { page, outbox, progress, recording, flushMs, batchEvents, waitingBytes, onChange } = options;
  const time = createRecordingTime(page.performance);
  const writer = createBatchWriter(recording, batchEvents);
  let timer: number | undefined;
  let lastMoveTicks = -Infinity;
  let samples = 0;
  let sampledTicks = 0;

  const listening = new AbortController();
  listenToPointer(page, listening.signal, (code, stampMs, x, y) => {
    const ticks = time(stampMs);
    if (ticks < 0) return;
    if (ticks > LATEST_TICKS) {
      stop("too-long");
    } else if (progress.status === "full" && outbox.size > waitingBytes / 2) {
      progress.missed++;
    } else {
      progress.status = "recording";
      progress.events++;
      if ((code & 7) <= DRAG) countSample(ticks);
      const count = writer.add(code, ticks, x, y);
      if (progress.events >= outbox.flushAt) {
        outbox.flushAt = Infinity;
        flush();
      } else if (count === batchEvents) flush();
      else if (count === 1) timer = page.setTimeout(flush, flushMs);
    }
  });

  function countSample(ticks: number) {
    const step = ticks - lastMoveTicks;
    lastMoveTicks = ticks;
    if (step > SAMPLE_TICKS) return;
    samples++;
    sampledTicks += step;
  }

  function flush() {
    page.clearTimeout(timer);
    const samplingRateHz = (samples * TICKS_PER_S) / sampledTicks;
    const bytes = writer.finish(page, samplingRateHz);
    if (!bytes) return;
    outbox.add(bytes);
    if (outbox.size >= waitingBytes) progress.status = "full";
    onChange();
  }

  function stop(status: Progress["status"]) {
    if (listening.signal.aborted) return;
    listening.abort();
    flush();
    progress.status = status;
    onChange();
  }

  return { flush, stop };
}
