// Writes one run after another into the folder of its first argument until it is killed. Uses the build.
import { openRunFolder } from "../../dist/experiment/run-folder.js";

const [, , out] = process.argv;
for (let number = 0; ; number++) {
  const word = `${process.pid}-${number}`;
  const names = ["experiment.json", "report.html", "models/a.onnx", "models/b.onnx", "metrics.json"];
  const files = new Map(names.map((name) => [name, word]));
  files.set("metrics.json", JSON.stringify({ word, files: names }));
  const run = openRunFolder(out, word);
  run.finish(files);
  run.release();
  if (number === 0) process.send?.("first");
}
