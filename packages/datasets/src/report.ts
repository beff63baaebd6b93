/** A row or a file that was left out, and why. */
export interface Rejection {
  /** Path inside the data set's folder, with forward slashes. */
  readonly file: string;
  /** Line in the file, from 1; `null` where the file as a whole was left out. */
  readonly line: number | null;
  readonly expected: string;
  readonly found: string;
}

/** What was left out: a few reasons in full, all of them counted. */
export interface Rejections {
  /** Rows and files together. */
  readonly count: number;
  readonly rows: number;
  readonly files: number;
  /** The first ten, in the order in which they were met. */
  readonly reasons: readonly Rejection[];
}

/** What was read from a data set. */
export interface DatasetReport {
  readonly format: string;
  readonly sessions: number;
  readonly subjects: number;
  readonly events: number;
  /** Events whose time lies before the event above them; they are kept where they stand. */
  readonly backwards: number;
  /** Rows that repeated the row above them, in formats that say so; they are told once. */
  readonly merged: number;
  readonly rejected: Rejections;
  /** Files in the folder whose path is no session's: not read. Hidden files and the labels do not count. */
  readonly otherFiles: number;
}

/** How far reading has come. */
export interface DatasetProgress {
  readonly sessionsDone: number;
  readonly sessionsTotal: number;
  readonly events: number;
}

/** Reasons kept in full. */
export const REASONS_KEPT = 10;

/** The report while it is being written. */
export interface Ledger {
  sessions: number;
  events: number;
  backwards: number;
  merged: number;
  otherFiles: number;
  readonly subjects: Set<string>;
  rejectRow(rejection: Rejection): void;
  rejectFile(rejection: Rejection): void;
  firstReason(): Rejection | undefined;
  report(format: string): DatasetReport;
}

export function createLedger(): Ledger {
  const reasons: Rejection[] = [];
  let rows = 0;
  let files = 0;
  const note = (rejection: Rejection) => {
    if (reasons.length < REASONS_KEPT) reasons.push(rejection);
  };
  return {
    sessions: 0,
    events: 0,
    backwards: 0,
    merged: 0,
    otherFiles: 0,
    subjects: new Set(),
    rejectRow(rejection) {
      rows++;
      note(rejection);
    },
    rejectFile(rejection) {
      files++;
      note(rejection);
    },
    firstReason: () => reasons[0],
    report(format) {
      return {
        format,
        sessions: this.sessions,
        subjects: this.subjects.size,
        events: this.events,
        backwards: this.backwards,
        merged: this.merged,
        rejected: { count: rows + files, rows, files, reasons: [...reasons] },
        otherFiles: this.otherFiles,
      };
    },
  };
}

/** A rejection in one line, as errors and logs print it. */
export function describeRejection({ file, line, expected, found }: Rejection): string {
  return `${file}${line === null ? "" : `, line ${line}`}: expected ${expected}, found ${found}`;
}
