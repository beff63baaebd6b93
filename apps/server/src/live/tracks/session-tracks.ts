import { type LiveBatch, POINTER_TYPES } from "@wristprint/core";
import { createTrackCutter, type TrackColumns, type TrackCutter } from "@wristprint/liveness";

/** A session's events cut into tracks, each recording's by itself. The same batches give the same, whenever they come. */
export interface SessionTracks {
  absorb(batch: Pick<LiveBatch, "recording" | "tMs" | "x" | "y" | "kind" | "pointer">): void;
  /** The recordings are over: what they end with is a track as well. Nothing may follow. */
  end(): void;
  /** Hands over the tracks that ended since it was asked last. */
  take(): TrackColumns[];
  /** Tracks that wait to be taken. */
  readonly waiting: number;
  /** Whether a script made some events. */
  readonly scripted: boolean;
}

const SCRIPT = POINTER_TYPES.indexOf("script");

/** @param most tracks of a session: what comes after those is not cut */
export function createSessionTracks(most: number): SessionTracks {
  const cutters = new Map<number, TrackCutter>();
  let ended: TrackColumns[] = [];
  let cut = 0;
  let scripted = false;

  function put(tracks: readonly TrackColumns[]): void {
    for (const track of tracks) if (cut++ < most) ended.push(track);
  }

  return {
    absorb(batch) {
      scripted ||= batch.pointer.includes(SCRIPT);
      if (cut >= most) return;
      let cutter = cutters.get(batch.recording);
      if (cutter === undefined) {
        cutter = createTrackCutter();
        cutters.set(batch.recording, cutter);
      }
      put(cutter.push(batch));
    },
    end() {
      for (const cutter of cutters.values()) put(cutter.end());
      cutters.clear();
    },
    take() {
      const taken = ended;
      ended = [];
      return taken;
    },
    get waiting() {
      return ended.length;
    },
    get scripted() {
      return scripted;
    },
  };
}
