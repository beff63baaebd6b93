import { statSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../usage-error.js";

export interface SessionPathOptions {
  readonly user: string;
  /** What `--out` says: the file, or the folder of all recordings; `recordings` where it says nothing. */
  readonly out: string | undefined;
  /** How long the session is to be. */
  readonly seconds: number;
  readonly begun: Date;
}

export interface SessionPath {
  readonly file: string;
  /** The folder that is imported with this session in it; `undefined` where a file was asked for. */
  readonly folder: string | undefined;
}

const DEFAULT_FOLDER = "recordings";

/**
 * Where a recording goes. In a folder it gets the place and the name of a SapiMouse session,
 * `USER/session_YYYY_MMDD_HHMMSS_Nmin.csv`: the reader takes three numbers for a date, so the time of day fits
 * in, sessions of one day differ and the order of names is the order of time.
 * @throws UsageError where the user's name cannot be a folder's
 */
export function sessionPath({ user, out, seconds, begun }: SessionPathOptions): SessionPath {
  checkUser(user);
  if (out !== undefined && !isFolder(out)) return { file: out, folder: undefined };
  const folder = out ?? DEFAULT_FOLDER;
  const minutes = Math.max(1, Math.round(seconds / 60));
  return { file: join(folder, user, `session_${stamp(begun)}_${minutes}min.csv`), folder };
}

function checkUser(user: string): void {
  if (user.length <= 100 && /^[\p{L}\p{N}]([\p{L}\p{N} ._@+-]*[\p{L}\p{N}])?$/u.test(user)) return;
  const expected = "a name of letters, digits and, between them, . _ @ + - and spaces";
  throw new UsageError(`--user: ${expected} expected, got ${JSON.stringify(user.slice(0, 100))}`);
}

function isFolder(path: string): boolean {
  return /[/\\]$/.test(path) || (statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false);
}

/** Local time: the day that the recorded person calls it. */
function stamp(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${date.getFullYear()}_${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `${day}_${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
}
