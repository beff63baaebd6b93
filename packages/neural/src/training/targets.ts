/** Targets of a batch, and how many of its rows a network got right. */

/** Writes row `row` of targets [N, classes]: the class, smoothed over all classes where asked. */
export function writeTarget(
  targets: Float32Array,
  row: number,
  label: number,
  classes: number,
  smoothing: number,
): void {
  const from = row * classes;
  targets.fill(smoothing / classes, from, from + classes);
  targets[from + label] = 1 - smoothing + smoothing / classes;
}

/** Rows of logits whose largest is the label's; row r belongs to example `order[start + r]`. */
export function countCorrect(
  logits: Float32Array,
  labels: Int32Array,
  classes: number,
  rows: { readonly order: Int32Array; readonly start: number; readonly count: number },
): number {
  let correct = 0;
  for (let row = 0; row < rows.count; row++) {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if ((logits[row * classes + c] as number) > (logits[row * classes + best] as number)) best = c;
    }
    if (best === labels[rows.order[rows.start + row] as number]) correct++;
  }
  return correct;
}
