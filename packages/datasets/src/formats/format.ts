import type { Button, EventKind, Part } from "@wristprint/core";

/** Where a file stands in its data set, as its path tells. */
export interface SessionPlace {
  readonly subject: string;
  readonly session: string;
  readonly part: Part;
}

/** A column that holds one word out of a list, and what each word means. */
export interface WordColumn<Meaning extends string> {
  readonly column: string;
  readonly words: Readonly<Record<string, Meaning>>;
}

/**
 * A data set format: comma-separated text files, one a session, one event a row. A format is a description;
 * the reading is the same for all of them.
 */
export interface DatasetFormat {
  /** The name by which it is asked for. */
  readonly name: string;
  /** Title and source of the data set it comes from. */
  readonly title: string;
  /** How a session's path looks, for error messages. */
  readonly layout: string;
  /**
   * The columns by name: as the header line gives them, in any order and with others between; or, where the
   * files have no header (`header: false`), all of them in the order in which they stand.
   */
  readonly columns: readonly string[];
  readonly header: boolean;
  /** Other names that a header may give a column, and which of {@link columns} each stands for. */
  readonly columnAliases?: Readonly<Record<string, string>>;
  readonly time: { readonly column: string; readonly msPerUnit: number };
  readonly x: string;
  readonly y: string;
  readonly kind: WordColumn<EventKind>;
  readonly button: WordColumn<Button>;
  /** A row that repeats the row above it (place, kind, button) within this many ms is the same event. */
  readonly repeatWithinMs?: number;
  /** The files do not tell a drag from a move: a move while a button is held is taken as a drag. */
  readonly dragsAreMoves?: boolean;
  /** Reads a path inside the data set (forward slashes); `undefined` for a file that is no session. */
  readonly locate: (path: string) => SessionPlace | undefined;
  /** Whether the session is the subject's own; `undefined` where the data set does not say. */
  readonly genuine: (place: SessionPlace, labels: SessionLabels) => boolean | undefined;
  /** The file, inside the data set's folder, that says which test sessions are an impostor's. */
  readonly labels?: LabelFile;
}

/** A CSV file `session,flag` that labels test sessions. */
export interface LabelFile {
  readonly path: string;
  readonly header: string;
  /** The flag's words and whether the session is then the account owner's. */
  readonly genuine: Readonly<Record<string, boolean>>;
}

/** Session name → whether it is the account owner's. */
export type SessionLabels = ReadonlyMap<string, boolean>;
