/** One person's model: columns brought to one scale, a kind of model, and a threshold from blocks kept from it. */
import { quantile, type Random } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";
import { type ColumnScaler, fitColumns, scaleColumns } from "./column-scaler.js";
import type { LearntParameters } from "./one-class-kind.js";
import { type OneClassSettings, oneClassKind } from "./registry.js";
import { type Rows, selectRows } from "./rows.js";

export interface OneClassModel {
  readonly settings: OneClassSettings;
  /** Numbers in a row. */
  readonly size: number;
  /** Absent where columns are taken as they are. */
  readonly columns?: ColumnScaler;
  readonly learnt: LearntParameters;
  /** Of the kind's own scores: below it are as many of the rows that were kept from the model as are to be rejected. */
  readonly threshold: number;
  /** The interquartile range of those rows' scores, above 0. */
  readonly spread: number;
}

/** Rows that the model learns from, and rows that its threshold is of, at least. */
const FEWEST = { learnt: 2, kept: 1 };

/**
 * Learns from one person's rows, and from nobody else's.
 * @param random what is drawn comes from it: which rows are kept for the threshold, and what the kind draws
 * @throws RecognitionError `bad-input` for rows that are not finite, `not-enough-data` for too few
 */
export function fitOneClass(rows: Rows, settings: OneClassSettings, random: Random): OneClassModel {
  if (!rows.data.every(Number.isFinite)) {
    throw new RecognitionError("bad-input", "blocks of finite numbers expected");
  }
  const order = random.fork("kept").shuffle(Int32Array.from({ length: rows.count }, (_, row) => row));
  const kept = Math.max(FEWEST.kept, Math.floor(rows.count * settings.validationShare));
  if (rows.count - kept < FEWEST.learnt) {
    const needed = `at least ${FEWEST.learnt} blocks to learn from and ${FEWEST.kept} to set the threshold by`;
    throw new RecognitionError("not-enough-data", `${needed} are needed, there are ${rows.count} in all`);
  }
  const own = selectRows(rows, order.slice(kept).sort());
  const columns = settings.standardise ? fitColumns(own) : undefined;
  const kind = oneClassKind(settings.kind);
  const learnt = kind.fit(columns ? scaleColumns(own, columns) : own, settings, random.fork("fit"));
  const model = { settings, size: rows.size, ...(columns && { columns }), learnt };
  const scores = kindScorer(model)(selectRows(rows, order.slice(0, kept).sort()));
  const spread = quantile(scores, 0.75) - quantile(scores, 0.25);
  return { ...model, threshold: quantile(scores, settings.rejected), spread: spread > 0 ? spread : 1 };
}

/**
 * A function from rows to scores in 0 … 1, higher = more like the owner, with the threshold at 0.5. The kind's own
 * score s becomes ½ + ½ u / (1 + |u|) with u = (s − threshold) / spread, which keeps the order and never is 0 or 1.
 */
export function createOneClassScorer(model: OneClassModel): (rows: Rows) => Float64Array {
  const score = kindScorer(model);
  const { threshold, spread } = model;
  return (rows) =>
    score(rows).map((own) => {
      const distance = (own - threshold) / spread;
      return 0.5 + (0.5 * distance) / (1 + Math.abs(distance));
    });
}

function kindScorer({
  settings,
  columns,
  learnt,
}: Pick<OneClassModel, "settings" | "columns" | "learnt">): (rows: Rows) => Float64Array {
  const score = oneClassKind(settings.kind).scorer(learnt);
  return columns ? (rows) => score(scaleColumns(rows, columns)) : score;
}

/** How many numbers a model holds. */
export function countParameters({ columns, learnt }: OneClassModel): number {
  const tables = [...learnt.tensors.values()].map(({ data }) => data.length);
  const own = Object.keys(learnt.numbers).length + 2 * (columns?.offset.length ?? 0);
  return tables.reduce((sum, length) => sum + length, own);
}
