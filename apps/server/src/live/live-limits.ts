/** Every bound of the live side. What would go past one is refused or waits; nothing grows with what pages send. */
export interface LiveLimits {
  readonly eventsPerSession: number;
  /** Pages of one session: each `start()` of the browser script is one. */
  readonly recordingsPerSession: number;
  /** Batches that wait to be kept, or were kept and wait to be cut while no model is known. */
  readonly waitingBatches: number;
  /** Batches of one transaction. */
  readonly batchesPerCommit: number;
  /**
   * A batch that fills no block may wait for those after it, to be kept with them as one. It waits for as long as it
   * takes to keep one of each session in memory at this many a second, and no longer than `keepWithinMs`: pages want
   * to hear within a few seconds.
   */
  readonly keptPerSecond: number;
  readonly keepWithinMs: number;
  /** Between two transactions at most, under load. */
  readonly commitRestMs: number;
  /** Blocks that were cut and have no signature yet; past it batches are refused as `busy`. */
  readonly waitingBlocks: number;
  /** Blocks of one session that are embedded at once. */
  readonly blocksPerRequest: number;
  /** Movements of a session that are looked at: what comes after those is not. */
  readonly tracksPerSession: number;
  /** Of a session's movements so many bytes are stored to find replays of them, about three a point. */
  readonly storedTrackBytes: number;
  /** Movements that wait to be compared with those stored; past it they are passed over. */
  readonly waitingChecks: number;
  /** Comparing stops after so many milliseconds, and rests for three times as long: a quarter of the time at most. */
  readonly checkSliceMs: number;
  /** Projects whose stored movements are in memory: 1.3 MB each at most, besides the movements. */
  readonly replayProjects: number;
  /**
   * Of all of them, so many bytes of stored movements: the newest of each, as many of each where that is not enough.
   * About 180 a movement of people; with the index that finds them, twice as much.
   */
  readonly replayBytes: number;
  /** How often sessions are looked for that ended on other servers. */
  readonly replaySyncMs: number;
  /** Sessions held in memory; idle ones are dropped for others, and rebuilt from the store when they go on. */
  readonly liveSessions: number;
  /** Without a batch for so long, a session leaves the memory. */
  readonly dropAfterMs: number;
  /** Without a batch for so long, a session ends by itself. */
  readonly endAfterMs: number;
  /** How often that is looked for. */
  readonly sweepMs: number;
  /** Wait before the embedder or the store is asked again after a failure, doubling up to `longestRetryMs`. */
  readonly retryMs: number;
  readonly longestRetryMs: number;
  /** A project's settings may be so old. */
  readonly settingsAgeMs: number;
  /** Time between two messages of the feed about one session, at least; longer where many change. */
  readonly feedMs: number;
  /** Messages of the feed about sessions, each second. */
  readonly feedPerSecond: number;
}

export const DEFAULT_LIVE_LIMITS: LiveLimits = {
  eventsPerSession: 2_000_000,
  recordingsPerSession: 64,
  waitingBatches: 4_096,
  batchesPerCommit: 256,
  keptPerSecond: 500,
  keepWithinMs: 2_000,
  commitRestMs: 25,
  waitingBlocks: 16_384,
  blocksPerRequest: 64,
  tracksPerSession: 5_000,
  storedTrackBytes: 65_536,
  waitingChecks: 4_000,
  checkSliceMs: 4,
  replayProjects: 64,
  replayBytes: 48 * 2 ** 20,
  replaySyncMs: 10_000,
  liveSessions: 10_000,
  dropAfterMs: 120_000,
  endAfterMs: 1_800_000,
  sweepMs: 10_000,
  retryMs: 250,
  longestRetryMs: 10_000,
  settingsAgeMs: 5_000,
  feedMs: 300,
  feedPerSecond: 500,
};
