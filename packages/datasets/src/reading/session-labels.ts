import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat, LabelFile, SessionLabels } from "../formats/format.js";
import { LABEL_COLUMNS } from "../formats/words.js";
import { describeRejection, type Ledger, type Rejection } from "../report.js";

/**
 * Reads the file that says which test sessions are an impostor's. A data set without one has no labels; rows
 * that are not `session,flag` are entered in the ledger and left out.
 */
export async function readSessionLabels(
  dir: string,
  format: DatasetFormat,
  ledger: Ledger,
): Promise<SessionLabels> {
  if (format.labels === undefined) return new Map();
  const { path: file } = format.labels;
  let text: string;
  try {
    text = await readFile(join(dir, file), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      ledger.rejectFile({ file, line: null, expected: "a readable file", found: String(code) });
    }
    return new Map();
  }
  return parseLabels(text, file, format.labels, (rejection) =>
    rejection.line === 1 ? ledger.rejectFile(rejection) : ledger.rejectRow(rejection),
  );
}

/**
 * Labels from a file of its own, in the columns of Balabit's: `filename,is_illegal`, a session a line, 1 where it is not
 * the account owner's. Stricter than a data set's own labels, which are read around what is wrong in them.
 * @throws DatasetError `not-found` or `nothing-usable` that names file, line and what was expected
 */
export async function readLabelFile(path: string): Promise<SessionLabels> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new DatasetError("not-found", `${path}: a file of labels expected (${code})`);
  }
  const labels = parseLabels(text, path, LABEL_COLUMNS, (rejection) => {
    throw new DatasetError("nothing-usable", describeRejection(rejection));
  });
  if (labels.size > 0) return labels;
  throw new DatasetError("nothing-usable", `${path}: a session and its label a line expected, found none`);
}

/** @param reject told of each line that is wrong, of a wrong header as line 1 */
function parseLabels(
  text: string,
  file: string,
  { header, genuine }: Omit<LabelFile, "path">,
  reject: (rejection: Rejection) => void,
): SessionLabels {
  const labels = new Map<string, boolean>();
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines[0] !== header) {
    reject({ file, line: 1, expected: `the header ${header}`, found: shown(lines[0] ?? "") });
    return labels;
  }
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line === "") continue;
    const [session, flag, ...rest] = line.split(",");
    if (!session || flag === undefined || rest.length > 0 || !Object.hasOwn(genuine, flag)) {
      const expected = `${header} with ${Object.keys(genuine).join(" or ")} in the second column`;
      reject({ file, line: i + 1, expected, found: shown(line) });
    } else {
      labels.set(session, genuine[flag] as boolean);
    }
  }
  return labels;
}

function shown(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 60))}…` : JSON.stringify(text);
}
