import { DOUBLE, DuckDBInstance, FLOAT, UINTEGER } from "@duckdb/node-api";
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

/**
 * DuckDB types of the columns that an import hands over, in their order. Values go over one by one, so an
 * event's session, kind and button go as one number, see {@link eventCode}.
 */
export const EVENT_COLUMN_TYPES = [
  ["code", UINTEGER],
  ["t_ms", DOUBLE],
  ["x", FLOAT],
  ["y", FLOAT],
] as const;

const WORD_PAIRS = EVENT_KINDS.length * BUTTONS.length;

/** Session, kind and button in one number; the largest UINTEGER leaves room for a hundred million sessions. */
export function eventCode(sessionIndex: number, kind: number, button: number): number {
  return sessionIndex * WORD_PAIRS + kind * BUTTONS.length + button;
}

/** SQL for the parts of an {@link eventCode}: the session, and the kind and button together. */
export const SESSION_OF_CODE = `code // ${WORD_PAIRS}`;
export const WORDS_OF_CODE = `code % ${WORD_PAIRS}`;

/** SQL for a table of the words: `words` (see {@link WORDS_OF_CODE}), `kind`, `button`. */
export const WORDS_TABLE = `SELECT words::UINTEGER AS words, kind::${enumOf(EVENT_KINDS)} AS kind,
       button::${enumOf(BUTTONS)} AS button
  FROM (VALUES ${EVENT_KINDS.flatMap((kind, k) =>
    BUTTONS.map((button, b) => `(${eventCode(0, k, b)}, ${literal(kind)}, ${literal(button)})`),
  ).join(", ")}) AS listed(words, kind, button)`;

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

/** Memory that DuckDB may use beside the process's own. */
const MEMORY_LIMIT = "384MB";

/**
 * An engine with nothing in it. It never fetches extensions from a network and puts nothing on the disk.
 * Rows keep their order: DuckDB otherwise holds small chunks back behind a join and puts them at the end.
 */
export async function openEngine({ threads = 2 }: { readonly threads?: number } = {}) {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(threads),
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
