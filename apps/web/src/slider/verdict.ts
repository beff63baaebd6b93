import type { Decision } from "@wristprint/api";
import { decisionOf, type Tone } from "../parts/say.js";

/** What a try at the slider comes to, as a site would take it. */
export function verdictOf(decisions: readonly Decision[]): { readonly text: string; readonly tone: Tone } {
  const liveness = decisionOf(decisions, "liveness");
  const replay = decisionOf(decisions, "replay");
  const machine = liveness?.outcome === "machine";
  const copied = replay?.outcome === "copied";
  if (machine && copied) return { text: "Refused: a machine, with a copy of earlier movements", tone: "bad" };
  if (machine) return { text: "Refused: a machine moved it", tone: "bad" };
  if (copied) return { text: "Refused: a copy of earlier movements", tone: "bad" };
  if (liveness?.outcome === "person") return { text: "Passed: a person moved it", tone: "good" };
  if (liveness === undefined && replay === undefined) {
    return { text: "Nothing to judge: too little movement of a pointer came", tone: "open" };
  }
  return { text: "Not sure: try once more", tone: "open" };
}
