/** The values that many endpoints share. */
import { z } from "zod";

/** What the API bounds; the live wire format has bounds of its own. */
export const API_LIMITS = {
  /** Items of one page of a list. */
  pageItems: 200,
  /** Letters of a name or label. */
  nameLetters: 120,
  /** Largest JSON body, bytes. */
  bodyBytes: 65_536,
  /** Rows of a matrix of similarities. */
  similarityRows: 400,
  /** Signatures handed out at once, for a map. */
  signatures: 5_000,
} as const;

export const id = z.uuid().meta({ description: "made by the server" });
export const timestamp = z.iso.datetime().meta({ description: "UTC, ISO 8601" });

/** No control characters, not blank, no blanks around it: what can be shown and compared as it stands. */
export const name = z
  .string()
  .min(1)
  .max(API_LIMITS.nameLetters)
  .regex(
    /^[^\s\p{Cc}\p{Cs}](?:[^\p{Cc}\p{Cs}]*[^\s\p{Cc}\p{Cs}])?$/u,
    "text without control characters or blanks around it expected",
  );

export const count = z.int().min(0);

/** A false match rate to decide by. */
export const fmr = z
  .number()
  .min(0.0001)
  .max(0.2)
  .meta({ description: "false match rate: the share of other people's sessions that may be accepted" });

/** One page of a list: pass `next` on as `after` for the page behind. */
export const page = {
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(API_LIMITS.pageItems).default(50),
};

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** An error's document, RFC 9457, as application/problem+json. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  /** What was expected and what came. */
  detail: z.string().optional(),
  /** A word that programs can go by. */
  code: z.string(),
});
export type Problem = z.output<typeof problem>;
