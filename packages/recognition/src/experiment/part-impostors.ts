/**
 * Which users an authentication model learns from as impostors, and which are left for its test alone, so that the
 * test's impostors are people whom the model never saw.
 */
import { createRandom } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { NetworkDefinition } from "./definition.js";

/** Of one model, users as indices, in rising order. */
export interface ImpostorParts {
  readonly training: readonly number[];
  readonly test: readonly number[];
}

/** A user needs one other to be learnt from, and one more to be unseen. */
const FEWEST_USERS = 3;

/**
 * Of every user's model, its impostors in two parts. Users stand in a circle in a random order; a model learns from
 * those behind its owner, so that everybody is learnt from by equally many models, and unseen by equally many.
 * @param users their names
 * @throws RecognitionError `not-enough-data` for fewer than three users
 */
export function partImpostors(
  users: readonly string[],
  { trainingShare }: NonNullable<NetworkDefinition["impostors"]>,
  seed: number | string,
): ImpostorParts[] {
  if (users.length < FEWEST_USERS) {
    const needed = `impostors: at least ${FEWEST_USERS} users are needed, for one to be learnt from and one to be unseen`;
    throw new RecognitionError("not-enough-data", `${needed}, the data holds ${users.length}`);
  }
  const others = users.length - 1;
  const learnt = Math.min(others - 1, Math.max(1, Math.round(trainingShare * others)));
  // Sorted first, so that the order in which sessions are read decides nothing.
  const byName = [...users.keys()].sort((a, b) => ((users[a] as string) < (users[b] as string) ? -1 : 1));
  const circle = createRandom(seed).fork("impostors").shuffle(byName);
  const parts = new Map(
    circle.map((owner, place) => {
      const behind = [...circle.slice(place + 1), ...circle.slice(0, place)];
      const rising = (part: readonly number[]) => [...part].sort((a, b) => a - b);
      return [owner, { training: rising(behind.slice(0, learnt)), test: rising(behind.slice(learnt)) }];
    }),
  );
  return [...users.keys()].map((owner) => parts.get(owner) as ImpostorParts);
}
