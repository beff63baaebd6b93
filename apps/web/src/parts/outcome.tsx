import type { Decision } from "@wristprint/api";
import { sayDecision } from "./say.js";

const SIGNS = { good: "✓", bad: "✕", open: "…" } as const;

/** An outcome as sign and words: never by colour alone. */
export function Outcome({ decision }: { readonly decision: Decision }) {
  const { text, tone } = sayDecision(decision);
  return (
    <span className={`outcome ${tone}`}>
      <span className="outcome-sign" aria-hidden="true">
        {SIGNS[tone]}
      </span>
      {text}
    </span>
  );
}
