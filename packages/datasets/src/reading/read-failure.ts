/** What the ledger says of a file that cannot be read. @throws what is no failure of the file system's */
export function readFailure(error: unknown): { readonly expected: string; readonly found: string } {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined) throw error;
  return { expected: "a file that can be read to its end", found: `${code} from ${syscall}` };
}
