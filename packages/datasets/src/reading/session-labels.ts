import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DatasetFormat, SessionLabels } from "../formats/format.js";
import type { Ledger } from "../report.js";

/**
 * Reads the file that says which test sessions are an impostor's. A data set without one has no labels; rows
 * that are not `session,flag` are entered in the ledger and left out.
 */
export async function readSessionLabels(
  dir: string,
  format: DatasetFormat,
  ledger: Ledger,
): Promise<SessionLabels> {
  const labels = new Map<string, boolean>();
  if (format.labels === undefined) return labels;
  const { path: file, header, genuine } = format.labels;
  let text: string;
  try {
    text = await readFile(join(dir, file), "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOENT") {
      ledger.rejectFile({ file, line: null, expected: "a readable file", found: String(code) });
    }
    return labels;
  }
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  if (lines[0] !== header) {
    ledger.rejectFile({ file, line: 1, expected: `the header ${header}`, found: shown(lines[0] ?? "") });
    return labels;
  }
  for (const [i, line] of lines.entries()) {
    if (i === 0 || line === "") continue;
    const [session, flag, ...rest] = line.split(",");
    if (!session || flag === undefined || rest.length > 0 || !Object.hasOwn(genuine, flag)) {
      const expected = `${header} with ${Object.keys(genuine).join(" or ")} in the second column`;
      ledger.rejectRow({ file, line: i + 1, expected, found: shown(line) });
    } else {
      labels.set(session, genuine[flag] as boolean);
    }
  }
  return labels;
}

function shown(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 60))}…` : JSON.stringify(text);
}
