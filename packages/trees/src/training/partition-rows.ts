import { JOB } from "./jobs.js";
import type { HistogramSpace, Workspace } from "./workspace.js";

/** The bin of every row of every column. */
export type Bins = Uint8Array | Uint16Array;

/** A split node's rows, with their pairs of gradients: the left ones from the front, the right ones from the back. */
export function partitionRows(
  { rows, job }: Workspace,
  space: HistogramSpace,
  bins: Bins,
  node: number,
): void {
  const source = job[JOB.source];
  const missing = job[JOB.slots] - 1;
  const from = space.rowOrders[source];
  const fromPairs = space.pairOrders[source];
  const to = space.rowOrders[1 - source];
  const toPairs = space.pairOrders[1 - source];
  const feature = space.splitFeatures[node];
  const lastBin = space.splitBins[node];
  const missingLeft = space.splitDefaults[node] === 1;
  // A column with as many bins as there are slots has no missing values.
  const whole = space.binCounts[feature] > missing;
  const columnBins = bins.subarray(feature * rows, (feature + 1) * rows);
  let left = space.begins[node];
  let right = space.ends[node];
  const end = right;
  for (let i = left; i < end; i++) {
    const row = from[i];
    const bin = columnBins[row];
    const goesLeft = bin === missing && !whole ? missingLeft : bin <= lastBin;
    const place = goesLeft ? left++ : --right;
    to[place] = row;
    toPairs[2 * place] = fromPairs[2 * i];
    toPairs[2 * place + 1] = fromPairs[2 * i + 1];
  }
  space.leftRows[node] = left - space.begins[node];
}
