import { byBlocks } from "./by-blocks.js";
import { cmc } from "./cmc.js";
import { confusion } from "./confusion.js";
import { det } from "./det.js";
import type { Plot } from "./plot.js";
import { roc } from "./roc.js";
import { rocLog } from "./roc-log.js";
import { scores } from "./scores.js";
import { training } from "./training.js";
import { userAuc } from "./user-auc.js";

/** Every plot that a report may hold, in reading order. */
export const PLOTS: readonly Plot[] = [userAuc, confusion, cmc, byBlocks, scores, roc, rocLog, det, training];
