/** The kinds of jobs that a training is made of, and how each one's tasks are done. */
import { OBJECTIVES } from "../objectives.js";
import { createExactTasks } from "./exact-tasks.js";
import { createHistogramTasks } from "./histogram-tasks.js";
import { JOBS } from "./jobs.js";
import { createSortScratch, type SortScratch } from "./sort-column.js";
import type { Work } from "./team.js";
import { ROWS_A_TASK, type Workspace } from "./workspace.js";

/** How a thread does tasks, with memory of its own for what it does in between. */
export function createWork(workspace: Workspace, thread: number): Work {
  const histograms = workspace.histograms
    ? createHistogramTasks(workspace, workspace.histograms, thread)
    : undefined;
  const exact = workspace.exact ? createExactTasks(workspace, workspace.exact, thread) : undefined;
  let scratch: SortScratch | undefined;
  return (kind, task) => {
    switch (kind) {
      case JOBS.sort:
        scratch ??= createSortScratch(workspace.rows);
        histograms?.cut(task, scratch);
        exact?.sort(task, scratch);
        break;
      case JOBS.bin:
        histograms?.bin(task);
        break;
      case JOBS.differentiate:
        differentiate(workspace, task);
        break;
      case JOBS.search:
        histograms?.search(task);
        exact?.search(workspace.treeFeatures[task]);
        break;
      case JOBS.partition:
        histograms?.partition(task);
        break;
    }
  };
}

/** Rows that the tree does not see have no gradient; with histograms all stand in the first order of rows. */
function differentiate(workspace: Workspace, task: number): void {
  const { rows, parameters, margins, labels, pairs, sampled, taskSums, histograms } = workspace;
  const begin = task * ROWS_A_TASK;
  const end = Math.min(rows, begin + ROWS_A_TASK);
  const target = histograms ? histograms.pairOrders[0] : pairs;
  const { differentiate: derive } = OBJECTIVES[parameters.objective];
  derive(margins, labels, parameters.scalePosWeight, target, begin, end);
  if (parameters.subsample < 1) {
    for (let row = begin; row < end; row++) {
      if (sampled[row] === 0) target[2 * row] = target[2 * row + 1] = 0;
    }
  }
  let gradient = 0;
  let hessian = 0;
  for (let row = begin; row < end; row++) {
    gradient += target[2 * row];
    hessian += target[2 * row + 1];
  }
  taskSums[2 * task] = gradient;
  taskSums[2 * task + 1] = hessian;
  if (!histograms) return;
  const [order] = histograms.rowOrders;
  for (let row = begin; row < end; row++) order[row] = row;
}
