/** The command as a shell takes it, from the words after `wristprint`. */
export function quotedCommand(words: readonly string[]): string {
  return ["wristprint", ...words.map(quoted)].join(" ");
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
