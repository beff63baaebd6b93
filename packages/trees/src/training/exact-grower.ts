/** Grows trees on exact splits: keeps account of which node each row is in. */
import { bestSplit } from "./best-splits.js";
import type { Grower } from "./grow-tree.js";
import { JOB, JOBS } from "./jobs.js";
import { describeNodes } from "./node-table.js";
import type { Team } from "./team.js";
import type { ExactSpace, Workspace } from "./workspace.js";

export function createExactGrower(workspace: Workspace, space: ExactSpace, team: Team): Grower {
  const { job, rows, nodes, data, threads } = workspace;
  /** The node of each row, whether the tree sees it or not. */
  const nodeOf = new Int32Array(rows);
  return {
    begin() {
      nodeOf.fill(0);
      job[JOB.nodesAbove] = 0;
    },
    search(level, sampler) {
      describeNodes(workspace, level, sampler);
      job[JOB.nodes] = level.length;
      team.run(JOBS.search, job[JOB.features]);
      return level.map((_, index) => bestSplit(nodes.splits, nodes.capacity, threads, index));
    },
    thresholdOf: ({ threshold }) => threshold,
    apply(level, splits) {
      const split = new Set(splits.map(({ open }) => open.node));
      for (const [index, { node }] of level.entries()) space.wasSplit[index] = split.has(node) ? 1 : 0;
      job[JOB.nodesAbove] = level.length;
      if (splits.length === 0) return;
      const firstNode = splits[0].open.node;
      const lastNode = splits[splits.length - 1].open.node;
      /** Of each node from the first that is split to the last: its number among the splits, or −1. */
      const numbers = new Int32Array(lastNode - firstNode + 1).fill(-1);
      for (const [index, { open }] of splits.entries()) numbers[open.node - firstNode] = index;
      const features = Int32Array.from(splits, (it) => it.split.feature);
      const thresholds = Float32Array.from(splits, (it) => it.threshold);
      const defaults = Uint8Array.from(splits, (it) => (it.split.defaultLeft ? 1 : 0));
      const children = Int32Array.from(splits, (it) => it.left.node);
      for (let row = 0; row < rows; row++) {
        const place = nodeOf[row] - firstNode;
        if (place < 0 || place >= numbers.length || numbers[place] < 0) continue;
        const index = numbers[place];
        const value = data[features[index] * rows + row];
        const goesLeft = value < thresholds[index] || (defaults[index] === 1 && Number.isNaN(value));
        const side = goesLeft ? 0 : 1;
        nodeOf[row] = children[index] + side;
        space.sides[row] = side;
      }
    },
    addLeaves(leafValue) {
      const values = new Map<number, number>();
      const cached = (node: number) => {
        const value = values.get(node) ?? leafValue(node);
        values.set(node, value);
        return value;
      };
      for (let row = 0; row < rows; row++) workspace.margins[row] += cached(nodeOf[row]);
    },
  };
}
