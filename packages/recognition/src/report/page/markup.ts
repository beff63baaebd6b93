/** HTML that is escaped by construction: text becomes markup only here, and only markup goes in as it is. */
import { escapeMarkup } from "@wristprint/plots";

/** A piece of HTML. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | undefined | readonly Markup[];

/** Template literals of HTML: strings and numbers are escaped, markup is kept, `undefined` is nothing. */
export function html(pieces: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  let markup = pieces[0] ?? "";
  for (const [index, part] of parts.entries()) markup += partMarkup(part) + (pieces[index + 1] ?? "");
  return { markup };
}

/** Text that is markup already, such as an SVG that Vega wrote. Never for text that came from outside. */
export function trusted(markup: string): Markup {
  return { markup };
}

function partMarkup(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escapeMarkup(part);
  if (typeof part === "number") return String(part);
  return "markup" in part ? part.markup : part.map((item) => item.markup).join("");
}
