/** A small check of XML well-formedness, and of HTML written like XML: enough to catch what escaping missed. */

const TAG = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/y;
const TEXT = /[^<]+/y;
const LONE_AMPERSAND = /&(?!(?:amp|lt|gt|quot|#39|#\d+|#x[0-9a-f]+);)/i;
const HTML_VOID = new Set(["meta", "link", "br", "hr", "img", "input"]);

/** What is wrong with a document, first things first; empty where nothing is. */
export function markupErrors(document: string, kind: "xml" | "html"): string[] {
  const text =
    kind === "html"
      ? document.replace(/^<!doctype html>\s*/, "").replace(/<style>[^<]*<\/style>/, "")
      : document;
  const errors: string[] = [];
  const open: string[] = [];
  let position = 0;
  while (position < text.length) {
    TEXT.lastIndex = position;
    const run = TEXT.exec(text)?.[0];
    if (run !== undefined) {
      if (LONE_AMPERSAND.test(run)) errors.push(`bare & in ${run.slice(0, 60)}`);
      position += run.length;
      continue;
    }
    TAG.lastIndex = position;
    const tag = TAG.exec(text);
    if (tag === null) return [...errors, `not a tag: ${text.slice(position, position + 80)}`];
    const [all, closing, name = "", attributes = "", selfClosing] = tag;
    if (LONE_AMPERSAND.test(attributes)) errors.push(`bare & in <${name}${attributes}>`);
    const names = [...attributes.matchAll(/\s([\w:-]+)=/g)].map(([, attribute]) => attribute);
    if (new Set(names).size < names.length) errors.push(`attribute given twice in <${name}${attributes}>`);
    if (closing) {
      const expected = open.pop();
      if (expected !== name) errors.push(`</${name}> closes <${expected}>`);
    } else if (!selfClosing && !(kind === "html" && HTML_VOID.has(name))) open.push(name);
    position += all.length;
  }
  if (open.length > 0) errors.push(`left open: ${open.join(" ")}`);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(document))
    errors.push("a control character");
  return errors;
}
