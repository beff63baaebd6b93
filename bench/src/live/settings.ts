/** What the load is; each may be set with `--set NAME=VALUE`. */
import type { BenchmarkSetting } from "../benchmark.js";

export const LIVE_SETTINGS = {
  sessions: { description: "sessions at a time", value: 1000, least: 1 },
  rate: { description: "events a second of each", value: 60, least: 1 },
  seconds: { description: "how long, after all have begun", value: 60, least: 1 },
  flush: {
    description: "milliseconds that a page gathers events for, where the server has not asked for them",
    value: 1000,
    least: 10,
  },
  subjects: { description: "people who are enrolled, whom each block is compared with", value: 50, least: 0 },
  visit: {
    description: "mean seconds of a session; then it is ended and another begins. 0: none ends",
    value: 0,
    least: 0,
  },
} as const satisfies Record<string, BenchmarkSetting>;

export type LiveSettings = Readonly<Record<keyof typeof LIVE_SETTINGS, number>>;
