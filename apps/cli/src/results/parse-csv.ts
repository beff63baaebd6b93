/**
 * The records of a CSV text (RFC 4180): fields between quotes may hold commas, line breaks and doubled quotes. Lines may end in
 * CRLF or LF, the last one with nothing.
 * @throws SyntaxError that names the line of a quote that is never closed
 */
export function parseCsv(text: string): { readonly line: number; readonly fields: readonly string[] }[] {
  const records: { readonly line: number; readonly fields: string[] }[] = [];
  const field = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;
  let line = 1;
  let record: { readonly line: number; readonly fields: string[] } = { line, fields: [] };
  while (field.lastIndex < text.length) {
    const found = field.exec(text);
    if (found === null) throw new SyntaxError(`line ${line}: a field expected, plain or between two quotes`);
    const [all, content = "", end] = found;
    const quoted = content.startsWith('"');
    record.fields.push(quoted ? content.slice(1, -1).replaceAll('""', '"') : content);
    line += all.split("\n").length - 1;
    if (end === ",") {
      // A comma at the very end has an empty field behind it.
      if (field.lastIndex === text.length) record.fields.push("");
      else continue;
    }
    records.push(record);
    record = { line, fields: [] };
  }
  return records;
}
