import type { Comparator } from "@wristprint/core";
import {
  type EnrolledPerson,
  type Look,
  lookAnomaly,
  lookIdentification,
  lookVerification,
  type VerificationLook,
} from "./looks.js";
import type { SessionEvidence } from "./session-evidence.js";

/** What a session is compared with at a look. */
export interface LookContext {
  readonly comparator: Comparator;
  /** The session's own person, where it has one who is enrolled with enough blocks. */
  readonly own: EnrolledPerson | undefined;
  /** Everybody of the project who is. */
  readonly enrolled: readonly EnrolledPerson[];
  readonly fmr: number;
}

/** Looks at a session after each block, in order. */
export interface RunningDecisions {
  /** Adds a block to the evidence and looks. @returns the newest look of each kind that can be asked */
  look(
    block: { readonly signature: Float32Array; readonly startMs: number; readonly endMs: number },
    context: LookContext,
  ): readonly Look[];
  readonly evidence: SessionEvidence;
  /**
   * Takes over a verification that was decided before. Once accepted or rejected, the sequential test has ended:
   * its rates hold for the first decision, so the session's verification stays what it is, whatever comes. A call of
   * the API that verifies looks at all blocks anew.
   */
  settle(verification: VerificationLook): void;
}

export function createRunningDecisions(evidence: SessionEvidence): RunningDecisions {
  let settled: VerificationLook | undefined;
  return {
    evidence,
    look(block, { comparator, own, enrolled, fmr }) {
      evidence.add(block);
      const looks: Look[] = [];
      if (settled) looks.push(settled);
      else if (own) {
        const verification = lookVerification(comparator, evidence, own, fmr);
        if (verification.outcome !== "undecided") settled = verification;
        looks.push(verification);
      }
      if (enrolled.length > 0) looks.push(lookIdentification(comparator, evidence, enrolled, fmr));
      const anomaly = lookAnomaly(comparator, evidence, fmr);
      if (anomaly) looks.push(anomaly);
      return looks;
    },
    settle(verification) {
      settled = verification;
    },
  };
}
