/** Names of subjects with ranges written out: `user7..user9` is user7, user8 and user9; other names stay. */
export function expandSubjects(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const match = /^(.*?)(\d+)\.\.(.*?)(\d+)$/.exec(name);
    if (match === null || match[1] !== match[3]) return [name];
    const [, prefix = "", first, , last] = match;
    const from = Number(first);
    const count = Number(last) - from + 1;
    return Array.from({ length: Math.max(0, count) }, (_, i) => `${prefix}${from + i}`);
  });
}
