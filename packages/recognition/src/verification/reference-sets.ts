/** What is compared with what: references of so many blocks, and probes as means of consecutive blocks. */
import { type Comparator, meanSignature, type Reference } from "@wristprint/core";
import { bySubject, joinSignatures, type SessionSignatures } from "./session-signatures.js";

export interface SubjectReference {
  readonly subject: string;
  readonly reference: Reference;
}

/**
 * Every subject's reference, from the blocks of its sessions in order: all of them, or the first `blocks`, where
 * subjects with fewer have none.
 */
export function makeReferences(
  sessions: readonly SessionSignatures[],
  comparator: Comparator,
  blocks?: number,
): SubjectReference[] {
  const references: SubjectReference[] = [];
  for (const [subject, own] of bySubject(sessions)) {
    const signatures = joinSignatures(own);
    const length = blocks === undefined ? signatures.length : blocks * comparator.size;
    if (signatures.length === 0 || signatures.length < length) continue;
    references.push({ subject, reference: comparator.reference(signatures.subarray(0, length)) });
  }
  return references;
}

/** The means of a session's consecutive runs of `blocks` blocks, which do not overlap; leftovers are in none. */
export function probesOf({ signatures }: SessionSignatures, size: number, blocks: number): Float32Array[] {
  const length = blocks * size;
  return Array.from({ length: Math.floor(signatures.length / length) }, (_, i) =>
    meanSignature(signatures.subarray(i * length, (i + 1) * length), size),
  );
}

/** The means of a session's blocks from `start` on, after 1, 2, … `looks` of them. */
export function growingProbe(
  { signatures }: SessionSignatures,
  size: number,
  start: number,
  looks: number,
): Float32Array[] {
  return Array.from({ length: looks }, (_, look) =>
    meanSignature(signatures.subarray(start * size, (start + look + 1) * size), size),
  );
}
