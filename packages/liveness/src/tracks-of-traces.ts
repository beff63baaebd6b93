import { eventKindCode, type Trace } from "@wristprint/core";
import type { DatasetFormat } from "@wristprint/datasets";
import { cutTracks } from "./cut-tracks.js";
import type { Track, TrackColumns } from "./track.js";

const PRESS = eventKindCode("press");
const RELEASE = eventKindCode("release");

/**
 * The tracks in a data set's traces. Where a trace is one track, it is taken from its first press to the release after
 * it, or whole where nothing is pressed, and what stretched the format's numbers is taken back; other traces are people's
 * recordings, and are cut where the pointer rests or a button goes (`cut-tracks.ts`).
 */
export function tracksOf(traces: readonly Trace[], format: DatasetFormat): Track[] {
  return traces.flatMap((trace) => {
    const { subject, session, genuine } = trace;
    const family = `${format.name}/${subject}`;
    if (format.tracks !== true) {
      return cutTracks(trace).map((columns, index) => ({
        id: `${session}#${index + 1}`,
        family,
        human: true,
        ...columns,
      }));
    }
    return [{ id: session, family, human: genuine, ...unstretched(firstDrag(trace), format) }];
  });
}

function firstDrag({ kind, tMs, x, y }: Trace): TrackColumns {
  const start = Math.max(0, kind.indexOf(PRESS));
  const release = kind.indexOf(RELEASE, start);
  const end = release < 0 ? kind.length : release + 1;
  return { tMs: tMs.subarray(start, end), x: x.subarray(start, end), y: y.subarray(start, end) };
}

function unstretched(track: TrackColumns, { stretch }: DatasetFormat): TrackColumns {
  if (stretch === undefined) return track;
  const [originX = 0, originY = 0] = [track.x[0], track.y[0]];
  return {
    tMs: track.tMs.map((ms) => ms / stretch.tMs),
    x: track.x.map((px) => (px - originX) / stretch.x),
    y: track.y.map((px) => (px - originY) / stretch.y),
  };
}
