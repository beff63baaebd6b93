import { DrizzleQueryError } from "drizzle-orm";

/**
 * The functions of a part of the store, whose failures are the database's own words. drizzle's errors carry the
 * statement with all its parameters: people's names and whole recordings have no place in a log.
 */
export function withPlainErrors<Part extends object>(part: Part): Part {
  const wrapped = Object.entries(part).map(([name, member]) => [
    name,
    typeof member !== "function"
      ? member
      : async (...args: unknown[]) => {
          try {
            return await member(...args);
          } catch (error) {
            throw plainError(error);
          }
        },
  ]);
  return Object.fromEntries(wrapped) as Part;
}

export function plainError(error: unknown): unknown {
  return error instanceof DrizzleQueryError ? (error.cause ?? new Error("a statement failed")) : error;
}
