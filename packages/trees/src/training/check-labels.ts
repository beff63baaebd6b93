import { TreesError } from "../errors.js";
import { OBJECTIVES, type ObjectiveName } from "../objectives.js";

/** Labels as float32. @throws TreesError `data` where their number or one of them will not do */
export function checkLabels(labels: ArrayLike<number>, rows: number, objective: ObjectiveName): Float32Array {
  if (labels.length !== rows) {
    throw new TreesError("data", `${rows} rows need as many labels, and ${labels.length} came`);
  }
  const { expected, accepts } = OBJECTIVES[objective].labels;
  const values = Float32Array.from(labels);
  const wrong = values.findIndex((label) => !accepts(label));
  if (wrong >= 0)
    throw new TreesError("data", `${objective} takes ${expected}; row ${wrong} has ${labels[wrong]}`);
  return values;
}
