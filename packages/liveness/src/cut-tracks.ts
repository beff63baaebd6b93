import { type EventColumns, eventKindCode } from "@wristprint/core";
import { MOST_POINTS } from "./replay/path.js";
import type { TrackColumns } from "./track.js";

/** A pointer that no button holds and that tells nothing for so long has rested: the next event begins another track. */
export const TRACK_PAUSE_MS = 300;
/** What has fewer points is no movement that anything could be said of, such as a click. */
export const FEWEST_TRACK_POINTS = 5;

/** Points that a cutter has room for at first: most tracks are short, and there are as many cutters as pages that record. */
const FIRST_ROOM = 64;

type CutColumns = Pick<EventColumns, "tMs" | "x" | "y" | "kind">;

/** Cuts a recording's events into tracks as they come: pushing in any pieces gives the same as all at once. */
export interface TrackCutter {
  /** @returns the tracks that ended, in their order */
  push(events: CutColumns): TrackColumns[];
  /** @returns the last one, if there is any. Nothing may follow. */
  end(): TrackColumns[];
}

/**
 * A press begins a track and its release ends it, however long the pointer rests in between; what moves without a button
 * ends with a pause or a press. A longer one than {@link MOST_POINTS} goes on in another. Scrolling moves nothing.
 */
export function createTrackCutter(): TrackCutter {
  const [press, release, up, down] = (["press", "release", "scrollUp", "scrollDown"] as const).map(
    eventKindCode,
  );
  let tMs = new Float64Array(FIRST_ROOM);
  let x = new Float32Array(FIRST_ROOM);
  let y = new Float32Array(FIRST_ROOM);
  let count = 0;
  let held = false;

  function end(ended: TrackColumns[]): void {
    if (count >= FEWEST_TRACK_POINTS) {
      ended.push({ tMs: tMs.slice(0, count), x: x.slice(0, count), y: y.slice(0, count) });
    }
    count = 0;
  }

  function grow(): void {
    const wider = {
      tMs: new Float64Array(2 * count),
      x: new Float32Array(2 * count),
      y: new Float32Array(2 * count),
    };
    wider.tMs.set(tMs);
    wider.x.set(x);
    wider.y.set(y);
    ({ tMs, x, y } = wider);
  }

  return {
    push(events) {
      const ended: TrackColumns[] = [];
      for (let i = 0; i < events.tMs.length; i++) {
        const kind = events.kind[i];
        if (kind === up || kind === down) continue;
        const at = events.tMs[i];
        const rested = !held && count > 0 && at - tMs[count - 1] >= TRACK_PAUSE_MS;
        if (kind === press || rested || count === MOST_POINTS) end(ended);
        if (kind === press) held = true;
        if (count === tMs.length) grow();
        tMs[count] = at;
        x[count] = events.x[i];
        y[count] = events.y[i];
        count++;
        if (kind === release) {
          held = false;
          end(ended);
        }
      }
      return ended;
    },
    end() {
      const ended: TrackColumns[] = [];
      end(ended);
      return ended;
    },
  };
}

/** All tracks of a recording. */
export function cutTracks(events: CutColumns): TrackColumns[] {
  const cutter = createTrackCutter();
  return [...cutter.push(events), ...cutter.end()];
}
