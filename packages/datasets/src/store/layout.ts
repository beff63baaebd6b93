import { DOUBLE, DuckDBInstance, ENUM, FLOAT, UINTEGER } from "@duckdb/node-api";
import { BUTTONS, EVENT_KINDS } from "@wristprint/core";

/**
 * The store: one Parquet file, a row an event, in the order of the sessions and of the events within them.
 * Columns: session_index (UINTEGER, ascending, one number a session), subject, session, part (VARCHAR),
 * genuine (BOOLEAN or NULL), t_ms (DOUBLE), x, y (FLOAT), kind, button (VARCHAR, the words of core's
 * EVENT_KINDS and BUTTONS). Parquet packs the repeated words into dictionaries.
 */
export const STORE_VERSION = "1";

/** Keys of the Parquet file's own metadata. */
export const VERSION_KEY = "wristprint_store";
export const FORMAT_KEY = "wristprint_format";

/** DuckDB types of the columns that an import hands over, in their order. */
export const EVENT_COLUMN_TYPES = [
  ["session_index", UINTEGER],
  ["t_ms", DOUBLE],
  ["x", FLOAT],
  ["y", FLOAT],
  ["kind", ENUM(EVENT_KINDS)],
  ["button", ENUM(BUTTONS)],
] as const;

/** SQL that turns the words of a store into the codes of a trace. An unknown word fails the query. */
export const KIND_CODE = codeOf("kind", EVENT_KINDS);
export const BUTTON_CODE = codeOf("button", BUTTONS);

function codeOf(column: string, words: readonly string[]): string {
  return `enum_code(${column}::${enumOf(words)})::UTINYINT AS ${column}`;
}

/** The SQL type of a column that holds some of these words; Parquet writes it as their dictionary. */
export function enumOf(words: Iterable<string>): string {
  return `ENUM(${Array.from(new Set(words), literal).join(", ")})`;
}

/** Threads and memory that DuckDB may use beside the process's own. */
const THREADS = "2";
const MEMORY_LIMIT = "384MB";

/**
 * An engine with nothing in it. It never fetches extensions from a network and puts nothing on the disk.
 * Rows keep their order: DuckDB otherwise holds small chunks back behind a join and puts them at the end.
 */
export async function openEngine() {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: THREADS,
    memory_limit: MEMORY_LIMIT,
    temp_directory: "",
    preserve_insertion_order: "true",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  await connection.run("SET enable_caching_operators = false");
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Text as an SQL literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A path as an SQL literal that means this one file, though its name may hold the marks of a pattern. */
export function fileLiteral(path: string): string {
  return literal(path.replace(/[*?[]/g, "[$&]"));
}
