/** A row's figure out of what its command printed as JSON. */

/**
 * The numbers that a path leads to. A path is names with dots between them; `list[key=value]` takes the element of a list
 * whose key has that value, `list[key=value&other=value]` the one that has both, `list[*]` every element, and then the smallest and the largest number are what it leads to.
 * Anything that is not there, or no number, gives nothing.
 */
export function numbersAt(result: unknown, path: string): number[] {
  const found = stepsOf(path)
    .reduce((values, step) => values.flatMap((value) => follow(value, step)), [result])
    .filter((value) => typeof value === "number");
  return path.includes("[*]") && found.length > 0 ? [Math.min(...found), Math.max(...found)] : found;
}

type Step =
  | { readonly name: string }
  | { readonly every: true }
  | { readonly having: readonly (readonly [key: string, value: string])[] };

/** @throws SyntaxError for what is no path */
export function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  const part = /\.?([\w-]+)|\[(\*)\]|\[(\w+=[^\]]*)\]/y;
  while (part.lastIndex < path.length) {
    const found = part.exec(path);
    if (found === null) throw new SyntaxError(`names, [*] and [key=value] expected, got ${path}`);
    const [, name, every, having = ""] = found;
    if (name !== undefined) steps.push({ name });
    else if (every !== undefined) steps.push({ every: true });
    else steps.push({ having: having.split(/&(?=\w+=)/).map(keyAndValue) });
  }
  return steps;
}

function keyAndValue(text: string): [string, string] {
  const at = text.indexOf("=");
  return [text.slice(0, at), text.slice(at + 1)];
}

function follow(value: unknown, step: Step): unknown[] {
  if ("name" in step) return isObject(value) && step.name in value ? [value[step.name]] : [];
  if (!Array.isArray(value)) return [];
  if ("every" in step) return value;
  const fits = (element: unknown) =>
    isObject(element) && step.having.every(([key, is]) => String(element[key]) === is);
  return value.filter(fits).slice(0, 1);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const NUMBER = /\d+(?:,\d{3})*(?:\.\d+)?/g;

/**
 * Figures written as another text writes its own: as many places, shares as percentages where it has a %. Several figures for
 * a text of one are written as the lowest to the highest, or once where these are written alike.
 * @param paths with blanks between them, where a text holds several figures; see {@link numbersAt}
 * @returns undefined where the result has not what the paths ask for
 */
export function figureInResult(result: unknown, paths: string, like: string): string | undefined {
  const values = pathsIn(paths).flatMap((path) => numbersAt(result, path));
  const models = like.match(NUMBER) ?? [];
  const [first] = models;
  if (first === undefined || values.length === 0) return undefined;
  const write = (value: number, model: string) => {
    const places = model.split(".")[1]?.length ?? 0;
    return (like.includes("%") ? 100 * value : value).toLocaleString("en-US", {
      minimumFractionDigits: places,
      maximumFractionDigits: places,
    });
  };
  if (models.length === values.length) {
    let at = 0;
    return like.replace(NUMBER, (model) => write(values[at++] as number, model));
  }
  if (models.length !== 1) return undefined;
  const [low, high] = [Math.min(...values), Math.max(...values)].map((value) => write(value, first));
  return like.replace(NUMBER, low === high ? `${low}` : `${low} to ${high}`);
}

/** Paths have no blanks but within brackets. */
export function pathsIn(paths: string): string[] {
  return paths.match(/(?:[^\s[]|\[[^\]]*\])+/g) ?? [];
}
