/** What a search tells its worker processes, and what they tell it. */
import type { TrialResult } from "@wristprint/recognition";
import type { DataSource } from "../data-source.js";

export interface ToWorker {
  /** The search's folder. */
  readonly out: string;
  readonly source: DataSource;
  /** Where networks compute; the processor by default. */
  readonly device?: string;
}

export type FromWorker =
  | { readonly kind: "begun"; readonly trial: number }
  /** @param share of the trial's epochs that are done, 0 … 1 */
  | { readonly kind: "progress"; readonly trial: number; readonly share: number; readonly detail: string }
  | { readonly kind: "finished"; readonly result: TrialResult }
  /** Every trial is finished, and the worker ends. */
  | { readonly kind: "done" }
  /** The worker ends: for the caller's mistake, or something of this machine's. */
  | { readonly kind: "failed"; readonly message: string; readonly exitCode: number };
