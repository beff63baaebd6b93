/**
 * Tables of a run as CSV (RFC 4180): lines end in CRLF, a field with a comma, a quote or a line break is
 * quoted. A figure that could not be computed is an empty field. Names are written as they are: a reader who
 * opens them in a spreadsheet should know that it may take a name beginning with "=" for a formula.
 */
import { type Column, type Measured, type RunMetrics, type RunSummary, usersOf } from "./run-summary.js";
import { isMeasured } from "./text.js";

const LINE_END = "\r\n";

/** Comparison scores of an authentication run in columns of one length, a row per comparison. */
export interface AuthenticationScores {
  /** The model that scored, by the user whose model it is. */
  readonly model: readonly string[];
  /** Who really made the block. */
  readonly subject: readonly string[];
  readonly session: readonly string[];
  /** The block's place among its subject's test blocks, from 0. */
  readonly block: ArrayLike<number>;
  /** Higher = more alike. */
  readonly score: Column;
  /** 1 where subject and model are the same person, 0 otherwise. */
  readonly mated: ArrayLike<number>;
}

/** Class scores of an identification run in columns of one length, a row per block. */
export interface IdentificationScores {
  /** Names of the classes. */
  readonly classes: readonly string[];
  /** Who really made the block. */
  readonly subject: readonly string[];
  readonly session: readonly string[];
  /** The block's place among its subject's test blocks, from 0. */
  readonly block: ArrayLike<number>;
  /** The class that won. */
  readonly predicted: readonly string[];
  /** [rows, classes], row after row. */
  readonly scores: Column;
}

/** per-user.csv: a row per user; figures as fractions in [0, 1], then the counts of blocks. */
export function perUserCsv(summary: RunSummary): string {
  const users = usersOf(summary);
  const { blocks } = summary.data;
  const metrics = (["accuracy", "auc", "eer", "fnmrAtFmr1"] as const).flatMap((key) => {
    const metric: RunMetrics[typeof key] = summary.metrics[key];
    return metric === undefined ? [] : [{ name: METRIC_COLUMNS[key], perUser: metric.perUser }];
  });
  const lines = [
    csvLine(["user", ...metrics.map(({ name }) => name), "train_blocks", "validation_blocks", "test_blocks"]),
  ];
  for (const user of users) {
    const counts = blocks[user];
    const figures = metrics.map(({ perUser }) => figure(perUser[user]));
    const parts = [counts?.train, counts?.validation, counts?.test].map(figure);
    lines.push(csvLine([user, ...figures, ...parts]));
  }
  return lines.join("");
}

const METRIC_COLUMNS = {
  accuracy: "accuracy",
  auc: "auc",
  eer: "eer",
  fnmrAtFmr1: "fnmr_at_fmr_1",
} as const;

/** One owner's decisions over so many consecutive blocks: a confusion matrix at the threshold, and what curve it lies on. */
export interface OwnerDecisions {
  readonly user: string;
  /** For one decision. */
  readonly blocks: number;
  readonly auc: number;
  readonly eer: number;
  /** Balanced, at the threshold. */
  readonly accuracy: number;
  readonly ownAccepted: number;
  readonly ownRejected: number;
  readonly othersAccepted: number;
  readonly othersRejected: number;
}

/** decisions.csv of an authentication run: a row per owner and number of blocks. */
export function decisionsCsv(rows: readonly OwnerDecisions[]): string {
  const columns = {
    auc: "auc",
    eer: "eer",
    accuracy: "accuracy",
    ownAccepted: "own_accepted",
    ownRejected: "own_rejected",
    othersAccepted: "others_accepted",
    othersRejected: "others_rejected",
  } as const;
  const keys = Object.keys(columns) as (keyof typeof columns)[];
  return [
    csvLine(["user", "blocks", ...Object.values(columns)]),
    ...rows.map((row) => csvLine([row.user, String(row.blocks), ...keys.map((key) => figure(row[key]))])),
  ].join("");
}

/** scores.csv of an authentication run: model,subject,session,block,score,mated. Throws a RangeError where the columns differ in length. */
export function authenticationScoresCsv(scores: AuthenticationScores): string {
  const { model, subject, session, block, score, mated } = scores;
  const rows = sameLength({ model, subject, session, block, score, mated });
  const number = numberFormat(score);
  const name = cachedField();
  const lines = new Array<string>(rows + 1);
  lines[0] = csvLine(["model", "subject", "session", "block", "score", "mated"]);
  for (let row = 0; row < rows; row++) {
    lines[row + 1] =
      `${name(model[row])},${name(subject[row])},${name(session[row])},` +
      `${block[row]},${number(score[row])},${mated[row] ? 1 : 0}${LINE_END}`;
  }
  return lines.join("");
}

/**
 * scores.csv of an identification run: subject,session,block,predicted and a column per class, headed by the
 * class's name. Throws a RangeError where the columns differ in length.
 */
export function identificationScoresCsv(table: IdentificationScores): string {
  const { classes, subject, session, block, predicted, scores } = table;
  const rows = sameLength({ subject, session, block, predicted });
  const width = classes.length;
  if (scores.length !== rows * width) {
    throw new RangeError(
      `scores hold ${scores.length} numbers; ${rows} rows × ${width} classes were expected`,
    );
  }
  const number = numberFormat(scores);
  const name = cachedField();
  const lines = new Array<string>(rows + 1);
  lines[0] = csvLine(["subject", "session", "block", "predicted", ...classes]);
  for (let row = 0; row < rows; row++) {
    let line = `${name(subject[row])},${name(session[row])},${block[row]},${name(predicted[row])}`;
    for (let i = row * width; i < (row + 1) * width; i++) line += `,${number(scores[i])}`;
    lines[row + 1] = line + LINE_END;
  }
  return lines.join("");
}

/** A field, quoted where RFC 4180 asks for it. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvLine(fields: readonly string[]): string {
  return fields.map(csvField).join(",") + LINE_END;
}

function figure(value: Measured | undefined): string {
  return isMeasured(value) ? String(value) : "";
}

/** Names repeat for thousands of rows; each is quoted once. */
function cachedField(): (text: string | undefined) => string {
  const fields = new Map<string, string>();
  return (text = "") => {
    let field = fields.get(text);
    if (field === undefined) {
      field = csvField(text);
      fields.set(text, field);
    }
    return field;
  };
}

/** Digits enough to read the same number back: 9 for what is stored in 32 bits (IEEE 754), all otherwise. */
function numberFormat(column: Column): (value: number | undefined) => string {
  if (column instanceof Float32Array) {
    return (value) => (isMeasured(value) ? String(Number(value.toPrecision(9))) : "");
  }
  return figure;
}

function sameLength(columns: Readonly<Record<string, ArrayLike<unknown>>>): number {
  const lengths = Object.entries(columns).map(([name, column]) => ({ name, length: column.length }));
  const rows = lengths[0]?.length ?? 0;
  const odd = lengths.find(({ length }) => length !== rows);
  if (odd !== undefined) {
    throw new RangeError(
      `columns differ in length: ${lengths[0]?.name} has ${rows}, ${odd.name} has ${odd.length}`,
    );
  }
  return rows;
}
