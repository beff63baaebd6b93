/** What stands beside an encoder's model file: all that is needed to feed it, to compare its signatures and to judge it. */
import { SCALINGS, type ScalingKind, SIGNALS, type Signal } from "@wristprint/core";
import { z } from "zod";
import { RecognitionError } from "../recognition-error.js";

const whole = z.int().min(1);
const finite = z.number();
const rate = z.number().gt(0).lt(1);
const names = <Name extends string>(registry: Readonly<Record<Name, unknown>>) =>
  z.enum(Object.keys(registry) as [Name, ...Name[]]);
const channel = z.enum([...new Set(Object.values(SIGNALS).flat())]);

const streamPreprocessing = z.object({
  signal: names<Signal>(SIGNALS),
  blockSize: whole,
  stride: whole,
  thinning: z.object({ intervalMs: z.number().positive(), toleranceMs: z.number().min(0) }).nullable(),
  limitPx: z.number().positive(),
});

export const scalerSchema = z.object({
  kind: names<ScalingKind>(SCALINGS),
  scope: z.enum(["block", "data"]),
  clip: z.number().positive().nullable(),
  channels: z.array(channel),
  terms: z.array(z.object({ offset: finite, divisor: finite })),
});

const table = z.array(z.array(finite).min(1)).min(1);

const calibration = z
  .object({
    referenceBlocks: z.array(whole).min(1),
    probeBlocks: z.array(whole).min(1),
    slopes: table,
    offsets: table,
  })
  .refine(
    ({ referenceBlocks, probeBlocks, slopes, offsets }) =>
      [slopes, offsets].every(
        (rows) =>
          rows.length === referenceBlocks.length && rows.every((row) => row.length === probeBlocks.length),
      ) &&
      slopes.flat().every((slope) => slope > 0) &&
      [referenceBlocks, probeBlocks].every((list) => list.every((n, i) => i === 0 || n > list[i - 1])),
    "a line with a slope above 0 for each of the ascending numbers of blocks expected",
  );

const comparison = z.object({
  signatureSize: whole,
  nearest: z.int().min(2),
  smallestReference: whole,
  calibration,
  thresholds: z.object({
    looks: whole,
    accept: z.array(z.object({ fmr: rate, threshold: finite })).refine(
      (entries) =>
        entries.every((entry, i) => {
          const before = entries[i - 1];
          return !before || (entry.fmr < before.fmr && entry.threshold >= before.threshold);
        }),
      "rates that fall and thresholds that do not expected",
    ),
    reject: z.object({ fnmr: rate, threshold: finite }),
  }),
});

const card = z.looseObject({
  format: z.literal("wristprint-model/1"),
  task: z.literal("encoder"),
  /** A name and a version say which encoder made a signature; signatures of two are not comparable. */
  name: z.string().regex(/^[\w.-]+$/),
  version: z.string().min(1),
  title: z.string().default(""),
  preprocessing: streamPreprocessing,
  scaler: scalerSchema,
  signatureSize: whole,
  comparison,
});

/** The card of an encoder; further fields say where it comes from and how good it is. */
export type EncoderCard = z.output<typeof card>;

/**
 * Checks an encoder's card, from a file or from another process.
 * @param origin where it comes from, for the message
 * @throws RecognitionError `bad-model` that names the first field that is wrong
 */
export function parseEncoderCard(value: unknown, origin: string): EncoderCard {
  const result = card.safeParse(value);
  const issue = result.error?.issues[0];
  if (issue) {
    throw new RecognitionError(
      "bad-model",
      `${origin}: ${issue.path.join(".") || "the card"}: ${issue.message}`,
    );
  }
  const checked = result.data as EncoderCard;
  const { preprocessing, scaler: fitted, signatureSize, comparison: compared } = checked;
  if (fitted.channels.join() !== SIGNALS[preprocessing.signal].join()) {
    throw new RecognitionError(
      "bad-model",
      `${origin}: scaler.channels: those of ${preprocessing.signal} expected`,
    );
  }
  if (compared.signatureSize !== signatureSize) {
    throw new RecognitionError("bad-model", `${origin}: comparison.signatureSize: ${signatureSize} expected`);
  }
  return checked;
}
