/**
 * The words of a command as a shell takes them: parted by blanks, quotes of both kinds taken off, a letter behind a backslash
 * taken as it is (within double quotes a backslash is one). Nothing is expanded.
 * @throws SyntaxError for a quote that is never closed
 */
export function splitCommand(command: string): string[] {
  const words: string[] = [];
  const word = /\s*((?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+)\s*/suy;
  while (word.lastIndex < command.length) {
    const found = word.exec(command);
    if (found === null) throw new SyntaxError(`a quote is never closed in: ${command}`);
    words.push(
      (found[1] as string).replaceAll(PART, (_, single, double, escaped) => single ?? double ?? escaped),
    );
  }
  return words;
}

const PART = /'([^']*)'|"([^"]*)"|\\(.)/gsu;
