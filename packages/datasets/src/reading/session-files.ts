import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import type { Part } from "@wristprint/core";
import { DatasetError } from "../dataset-error.js";
import type { DatasetFormat, SessionPlace } from "../formats/format.js";
import { naturalOrder } from "../natural-order.js";
import { describeRejection, type Ledger } from "../report.js";
import { createLineBlock } from "./file-lines.js";
import type { SessionFile } from "./session-file.js";
import { lineSessions } from "./session-lines.js";

/** Which sessions are asked for; all of them where a list is absent. */
export interface SessionFilter {
  readonly parts?: readonly Part[] | undefined;
  readonly subjects?: readonly string[] | undefined;
}

export function isWanted(place: SessionPlace, { parts, subjects }: SessionFilter): boolean {
  return (parts?.includes(place.part) ?? true) && (subjects?.includes(place.subject) ?? true);
}

/**
 * The data set's session files (all others are counted in the ledger), by subject in natural order, then by session, then by path. Throws a
 * DatasetError `not-found` where the folder is missing, `nothing-usable` where no file in it is a session of
 * the format, or none of the sessions is wanted.
 */
export async function sessionFiles(
  dir: string,
  format: DatasetFormat,
  ledger: Ledger,
  filter: SessionFilter = {},
): Promise<SessionFile[]> {
  const paths = await filesBelow(dir);
  const sessions: SessionFile[] = [];
  const lines = createLineBlock();
  for (const path of paths) {
    const place = format.locate(path);
    if (place !== undefined && format.lines === undefined) sessions.push({ ...place, path });
    else if (place !== undefined && format.lines !== undefined)
      sessions.push(...lineSessions({ dir, path, place }, format.lines, ledger, lines));
    else if (path !== format.labels?.path && !/(?:^|\/)\./.test(path)) ledger.otherFiles++;
  }
  if (sessions.length === 0) {
    const reason = ledger.firstReason();
    if (reason !== undefined) {
      const first = `the first reason: ${describeRejection(reason)}`;
      throw new DatasetError(
        "nothing-usable",
        `${dir} holds no session in the format ${format.name}; ${first}`,
      );
    }
    const instead = paths.length === 0 ? "no file" : `${paths.length} other files, such as ${paths[0]}`;
    throw new DatasetError(
      "nothing-usable",
      `${dir} holds no session in the format ${format.name}: expected ${format.layout}, found ${instead}`,
    );
  }
  const wanted = sessions.filter((session) => isWanted(session, filter));
  if (wanted.length === 0) throw noneWanted(dir, filter, new Set(sessions.map(({ subject }) => subject)));
  return wanted.sort(
    (a, b) =>
      naturalOrder(a.subject, b.subject) ||
      naturalOrder(a.session, b.session) ||
      naturalOrder(a.path, b.path),
  );
}

/** The error for a filter that leaves nothing. */
export function noneWanted(
  source: string,
  { parts, subjects }: SessionFilter,
  known: ReadonlySet<string>,
): DatasetError {
  const names = [...known].sort(naturalOrder);
  const listed = `${names.slice(0, 10).join(", ")}${names.length > 10 ? ", …" : ""}`;
  const asked = [
    ...(parts === undefined ? [] : [`in ${parts.join(" or ")}`]),
    ...(subjects === undefined ? [] : [`of ${subjects.join(", ")}`]),
  ];
  return new DatasetError(
    "nothing-usable",
    `${source} holds no session ${asked.join(" ")}; its subjects are ${listed}`,
  );
}

async function filesBelow(dir: string): Promise<string[]> {
  const found = await stat(dir).catch((error: NodeJS.ErrnoException) => error.code ?? String(error));
  if (typeof found === "string") {
    throw new DatasetError("not-found", `${dir}: expected a data set's folder, found none (${found})`);
  }
  if (!found.isDirectory()) throw new DatasetError("not-found", `${dir}: expected a folder, found a file`);
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      relative(dir, join(entry.parentPath ?? entry.path, entry.name))
        .split(sep)
        .join("/"),
    )
    .sort(naturalOrder);
}
