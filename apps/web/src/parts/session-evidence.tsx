import { type Decision, isRecognition, type RecognitionDecision, type Session } from "@wristprint/api";
import { useEffect, useState } from "react";
import { useConsole } from "../console-context.js";
import { EvidenceChart } from "./evidence-chart.js";
import { Failure } from "./notice.js";
import { Outcome } from "./outcome.js";
import { QUESTIONS, RECOGNITION_KINDS, sayTime } from "./say.js";
import { useLoad } from "./use-load.js";

/** How the evidence grew, and when the decisions changed. */
export function SessionEvidence({ session }: { readonly session: Session }) {
  const { call, project } = useConsole();
  const params = { project: project.id, session: session.id };
  const lines = useLoad(() => call("sessionEvidence", { params }), session.id);
  const history = useLoad(
    async () => (await call("listDecisions", { params, query: { limit: 50 } })).items,
    session.id,
  );
  const [chosen, setChosen] = useState<RecognitionDecision["kind"] | null>(null);

  // Each scored block is a new point.
  const { reload } = lines;
  const { reload: reloadHistory } = history;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new block is the reason to load again
  useEffect(() => {
    void reload();
    void reloadHistory();
  }, [reload, reloadHistory, session.scored, session.decisions.length]);

  const there = RECOGNITION_KINDS.filter((kind) => (lines.data?.[kind].length ?? 0) > 0);
  const kind = there.find((one) => one === chosen) ?? there[0];
  return (
    <section className="panel">
      <h2>Evidence over time</h2>
      <Failure error={lines.error} />
      {kind === undefined ? (
        <p className="quiet">
          The line begins with the first full block: about 128 movements, a few seconds of moving the mouse.
        </p>
      ) : (
        <>
          <p className="quiet">
            Each dot is a block of movement. Above the upper line it is enough to say yes, below the lower one
            enough to say no; between them it goes on watching.
          </p>
          {there.length > 1 ? (
            <fieldset className="segments">
              <legend className="hidden">Question</legend>
              {there.map((one) => (
                <label key={one}>
                  <input type="radio" name="kind" checked={one === kind} onChange={() => setChosen(one)} />
                  <span>{QUESTIONS[one]}</span>
                </label>
              ))}
            </fieldset>
          ) : null}
          <EvidenceChart points={lines.data?.[kind] ?? []} />
        </>
      )}
      <details>
        <summary>Decisions as they changed</summary>
        <Failure error={history.error} />
        <ol className="history" reversed>
          {history.data?.map((decision) => (
            <li key={decision.id}>
              <Outcome decision={decision} />{" "}
              <small>
                {sayBasis(decision)}, {sayTime(decision.at)}
              </small>
            </li>
          ))}
        </ol>
      </details>
    </section>
  );
}

function sayBasis(decision: Decision): string {
  return isRecognition(decision) ? `after ${decision.blocks} blocks` : `after ${decision.tracks} movements`;
}
