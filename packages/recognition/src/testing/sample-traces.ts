/** Small made-up recordings for tests. */
import type { Trace } from "@wristprint/core";
import { generateDemonstration } from "@wristprint/datasets";

export interface SampleTracesOptions {
  readonly subjects?: number;
  readonly sessions?: number;
  /** Of a session. */
  readonly events?: number;
  readonly seed?: number;
  /** How much people differ; 2: nearly every block tells them apart. */
  readonly individuality?: number;
}

/** Training sessions of `user1`, `user2`, … who do not exist. */
export function sampleTraces({
  subjects = 3,
  sessions = 3,
  events = 400,
  seed = 1,
  individuality = 2,
}: SampleTracesOptions = {}): Trace[] {
  return [
    ...generateDemonstration({
      subjects,
      trainingSessions: sessions,
      testSessions: 0,
      trainingEvents: events,
      seed,
      individuality,
    }),
  ];
}
