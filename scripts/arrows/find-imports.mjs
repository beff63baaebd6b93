import { readTokens } from "./read-tokens.mjs";

/**
 * @typedef {object} Import
 * @property {string} specifier what is imported, as written
 * @property {number} line from 1
 * @property {boolean} typeOnly `import type` or `export type`, which leave nothing in the built file
 */

/**
 * Finds every import of a source file: static, for its side effects, re-exported, dynamic, and `require`.
 * A dynamic import of something computed cannot be seen.
 *
 * @param {string} source
 * @returns {Import[]}
 */
export function findImports(source) {
  const tokens = readTokens(source);
  /** @type {Import[]} */
  const imports = [];
  tokens.forEach(({ kind, text }, at) => {
    if (kind !== "word" || tokens[at - 1]?.text === ".") return;
    const next = tokens[at + 1];
    if ((text === "import" || text === "require") && next?.text === "(") {
      add(tokens[at + 2], false);
    } else if (text === "import" && next?.kind === "string") {
      add(next, false);
    } else if (text === "import" && next?.text !== "." && next?.text !== ":") {
      addFrom(at + 1);
    } else if (text === "export") {
      const opens = tokens[next?.text === "type" ? at + 2 : at + 1]?.text;
      if (opens === "*" || opens === "{") addFrom(at + 1);
    }
  });
  return imports;

  /**
   * @param {import("./read-tokens.mjs").Token | undefined} token
   * @param {boolean} typeOnly
   */
  function add(token, typeOnly) {
    if (token?.kind === "string") imports.push({ specifier: token.text, line: token.line, typeOnly });
  }

  /** @param {number} first the token after `import` or `export` */
  function addFrom(first) {
    const typeOnly = tokens[first]?.text === "type" && !["from", ","].includes(tokens[first + 1]?.text ?? "");
    let depth = 0;
    for (let at = first; at < tokens.length; at++) {
      const { kind, text } = /** @type {import("./read-tokens.mjs").Token} */ (tokens[at]);
      if (kind === "sign" && text === "{") depth++;
      if (kind === "sign" && text === "}") depth--;
      if (depth > 0) continue;
      if (kind === "word" && text === "from" && tokens[at + 1]?.kind === "string") {
        add(tokens[at + 1], typeOnly);
        return;
      }
      // Here an `export { … }` without `from` ends, and whatever follows is a statement of its own.
      const ends =
        kind === "sign" ? !["{", "}", "*", ","].includes(text) : ["import", "export"].includes(text);
      if (ends) return;
      if (text === "}" && tokens[at + 1]?.text !== "from") return;
    }
  }
}
