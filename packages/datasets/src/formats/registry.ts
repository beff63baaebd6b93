import { DatasetError } from "../dataset-error.js";
import { balabit } from "./balabit.js";
import { chaoshen } from "./chaoshen.js";
import { delbot } from "./delbot.js";
import { dfl } from "./dfl.js";
import type { DatasetFormat } from "./format.js";
import { gmail } from "./gmail.js";
import { sapimouse } from "./sapimouse.js";
import { slider } from "./slider.js";

/** Every format that can be read. A new one is a file beside this one and a word in this line. */
export const DATASET_FORMATS: readonly DatasetFormat[] = [
  balabit,
  chaoshen,
  delbot,
  dfl,
  gmail,
  sapimouse,
  slider,
];

/** The format of that name. Throws a DatasetError `unknown-format` that lists the known ones. */
export function datasetFormat(name: string): DatasetFormat {
  const format = DATASET_FORMATS.find((candidate) => candidate.name === name);
  if (format === undefined) {
    const known = DATASET_FORMATS.map((candidate) => candidate.name).join(", ");
    throw new DatasetError("unknown-format", `No data set format is called "${name}"; known are: ${known}`);
  }
  return format;
}
