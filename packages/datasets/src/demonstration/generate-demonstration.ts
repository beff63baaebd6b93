import { createRandom, type Trace } from "@wristprint/core";
import { DatasetError } from "../dataset-error.js";
import { traceColumns } from "../reading/event-columns.js";
import { drawProfile, driftProfile, type MotorProfile } from "./motor-profile.js";
import { simulateSession } from "./simulate-session.js";

export interface DemonstrationOptions {
  /** People, at least 2. Default 10. */
  readonly subjects?: number | undefined;
  /** Training sessions of each. Default 6. */
  readonly trainingSessions?: number | undefined;
  /** Test sessions of each account; every second one is made by another subject. Default 12. */
  readonly testSessions?: number | undefined;
  /** Events of a training session. Default 4,400: six sessions make some 190 blocks of 128. */
  readonly trainingEvents?: number | undefined;
  /** Events of a test session. Default 700. */
  readonly testEvents?: number | undefined;
  readonly seed?: number | string | undefined;
  /**
   * How much people differ, against how much one person differs from movement to movement and from session to
   * session (both of which stay as they are). 0: all move alike and nobody can be recognised; 1, the default:
   * single blocks tell people apart often but not always; 2: nearly always.
   */
  readonly individuality?: number | undefined;
}

/**
 * Yields the traces of people who do not exist, as a stand-in for a data set: sigma-lognormal movements
 * (see lognormal-stroke.ts) of hands that differ, on a screen and through a sensor that do not. Ordered as
 * `readDataset` orders. The same options give the same events on every machine with the same JavaScript engine.
 * Throws a DatasetError `bad-options` for numbers that are no counts.
 */
export function* generateDemonstration(
  options: DemonstrationOptions = {},
): Generator<Trace, void, undefined> {
  const { subjects = 10, trainingSessions = 6, testSessions = 12, seed = 1, individuality = 1 } = options;
  const { trainingEvents = 4400, testEvents = 700 } = options;
  for (const [name, value, least] of [
    ["subjects", subjects, 2],
    ["trainingSessions", trainingSessions, 0],
    ["testSessions", testSessions, 0],
    ["trainingEvents", trainingEvents, 1],
    ["testEvents", testEvents, 1],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new DatasetError(
        "bad-options",
        `${name}: expected a whole number from ${least} on, found ${value}`,
      );
    }
  }
  if (!(individuality >= 0 && Number.isFinite(individuality))) {
    throw new DatasetError(
      "bad-options",
      `individuality: expected a number from 0 on, found ${individuality}`,
    );
  }
  const random = createRandom(`demonstration/${seed}`);
  const profiles: MotorProfile[] = [];
  for (let i = 0; i < subjects; i++) profiles.push(drawProfile(random.fork(`subject ${i}`), individuality));

  for (const account of profiles.keys()) {
    const subject = `user${account + 1}`;
    const sessions = trainingSessions + testSessions;
    for (let number = 0; number < sessions; number++) {
      const chance = random.fork(`${subject} session ${number}`);
      const inTest = number >= trainingSessions;
      const genuine = !inTest || (number - trainingSessions) % 2 === 0;
      const hand = genuine ? account : (account + 1 + chance.integer(subjects - 1)) % subjects;
      const profile = driftProfile(profiles[hand] as MotorProfile, chance.fork("drift"));
      const events = simulateSession(profile, inTest ? testEvents : trainingEvents, chance.fork("events"));
      yield {
        subject,
        // Unique across accounts, as the labels need it; numbered so that the order is that of making.
        session: `session_${String((account + 1) * 10_000 + number).padStart(8, "0")}`,
        part: inTest ? "test" : "training",
        genuine,
        ...traceColumns(events),
      };
    }
  }
}
