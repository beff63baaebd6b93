/**
 * Finds circles in a graph of files: each as the files along it, the first again at the end, begun at the
 * smallest name. One circle for every edge that closes one, so mending all that are named mends all there are.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph file → the files it imports
 * @returns {string[][]}
 */
export function findCircles(graph) {
  /** @type {Map<string, string[]>} */
  const circles = new Map();
  const done = new Set();
  /** @type {string[]} */
  const path = [];

  /** @param {string} file */
  const visit = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const circle = turn(path.slice(start));
      circles.set(circle.join("\n"), circle);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of [...graph.keys()].sort()) visit(file);
  return [...circles.values()];
}

/** @param {string[]} files */
function turn(files) {
  const smallest = files.indexOf([...files].sort()[0] ?? "");
  const turned = [...files.slice(smallest), ...files.slice(0, smallest)];
  return [...turned, turned[0] ?? ""];
}
