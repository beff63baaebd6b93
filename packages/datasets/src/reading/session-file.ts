import type { SessionPlace } from "../formats/format.js";
import type { EventColumns } from "./event-columns.js";

/** A session's file in a data set's folder. */
export interface SessionFile extends SessionPlace {
  /** Path inside the folder, with forward slashes. */
  readonly path: string;
  /** Which part of the file, where a file holds many sessions. */
  readonly line?: SessionLine;
}

/** Where in a file a session's rows stand. */
export interface SessionLine {
  /** From 1. */
  readonly number: number;
  /** Bytes from the file's beginning. */
  readonly start: number;
  readonly end: number;
}

/** Yields the events of one session in batches; each batch is overwritten by what is read next. */
export type SessionReader = (
  session: Pick<SessionFile, "path" | "line">,
) => Generator<EventColumns, void, undefined>;
