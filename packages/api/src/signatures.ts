/** Signatures side by side: the matrix and the map. */
import { z } from "zod";
import { modelVersion } from "./decisions.js";
import { count, id, name } from "./values.js";

/** Cosines between mean signatures; rows and columns in the order of `items`. */
export const similarities = z.object({
  model: modelVersion,
  items: z.array(z.object({ id, name, blocks: count })),
  /** [n, n], between -1 and 1. */
  matrix: z.array(z.array(z.number())),
});
export type Similarities = z.output<typeof similarities>;

/** Signatures of single blocks, newest sessions first. */
export const signatureList = z.object({
  model: modelVersion,
  size: z.int(),
  items: z.array(
    z.object({
      session: id,
      /** Who it is said or enrolled to be, if anybody. */
      subject: z.object({ id, name }).nullable(),
      label: name.nullable(),
      block: z.int(),
      /** base64 of `size` little-endian float32 numbers. */
      signature: z.string(),
    }),
  ),
});
