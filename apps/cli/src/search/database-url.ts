/** Where searches share their trials between machines: `DATABASE_URL`, as of the server; nowhere by default. */
export function databaseUrl(): string | undefined {
  return process.env.DATABASE_URL || undefined;
}
