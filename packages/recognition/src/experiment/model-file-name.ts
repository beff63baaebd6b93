import { createHash } from "node:crypto";

/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/;
const PLAIN = /^[a-z0-9_-]{1,64}$/;
const MARKED = /-[0-9a-f]{12}$/;

/**
 * A file name, without ending, for a model named after its user. Short names of small letters, digits, dashes
 * and underscores stay as they are. All others keep what they have of these and get a mark made of the whole
 * name, so that no two users meet in one file on any file system, and none leads out of the folder.
 */
export function modelFileName(model: string): string {
  if (PLAIN.test(model) && !RESERVED.test(model) && !MARKED.test(model)) return model;
  const kept = model
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, "-")
    .slice(0, 64);
  // UTF-16 rather than UTF-8, where all lone surrogates are one.
  const mark = createHash("sha256").update(model, "utf16le").digest("hex").slice(0, 12);
  return `${kept}-${mark}`;
}
