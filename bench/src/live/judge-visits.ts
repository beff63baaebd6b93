/** What should have come of the visits, cut offline, held against what the server says it has. */
import type { Session } from "@wristprint/api";
import { createBlockStream, type StreamPreprocessing, streamBlocks } from "@wristprint/core";
import type { FinishedVisit, GeneratorResult } from "./generator-messages.js";
import { moveHand } from "./made-up-hand.js";

export interface Judgement {
  readonly sessions: number;
  readonly batches: number;
  readonly blocks: number;
  /** Connections that broke and were made again. */
  readonly breaks: number;
  /** Sessions of which the server would have no more. */
  readonly refused: number;
  /** Batches that were sent and never acknowledged. */
  readonly unacknowledged: number;
  /** Sessions whose batches and events are not, one and all, those that were acknowledged. */
  readonly sessionsOtherThanSent: number;
  /** Blocks that offline cutting gives and the server has not scored, or the other way round. */
  readonly blocksOtherThanOffline: number;
  /** Blocks of which the visitor never heard. */
  readonly blocksNotTold: number;
  /** Milliseconds from the last event of each block that ended while measured to the word that it is decided on. */
  readonly decisionMs: readonly number[];
}

/** @param stored what the server has of each session, by its id */
export function judgeVisits(
  { visits, measuredFromMs, measuredToMs }: GeneratorResult,
  stored: ReadonlyMap<string, Pick<Session, "batches" | "events" | "scored">>,
  rateHz: number,
  preprocessing: StreamPreprocessing,
): Judgement {
  const kept = visits.filter(({ erased }) => !erased);
  let otherThanSent = 0;
  let otherThanOffline = 0;
  let notTold = 0;
  const decisionMs: number[] = [];
  for (const visit of visits) {
    const endMs = blockEnds(visit, rateHz, preprocessing);
    notTold += Math.max(0, endMs.length - visit.decidedMs.length);
    for (const [block, decidedMs] of visit.decidedMs.entries()) {
      const lastEventMs = visit.begunMs + endMs[block];
      if (lastEventMs < measuredFromMs || lastEventMs > measuredToMs) continue;
      decisionMs.push(decidedMs - endMs[block]);
    }
    if (visit.erased) continue;
    const found = stored.get(visit.session) ?? { batches: 0, events: 0, scored: 0 };
    if (found.batches !== visit.acknowledged || found.events !== visit.events) otherThanSent++;
    otherThanOffline += Math.abs(found.scored - endMs.length);
  }
  return {
    sessions: visits.length,
    batches: visits.reduce((sum, { batches }) => sum + batches, 0),
    blocks: visits.reduce((sum, { decidedMs: { length } }) => sum + length, 0),
    breaks: visits.reduce((sum, { breaks: { length } }) => sum + length, 0),
    refused: visits.filter(({ closed }) => closed !== null).length,
    unacknowledged: visits.reduce((sum, { batches, acknowledged }) => sum + batches - acknowledged, 0),
    sessionsOtherThanSent: otherThanSent + Math.max(0, stored.size - kept.length),
    blocksOtherThanOffline: otherThanOffline,
    blocksNotTold: notTold,
    decisionMs,
  };
}

/** When the last event of each block was, milliseconds since the recording began. */
function blockEnds(visit: FinishedVisit, rateHz: number, preprocessing: StreamPreprocessing): Float64Array {
  const { recording, events: end, ended } = visit;
  if (end === 0) return new Float64Array(0);
  const events = moveHand({ recording, rateHz, begin: 0, end }, 1);
  // A recording that has not ended may hold an event back.
  return (ended ? streamBlocks(events, preprocessing) : createBlockStream(preprocessing).push(events)).endMs;
}
