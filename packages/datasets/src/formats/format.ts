import type { Button, EventKind, Part } from "@wristprint/core";

/** Where a file stands in its data set, as its path tells. */
export interface SessionPlace {
  readonly subject: string;
  readonly session: string;
  readonly part: Part;
  /** Where the session's own line tells it: see {@link DatasetFormat.genuine}. */
  readonly genuine?: boolean | undefined;
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
  /** Absent where all events are moves. */
  readonly kind?: WordColumn<EventKind>;
  /** Absent where no event names a button. */
  readonly button?: WordColumn<Button>;
  /** Files that begin with a line of their own, before any header. */
  readonly preamble?: Preamble;
  /** Files with a session a line rather than one a file. */
  readonly lines?: SessionLines;
  /** What a pixel and a millisecond are in the files' numbers, where they were stretched; read as they stand all the same. */
  readonly stretch?: { readonly x: number; readonly y: number; readonly tMs: number };
  /** A session is one track of the pointer, and `genuine` says whether a person made it or a machine. */
  readonly tracks?: boolean;
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

/** The first line of a file that says how large the screen was. */
export interface Preamble {
  readonly expected: string;
  /**
   * Reads the line; `undefined` where it is none. Where a file's first row lies between 0 and 1 on both axes, all of its
   * places are shares of this screen.
   */
  readonly screen: (line: string) => { readonly width: number; readonly height: number } | undefined;
}

/** How a line that holds a whole session is taken apart; its rows stand between semicolons. */
export interface SessionLines {
  readonly expected: string;
  /** `rows` says from which character to which the rows stand; `undefined` for a line that is no session. */
  readonly split: (line: string) =>
    | {
        readonly session: string;
        readonly genuine?: boolean | undefined;
        readonly rows: readonly [number, number];
      }
    | undefined;
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
