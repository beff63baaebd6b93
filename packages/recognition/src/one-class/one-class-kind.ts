/** What a kind of one-class model is: it learns from one person's rows alone, and tells how much others are alike. */
import type { Random } from "@wristprint/core";
import type { z } from "zod";
import type { Rows } from "./rows.js";

/** What was learnt, in a form that a file can hold: named numbers, and tables of 32-bit numbers. */
export interface LearntParameters {
  readonly numbers: Readonly<Record<string, number>>;
  readonly tensors: ReadonlyMap<
    string,
    { readonly shape: readonly number[]; readonly data: Float32Array<ArrayBuffer> }
  >;
}

export interface OneClassKind<Settings extends object = object> {
  /** As `kind` in an experiment. */
  readonly name: string;
  /** For the report. */
  readonly title: string;
  /** Where it was published. */
  readonly source: string;
  /** Its settings with their bounds and defaults. */
  readonly settings: z.ZodType<Settings>;
  /** The tables that its parameters hold, by name. */
  readonly tensors: readonly string[];
  /**
   * @param rows at least two, finite
   * @param random whatever is drawn comes from it
   * @throws RecognitionError `not-enough-data` where the kind needs more rows
   */
  fit(rows: Rows, settings: Settings, random: Random): LearntParameters;
  /** A function from rows to their scores, higher = more like the rows that were learnt from. */
  scorer(parameters: LearntParameters): (rows: Rows) => Float64Array;
}

/** A table of the parameters. */
export function tensorOf({ tensors }: LearntParameters, name: string): Float32Array<ArrayBuffer> {
  const tensor = tensors.get(name);
  // Files are checked for all tables of their kind when they are read.
  if (!tensor) throw new TypeError(`no table ${name}`);
  return tensor.data;
}

/** A number of the parameters. */
export function numberOf({ numbers }: LearntParameters, name: string): number {
  const value = numbers[name];
  if (value === undefined) throw new TypeError(`no number ${name}`);
  return value;
}
