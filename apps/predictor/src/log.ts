/** What happened, as a line of JSON on stderr. Never what was in a request. */
export type Log = (
  level: "info" | "warn" | "error",
  event: string,
  details?: Readonly<Record<string, unknown>>,
) => void;

/** @param now for the line's time */
export function createLog(write: (line: string) => void, now: () => Date): Log {
  return (level, event, details = {}) => {
    const shown = Object.entries(details).map(([name, value]) => [
      name,
      value instanceof Error ? { name: value.name, message: value.message } : value,
    ]);
    write(`${JSON.stringify({ time: now().toISOString(), level, event, ...Object.fromEntries(shown) })}\n`);
  };
}
