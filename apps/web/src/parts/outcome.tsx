import type { Decision } from "@wristprint/api";
import { sayDecision, type Tone } from "./say.js";

const SIGNS = { good: "✓", bad: "✕", open: "…" } as const;

/** A decision's outcome as sign and words. */
export function Outcome({ decision }: { readonly decision: Decision }) {
  return <OutcomeWords {...sayDecision(decision)} />;
}

/** Sign and words: never by colour alone. */
export function OutcomeWords({ text, tone }: { readonly text: string; readonly tone: Tone }) {
  return (
    <span className={`outcome ${tone}`}>
      <span className="outcome-sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {text}
    </span>
  );
}
