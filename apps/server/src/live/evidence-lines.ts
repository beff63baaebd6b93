import type { evidenceLines } from "@wristprint/api";
import type { z } from "zod";
import type { Look } from "./looks.js";
import { createRunningDecisions, type LookContext } from "./running-decisions.js";
import { createSessionEvidence } from "./session-evidence.js";

export type EvidenceLines = z.output<typeof evidenceLines>;

/**
 * How the evidence grew, from a session's stored blocks in the order in which they were kept: the same looks as were
 * taken live, with today's references. Once the verification is decided its line ends.
 */
export function drawEvidenceLines(
  blocks: readonly { readonly signature: Float32Array; readonly startMs: number; readonly endMs: number }[],
  context: LookContext,
): EvidenceLines {
  const running = createRunningDecisions(createSessionEvidence(context.comparator.size));
  const lines: EvidenceLines = { verification: [], identification: [], anomaly: [] };
  for (const block of blocks) {
    const looks = running.look(block, context);
    const { atS, blocks: number } = running.evidence;
    for (const look of looks) {
      // A verification that was decided before is not a look at this block.
      if (look.blocks !== number) continue;
      const point = { block: number, atS, ...pointOf(look) };
      if (look.kind === "identification") {
        lines.identification.push({ ...point, best: look.candidates[0]?.subject.name ?? null });
      } else lines[look.kind].push(point);
    }
  }
  return lines;
}

function pointOf({ score, logLikelihoodRatio, threshold, outcome }: Look) {
  return {
    score,
    logLikelihoodRatio,
    acceptAt: threshold.acceptAt,
    rejectAt: threshold.rejectAt,
    outcome,
  };
}
