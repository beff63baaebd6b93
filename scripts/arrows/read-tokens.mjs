/**
 * @typedef {object} Token
 * @property {"word" | "string" | "sign"} kind
 * @property {string} text a string's content, without its quotes
 * @property {number} line from 1
 */

// After one of these a slash begins a regular expression; after anything else it divides.
const beforeRegularExpression = new Set([
  ..."([{,;:=!&|?+-*%<>~^}",
  "return",
  "typeof",
  "case",
  "in",
  "of",
  "do",
  "else",
]);

/**
 * Splits TypeScript into words, strings and signs, without comments, templates' text and regular
 * expressions: enough to find imports and never to mistake a comment or a text for one. Written by hand
 * because the compiler, in its version 7, has no stable interface to its parser.
 *
 * @param {string} source
 * @returns {Token[]}
 */
export function readTokens(source) {
  /** @type {Token[]} */
  const tokens = [];
  // Depth of braces at which each open `${` closes.
  /** @type {number[]} */
  const holes = [];
  let braces = 0;
  let line = 1;
  let at = 0;

  /** @param {RegExp} pattern sticky */
  const take = (pattern) => {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) return null;
    at = pattern.lastIndex;
    line += match[0].split("\n").length - 1;
    return match;
  };
  // The rest of a template up to its end or its next hole.
  const takeTemplate = () => {
    const text = take(/(?:[^\\`$]|\\[\s\S]|\$(?!\{))*(`|\$\{|$)/y);
    if (text?.[1] === "${") holes.push(braces++);
  };

  while (at < source.length) {
    if (take(/\s+|\/\/.*|\/\*[\s\S]*?(?:\*\/|$)/y)) continue;
    const begun = line;
    const string = take(/"((?:[^"\\\n]|\\[\s\S])*)"?|'((?:[^'\\\n]|\\[\s\S])*)'?/y);
    if (string) {
      tokens.push({ kind: "string", text: string[1] ?? string[2] ?? "", line: begun });
      continue;
    }
    const word = take(/[\p{ID_Start}$_#][\p{ID_Continue}$]*|\d[\w.]*/uy);
    if (word) {
      tokens.push({ kind: "word", text: word[0], line: begun });
      continue;
    }
    const last = tokens.at(-1);
    const mayBegin = last === undefined || (last.kind !== "string" && beforeRegularExpression.has(last.text));
    if (mayBegin && take(/\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y)) {
      tokens.push({ kind: "string", text: "", line: begun });
      continue;
    }
    const sign = /** @type {string} */ (source[at++]);
    if (sign === "`") {
      takeTemplate();
      tokens.push({ kind: "string", text: "", line: begun });
      continue;
    }
    if (sign === "{") braces++;
    if (sign === "}" && --braces === holes.at(-1)) {
      holes.pop();
      takeTemplate();
      continue;
    }
    tokens.push({ kind: "sign", text: sign, line: begun });
  }
  return tokens;
}
