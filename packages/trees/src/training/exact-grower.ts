/** Grows trees on exact splits: keeps account of which node each row is in. */
import { bestSplit, type Split } from "./best-splits.js";
import type { Grower } from "./grow-tree.js";
import { JOB, JOBS } from "./jobs.js";
import { describeNodes } from "./node-table.js";
import type { Team } from "./team.js";
import type { ExactSpace, Workspace } from "./workspace.js";

export function createExactGrower(workspace: Workspace, { positions }: ExactSpace, team: Team): Grower {
  const { job, rows, nodes, data, sampled, parameters } = workspace;
  const { capacity } = nodes;
  const isSampled = parameters.subsample < 1;
  /** The node of each row, whether the tree sees it or not. */
  const nodeOf = new Int32Array(rows);
  return {
    begin() {
      nodeOf.fill(0);
      for (let row = 0; row < rows; row++) positions[row] = isSampled && sampled[row] === 0 ? -1 : 0;
    },
    search(level, sampler) {
      const splits: Split[] = [];
      for (let first = 0; first < level.length; first += capacity) {
        const piece = level.slice(first, first + capacity);
        describeNodes(workspace, piece, sampler);
        job[JOB.nodes] = piece.length;
        job[JOB.firstNode] = first;
        team.run(JOBS.search, job[JOB.features]);
        for (let index = 0; index < piece.length; index++) {
          splits.push(bestSplit(nodes.splits, capacity, workspace.threads, index));
        }
      }
      return splits;
    },
    thresholdOf: ({ threshold }) => threshold,
    apply(_level, splits) {
      if (splits.length === 0) return;
      const firstNode = splits[0].open.node;
      const lastNode = splits[splits.length - 1].open.node;
      /** Of each node from the first that is split to the last: its number among the splits, or −1. */
      const numbers = new Int32Array(lastNode - firstNode + 1).fill(-1);
      for (const [index, { open }] of splits.entries()) numbers[open.node - firstNode] = index;
      const features = Int32Array.from(splits, ({ split }) => split.feature);
      const thresholds = Float32Array.from(splits, ({ threshold }) => threshold);
      const defaults = Uint8Array.from(splits, ({ split }) => (split.defaultLeft ? 1 : 0));
      const children = Int32Array.from(splits, ({ left }) => left.node);
      for (let row = 0; row < rows; row++) {
        const place = nodeOf[row] - firstNode;
        const index = place >= 0 && place < numbers.length ? numbers[place] : -1;
        if (index < 0) {
          positions[row] = -1;
          continue;
        }
        const value = data[features[index] * rows + row];
        const goesLeft = value < thresholds[index] || (defaults[index] === 1 && Number.isNaN(value));
        const side = goesLeft ? 0 : 1;
        nodeOf[row] = children[index] + side;
        if (!isSampled || sampled[row] === 1) positions[row] = 2 * index + side;
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
