/** Cuts every user's movements at pauses, and splits them into training and test: windows share no event. */
import {
  cutWindows,
  dropEvents,
  type LengthFences,
  lengthFences,
  padWindows,
  type Random,
  selectWindows,
  splitBlocks,
  splitBySession,
  type Trace,
  type Windows,
  windowLengths,
} from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import type { ExperimentDefinition } from "./definition.js";
import type { UserSplit } from "./split-user.js";
import { takeDevelopment } from "./take-development.js";

type WindowSettings = NonNullable<ExperimentDefinition["preprocessing"]["windows"]>;

interface WindowSplit {
  readonly training: Windows;
  readonly test: Windows;
}

/**
 * All users' windows as blocks of one length, which is what Tukey's fences around the lengths of all training windows
 * keep, or what the settings say. Users with fewer test windows than there are other users are left out.
 * @param random a user's own
 * @throws RecognitionError `not-enough-data` where no window is left
 */
export function splitWindows(
  subjects: ReadonlyMap<string, readonly Trace[]>,
  settings: WindowSettings,
  definition: ExperimentDefinition,
  random: (user: string) => Random,
): Map<string, UserSplit> {
  const { pauseMs, shortest, leaveOutSmall } = settings;
  const cut = new Map<string, WindowSplit>();
  for (const [user, traces] of subjects) {
    const own = cutWindows(
      traces.map((trace) => dropEvents(trace)),
      { pauseMs, shortest },
    );
    const split = splitUserWindows(own, definition, random(user));
    if (!leaveOutSmall || split.test.count >= subjects.size - 1) cut.set(user, split);
  }
  const lengths = [...cut.values()].flatMap(({ training }) => [...windowLengths(training)]);
  if (lengths.length === 0) {
    const others = subjects.size - 1;
    const why = leaveOutSmall ? ` or has a test window for each of ${others} other users` : "";
    throw new RecognitionError("not-enough-data", `no user has movements between pauses for training${why}`);
  }
  const fences: LengthFences = settings.length ?? lengthFences(lengths);
  return new Map(
    [...cut].map(([user, { training, test }]) => [
      user,
      { training: padWindows(training, fences), test: padWindows(test, fences) },
    ]),
  );
}

function splitUserWindows(
  windows: Windows,
  { split, development }: ExperimentDefinition,
  random: Random,
): WindowSplit {
  const bySession = (
    places: Int32Array,
    part: typeof split | NonNullable<typeof development>,
    drawn: Random,
  ) =>
    splitBySession(
      places.map((place) => windows.session[place] as number),
      { ...part, random: drawn },
    ).test.map((index) => places[index] as number);
  const all = Int32Array.from({ length: windows.count }, (_, place) => place);
  const without = (places: Int32Array, held: Int32Array) => {
    const out = new Set(held);
    return places.filter((place) => !out.has(place));
  };
  const outer =
    split.by === "sessions"
      ? bySession(all, split, random)
      : splitBlocks(all.length, { ...split, random }).test;
  const rest = without(all, outer);
  if (development === undefined) {
    return { training: selectWindows(windows, rest), test: selectWindows(windows, outer) };
  }
  const drawn = random.fork("development");
  const held =
    split.by === "sessions"
      ? bySession(rest, development, drawn)
      : takeDevelopment(rest, { development, session: windows.session, test: outer, random: drawn });
  return { training: selectWindows(windows, without(rest, held)), test: selectWindows(windows, held) };
}
