import type { RecognitionDecision } from "@wristprint/api";
import { evidencePosition, sayDecision } from "./say.js";

/** Evidence between "no" on the left and "yes" on the right. */
export function EvidenceBar({ decision }: { readonly decision: RecognitionDecision }) {
  const { text, tone } = sayDecision(decision);
  const position = evidencePosition(decision);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <meter> cannot grow from its middle
    <div
      className={`evidence ${tone}`}
      role="meter"
      aria-label="Evidence"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(position * 100)}
      aria-valuetext={text}
    >
      <div className="evidence-track">
        <div
          className="evidence-fill"
          style={{
            insetInlineStart: `${Math.min(position, 0.5) * 100}%`,
            inlineSize: `${Math.abs(position - 0.5) * 100}%`,
          }}
        />
        <div className="evidence-mark" style={{ insetInlineStart: `${position * 100}%` }} />
      </div>
      <div className="evidence-ends" aria-hidden="true">
        <span>{decision.kind === "anomaly" ? "changed" : "no"}</span>
        <span>{decision.kind === "anomaly" ? "same" : "yes"}</span>
      </div>
    </div>
  );
}
