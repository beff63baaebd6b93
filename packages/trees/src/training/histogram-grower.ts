/** Grows trees on histograms: keeps account of which rows and which histogram are whose. */
import { bestSplit, type Split } from "./best-splits.js";
import type { Grower, OpenNode, SplitNode } from "./grow-tree.js";
import { FEATURES_A_TASK, MODES } from "./histogram-tasks.js";
import { JOB, JOBS } from "./jobs.js";
import { describeNodes } from "./node-table.js";
import type { Team } from "./team.js";
import type { HistogramSpace, Workspace } from "./workspace.js";

interface Holding {
  /** Its rows, in the order of rows of its level. */
  readonly begin: number;
  readonly end: number;
  /** The histogram of its parent, until it has its own; −1: none. */
  place: number;
  readonly sibling: number;
}

interface Leaf {
  readonly node: number;
  readonly source: number;
  readonly begin: number;
  readonly end: number;
}

export function createHistogramGrower(workspace: Workspace, space: HistogramSpace, team: Team): Grower {
  const { job, rows, nodes, parameters } = workspace;
  const { capacity } = nodes;
  let holdings = new Map<number, Holding>();
  let leaves: Leaf[] = [];
  let source = 0;

  /** Whether a node has enough weight for two children. The rounding of sums must not count. */
  const canSplit = (open: OpenNode) => open.hessian * (1 + 1e-9) >= 2 * parameters.minChildWeight;

  /** Says how the nodes of a level come by their histograms; in a level of several pieces each sums up its own. */
  function plan(piece: readonly OpenNode[], isWhole: boolean): void {
    const free: number[] = [];
    const taken = new Uint8Array(capacity);
    const held = piece.map((open) => holdings.get(open.node) as Holding);
    if (!isWhole) for (const holding of held) holding.place = -1;
    const indexOf = new Map(piece.map((open, index) => [open.node, index]));
    for (const { place } of held) if (place >= 0) taken[place] = 1;
    for (let place = capacity - 1; place >= 0; place--) if (taken[place] === 0) free.push(place);
    const take = () => free.pop() as number;
    for (const index of piece.keys()) {
      const holding = held[index];
      const other = indexOf.get(holding.sibling) ?? -1;
      space.begins[index] = holding.begin;
      space.ends[index] = holding.end;
      space.siblings[index] = other;
      // The second of two siblings is settled with the first.
      if (other >= 0 && other < index) continue;
      const parentPlace = holding.place;
      if (parentPlace < 0 || other < 0) {
        for (const it of other < 0 ? [index] : [index, other]) settle(it, canSplit(piece[it]));
        continue;
      }
      const size = (it: number) => held[it].end - held[it].begin;
      const [small, large] = size(index) <= size(other) ? [index, other] : [other, index];
      if (canSplit(piece[large])) {
        space.modes[large] = MODES.subtract;
        space.places[large] = held[large].place = parentPlace;
        space.modes[small] = canSplit(piece[small]) ? MODES.sum : MODES.sumForSibling;
        space.places[small] = held[small].place = take();
      } else {
        space.modes[large] = MODES.none;
        held[large].place = -1;
        space.modes[small] = canSplit(piece[small]) ? MODES.sum : MODES.none;
        space.places[small] = held[small].place = parentPlace;
      }
    }
    function settle(index: number, isWanted: boolean): void {
      space.modes[index] = isWanted ? MODES.sum : MODES.none;
      held[index].place = isWanted ? take() : -1;
      space.places[index] = held[index].place;
    }
  }

  return {
    begin(root) {
      source = 0;
      leaves = [];
      holdings = new Map([[root.node, { begin: 0, end: rows, place: -1, sibling: -1 }]]);
    },
    search(level, sampler) {
      const isWhole = level.length <= capacity;
      const splits: Split[] = [];
      for (let first = 0; first < level.length; first += capacity) {
        const piece = level.slice(first, first + capacity);
        plan(piece, isWhole);
        describeNodes(workspace, piece, sampler);
        job[JOB.nodes] = piece.length;
        job[JOB.source] = source;
        team.run(JOBS.search, Math.ceil(job[JOB.features] / FEATURES_A_TASK));
        for (let index = 0; index < piece.length; index++) {
          splits.push(bestSplit(nodes.splits, capacity, workspace.threads, index));
        }
      }
      if (!isWhole) for (const open of level) (holdings.get(open.node) as Holding).place = -1;
      return splits;
    },
    thresholdOf({ feature, threshold }) {
      return threshold < 0 ? space.floors[feature] : space.cuts[feature * parameters.maxBin + threshold];
    },
    apply(level, splits) {
      const split = new Set(splits.map(({ open }) => open.node));
      for (const { node } of level) {
        if (split.has(node)) continue;
        const { begin, end } = holdings.get(node) as Holding;
        leaves.push({ node, source, begin, end });
      }
      const next = new Map<number, Holding>();
      for (let first = 0; first < splits.length; first += capacity) {
        sendOn(splits.slice(first, first + capacity), next);
      }
      holdings = next;
      source = 1 - source;
    },
    addLeaves(leafValue) {
      for (const [node, { begin, end }] of holdings) leaves.push({ node, source, begin, end });
      for (const leaf of leaves) {
        const value = leafValue(leaf.node);
        const order = space.rowOrders[leaf.source];
        for (let i = leaf.begin; i < leaf.end; i++) workspace.margins[order[i]] += value;
      }
    },
  };

  function sendOn(splits: readonly SplitNode[], next: Map<number, Holding>): void {
    for (const [index, { open, split }] of splits.entries()) {
      const { begin, end } = holdings.get(open.node) as Holding;
      space.begins[index] = begin;
      space.ends[index] = end;
      space.splitFeatures[index] = split.feature;
      space.splitBins[index] = split.threshold;
      space.splitDefaults[index] = split.defaultLeft ? 1 : 0;
    }
    job[JOB.source] = source;
    team.run(JOBS.partition, splits.length);
    for (const [index, { open, left, right }] of splits.entries()) {
      const { begin, end, place } = holdings.get(open.node) as Holding;
      const middle = begin + space.leftRows[index];
      next.set(left.node, { begin, end: middle, place, sibling: right.node });
      next.set(right.node, { begin: middle, end, place, sibling: left.node });
    }
  }
}
