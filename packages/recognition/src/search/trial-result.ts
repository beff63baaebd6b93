import { z } from "zod";
import { check } from "../experiment/definition.js";
import type { RunMetrics } from "../report/index.js";
import type { OptionValue } from "./search-definition.js";

/** What is kept of a finished trial: its figures, or why it has none. */
export interface TrialResult {
  /** From 1 on. */
  readonly trial: number;
  readonly settings: Readonly<Record<string, OptionValue>>;
  /** The figure that decides; `null` where the trial failed. */
  readonly value: number | null;
  /** All figures of the run, on the development part. */
  readonly metrics?: RunMetrics;
  /** Of the process that finished it; time before an interruption does not count. */
  readonly seconds: number;
  /** In one line. */
  readonly failure?: string;
}

const result = z.object({
  trial: z.int().min(1),
  settings: z.record(z.string(), z.json()),
  value: z.number().nullable(),
  metrics: z.record(z.string(), z.json()).optional(),
  seconds: z.number(),
  failure: z.string().optional(),
});

/** @throws RecognitionError `bad-definition` for what is no result of a trial */
export function parseTrialResult(value: unknown, origin: string): TrialResult {
  return check(result, value, origin) as TrialResult;
}
