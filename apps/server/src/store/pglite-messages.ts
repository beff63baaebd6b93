/** What goes between the server's thread and the database's. */

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
  /** Rows as arrays of values, or as objects by column. */
  readonly rowMode: "array" | "object";
  /** Types, by PostgreSQL's number, that are given as the text they are sent as. */
  readonly asText: readonly number[];
}

export type ToThread =
  | { readonly id: number; readonly statement: Statement }
  | { readonly id: number; readonly close: true };

/** What a statement gave, of PGlite's results what drizzle reads. */
export interface StatementResult {
  readonly rows: readonly unknown[];
  readonly affectedRows?: number | undefined;
}

export type FromThread =
  | { readonly ready: true }
  | { readonly id: number; readonly result: StatementResult | undefined }
  | { readonly id: number | "opening"; readonly failure: Failure };

/** A database's error, which threads do not pass on whole. */
export interface Failure {
  readonly message: string;
  /** PostgreSQL's own fields: code, constraint, table and others. */
  readonly fields: Readonly<Record<string, string>>;
}

export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error), fields: {} };
  const fields = Object.entries(error).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== "message",
  );
  return { message: error.message, fields: Object.fromEntries(fields) };
}

export function errorOf({ message, fields }: Failure): Error {
  return Object.assign(new Error(message), fields);
}
