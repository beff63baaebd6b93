/** What the benchmark and its generator, a process of its own, tell each other. */
import type { LiveSettings } from "./settings.js";
import type { Visit } from "./visitor.js";

export interface GeneratorTask {
  readonly address: string;
  readonly project: string;
  readonly key: string;
  /** Whose accounts the sessions are of, in turn. */
  readonly subjects: readonly string[];
  readonly settings: LiveSettings;
}

export interface FinishedVisit extends Visit {
  /** Ended in order, so that its last block was cut too. */
  readonly ended: boolean;
  /** Its person was erased, and all of it with them. */
  readonly erased: boolean;
}

export interface GeneratorResult {
  readonly visits: readonly FinishedVisit[];
  /** When every session had begun, and when the last flush was, by the clock of {@link Visit.begunMs}. */
  readonly measuredFromMs: number;
  readonly measuredToMs: number;
  /** How much later than due the generator's own flushes were. */
  readonly lateMs: { readonly p99: number; readonly max: number };
}

export type GeneratorMessage =
  | { readonly kind: "all-begun" }
  | { readonly kind: "progress"; readonly open: number; readonly batches: number; readonly blocks: number }
  | { readonly kind: "done"; readonly result: GeneratorResult }
  | { readonly kind: "failed"; readonly reason: string };
