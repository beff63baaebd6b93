/** What measuring the search for replays tells. */
import type { ReplayMemory } from "./replay-index.js";

/** How often a kind of change was found. */
export interface DetectionRow {
  readonly change: string;
  /** Of the points that were moved, where some were. */
  readonly share: number | null;
  readonly offsetPx: number | null;
  readonly probes: number;
  /** Found, and the stored track named, of all probes. */
  readonly found: number;
  readonly rate: number;
  /** Of all probes, those that had become too plain to tell. */
  readonly tooPlain: number;
}

/** How often a kind of change was found, rich tracks and others together as they are among those asked with. */
export interface ShareFound {
  readonly change: string;
  readonly rateOfStored: number;
  /** Of all, those among them that are too plain to be stored. */
  readonly rate: number;
}

export interface FalseAlarms {
  /** Tracks that were not too plain to tell. */
  readonly probes: number;
  readonly alarms: number;
  readonly rate: number;
}

export interface ReplayEvaluation {
  readonly stored: number;
  /**
   * Of the given tracks that are asked with: how many there are, how many are not too plain to be stored, and how many of these hold enough
   * to be told even when all of their points are moved by 3 px; with their shares of all.
   */
  readonly given: {
    readonly tracks: number;
    readonly eligible: number;
    readonly share: number;
    readonly rich: number;
    readonly richShare: number;
  };
  readonly madeUp: number;
  /** Building the index of all tracks: of the index's own time, without making tracks up. */
  readonly buildSeconds: number;
  readonly tracksPerSecond: number;
  readonly bytesPerTrack: number;
  readonly bytesPerTrackOf: ReplayMemory;
  /** Of rich tracks; and of those that are stored and are not rich. */
  readonly detection: readonly DetectionRow[];
  readonly detectionOfPlainer: readonly DetectionRow[];
  /** The two together; and with what is too plain to be stored, which is never found. */
  readonly detectionOfAll: readonly ShareFound[];
  /** As Figure 12 of the paper: x moved by 1 or 3 px, for shares of the points from none to all, of all stored tracks. */
  readonly byOffset: readonly DetectionRow[];
  /** Given tracks against all stored ones but themselves, whether stored or not; and the same of made-up ones. */
  readonly falseAlarms: FalseAlarms;
  readonly falseAlarmsOfMadeUp: FalseAlarms;
  readonly falseAlarmRate: number;
  /** Of the first alarms, which track was taken for a copy of which. */
  readonly alarms: readonly {
    readonly track: string;
    readonly takenFor: string;
    readonly distancePx: number;
    readonly knots: number;
  }[];
  readonly checks: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The same of processors' time. */
  readonly p50ProcessorMs: number;
  readonly p99ProcessorMs: number;
}
