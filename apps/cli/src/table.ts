/** Words as they are printed for people. */

/** Numbers right, words left, two spaces between the columns. */
export function table(header: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  const texts = rows.map((row) => row.map((cell) => (typeof cell === "number" ? formatCount(cell) : cell)));
  const numeric = header.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...texts.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  return [line(header), ...texts.map(line)].join("\n");
}

/** 1234567 as 1,234,567. */
export function formatCount(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

/** A figure in 0 … 1 to four places; a dash where there is none. */
export function formatFigure(value: number | null | undefined): string {
  return value === null || value === undefined || !Number.isFinite(value) ? "–" : value.toFixed(4);
}

/** A duration as people say it: "0.4 s", "12 s", "3 min 20 s". */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** 1 session, 2 sessions. */
export function countOf(value: number, one: string, many = `${one}s`): string {
  return `${formatCount(value)} ${value === 1 ? one : many}`;
}
