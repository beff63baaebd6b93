import type { BenchmarkOptions, BenchmarkRow } from "./benchmark.js";
import { median } from "./median.js";
import type { Peer } from "./peer.js";

export interface Contest {
  readonly name: string;
  readonly unit: string;
  /** Whether more of the unit is better (samples a second) or less (seconds). */
  readonly better: "more" | "less";
  ours(): Promise<number>;
  readonly peer: Peer | undefined;
  theirs(peer: Peer): Promise<number>;
  /** Multiplications and additions in each of what ours counts a second. */
  readonly operations?: number;
}

/** Measures ours and the peer in turn, so that a machine that slows down slows down both. */
export async function measureInTurn(contest: Contest, options: BenchmarkOptions): Promise<BenchmarkRow> {
  const ours: number[] = [];
  const theirs: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const own = await contest.ours();
    ours.push(own);
    let line = `${contest.name}: ${format(own)} ${contest.unit}`;
    if (contest.peer) {
      const other = await contest.theirs(contest.peer);
      theirs.push(other);
      ratios.push(contest.better === "more" ? own / other : other / own);
      line += `, ${contest.peer.name} ${format(other)}`;
    }
    options.onProgress?.(`${line} (round ${round + 1} of ${options.rounds})`);
  }
  return {
    name: contest.name,
    value: round3(median(ours)),
    unit: contest.unit,
    peer: contest.peer?.name ?? null,
    peerValue: contest.peer ? round3(median(theirs)) : null,
    ratio: contest.peer ? round3(median(ratios)) : null,
    ...(contest.operations !== undefined && { gflops: round3((median(ours) * contest.operations) / 1e9) }),
  };
}

/** Three digits after the point are more than any of these measurements carry. */
function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function format(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
