import { createRandom, type Random } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { OptionValue, Search, SearchOption } from "./search-definition.js";

/** One point of a search. */
export interface Trial {
  /** From 1 on. */
  readonly number: number;
  /** What the options are in it, in their order. */
  readonly settings: Readonly<Record<string, OptionValue>>;
}

/** More trials than this are a mistake of the file's. */
const MOST_TRIALS = 100_000;
/** Draws without a new point before the options count as exhausted. */
const PATIENCE = 10_000;
/** Digits of a number drawn from a range: what a person can read and type. */
const DIGITS = 4;

/**
 * The trials of a search, no two the same. A grid goes through the last option fastest. Random trials are drawn
 * from the search's seed one by one and option by option: more trials begin with the same ones, and an option
 * added changes no other's values.
 * @throws RecognitionError `bad-definition` for more trials than the options have points
 */
export function listTrials(search: Search): Trial[] {
  const points =
    search.method.kind === "grid" ? gridPoints(search) : randomPoints(search, search.method.trials);
  return points.map((settings, index) => ({ number: index + 1, settings }));
}

type Point = Record<string, OptionValue>;

function gridPoints({ name, options }: Search): Point[] {
  const lists = Object.entries(options).map(([key, values]) => [key, values as OptionValue[]] as const);
  const count = lists.reduce((product, [, values]) => product * values.length, 1);
  if (count > MOST_TRIALS) {
    throw new RecognitionError(
      "bad-definition",
      `${name}: at most ${MOST_TRIALS} trials expected, got ${count}`,
    );
  }
  let points: Point[] = [{}];
  for (const [key, values] of lists) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [key]: value })));
  }
  return points;
}

function randomPoints({ name, options, seed }: Search, trials: number): Point[] {
  const random = createRandom(seed).fork("search");
  const entries = Object.entries(options);
  const points = new Map<string, Point>();
  let inVain = 0;
  for (let draw = 0; points.size < trials; draw++) {
    const drawn = random.fork(String(draw));
    const point = Object.fromEntries(
      entries.map(([key, option]) => [key, drawFrom(option, drawn.fork(key))]),
    );
    const text = JSON.stringify(point);
    inVain = points.has(text) ? inVain + 1 : 0;
    points.set(text, points.get(text) ?? point);
    if (inVain < PATIENCE) continue;
    const found = `${trials} different trials expected, the options have ${points.size}`;
    throw new RecognitionError("bad-definition", `${name}: method.trials: ${found}`);
  }
  return [...points.values()];
}

function drawFrom(option: SearchOption, random: Random): OptionValue {
  if (Array.isArray(option)) return option[random.integer(option.length)] as OptionValue;
  if ("integer" in option) {
    const [low, high] = option.integer;
    return low + random.integer(high - low + 1);
  }
  if ("uniform" in option) {
    const [low, high] = option.uniform;
    return rounded(low + (high - low) * random.uniform(), low, high);
  }
  const [low, high] = option.logUniform;
  return rounded(low * (high / low) ** random.uniform(), low, high);
}

function rounded(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, Number(value.toPrecision(DIGITS))));
}
