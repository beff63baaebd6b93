import { type Random, splitBlocks, splitWithinSessions } from "@wristprint/core";
import type { ExperimentDefinition } from "./definition.js";

export interface TakeDevelopmentOptions {
  readonly development: NonNullable<ExperimentDefinition["development"]>;
  /** Of every block of the user, its session. */
  readonly session: ArrayLike<number>;
  /** Indices of the test's blocks. */
  readonly test: ArrayLike<number>;
  readonly random: Random;
}

/**
 * Which of a user's blocks, by index, are measured in the place of the test. Part by session, none is of a session that
 * the test has a block of: what is held out then lies to its session as the test lies to its own.
 * @param rest indices of the blocks that are not in the test, in order of time
 */
export function takeDevelopment(rest: Int32Array, options: TakeDevelopmentOptions): Int32Array {
  const { development, session, test, random } = options;
  const { each, ...part } = development;
  if (each === undefined) return at(rest, splitBlocks(rest.length, { ...part, random }).test);
  const tested = new Set(Array.from(test, (block) => session[block] as number));
  const others = rest.filter((block) => !tested.has(session[block] as number));
  const own = Array.from(others, (block) => session[block] as number);
  return at(others, splitWithinSessions(own, { ...part, random }).test);
}

function at(indices: Int32Array, places: Int32Array): Int32Array {
  return places.map((place) => indices[place] as number);
}
