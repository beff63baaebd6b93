import type { Session } from "@wristprint/api";
import { useState } from "react";
import { useConsole } from "../console-context.js";
import { LivenessFinding, ReplayFinding } from "../parts/movement-findings.js";
import { Failure } from "../parts/notice.js";
import { OutcomeWords } from "../parts/outcome.js";
import { PageHead } from "../parts/page-head.js";
import { decisionOf, QUESTIONS } from "../parts/say.js";
import { useAction } from "../parts/use-action.js";
import { useRecording } from "../recording/use-recording.js";
import { formatRoute } from "../routing/route.js";
import { isInGap, SliderChallenge } from "../slider/slider-challenge.js";
import { verdictOf } from "../slider/verdict.js";

const LABEL = "A try at the slider";
/** Gaps lie between these shares of the lane. */
const NEAREST = 0.45;
const FARTHEST = 0.95;

/** A slider as sites ask visitors to move one: each try is a session, judged when it is let go. */
export function SliderPage() {
  const { call, project } = useConsole();
  const { recorded, begin, stop } = useRecording(call, project.id);
  const [gap, setGap] = useState(0.8);
  const [judged, setJudged] = useState<{ readonly session: Session; readonly offPx: number } | null>(null);
  const { busy, error, run } = useAction();

  const start = () =>
    run(async () => {
      setJudged(null);
      setGap(NEAREST + (FARTHEST - NEAREST) * Math.random());
      await begin({ purpose: "recognition", label: LABEL });
    });
  const judge = (offPx: number) =>
    run(async () => {
      const id = recorded?.session;
      if (id === undefined) return;
      await stop();
      const session = await call("getSession", { params: { project: project.id, session: id } });
      setJudged({ session, offPx });
    });

  return (
    <>
      <PageHead title="Slider">
        Here you move a slider as on a site that wants to know whether you are a person, and see at once what
        Wristprint makes of it.
      </PageHead>
      <Failure error={error} />
      {recorded === null ? (
        <section className="panel stack consent">
          <h2>Do you agree?</h2>
          <p>
            From here until you let the slider go, this page records{" "}
            <b>where your pointer is and when, and button presses</b>, and sends it to this server. Each try
            is a session, which you can erase;{" "}
            {project.settings.findReplays
              ? "its movements are kept as long as the session, so that a copy of them is found."
              : "its movements are not kept."}
          </p>
          <button type="button" className="primary large" disabled={busy} onClick={start}>
            I agree: show me the slider
          </button>
        </section>
      ) : (
        <section className="panel stack" aria-label="Slider">
          <p>
            {recorded.running ? (
              <>
                <b>Slide the handle into the gap</b>, and let it go there. By keyboard: the arrow keys, then
                Enter.
              </>
            ) : (
              "You let it go: nothing is recorded any more."
            )}
          </p>
          <SliderChallenge key={recorded.session} gap={gap} onDone={judge} />
          <div className="actions">
            <button type="button" className="primary" disabled={busy || recorded.running} onClick={start}>
              Try again
            </button>
          </div>
        </section>
      )}
      <div aria-live="polite" className="stack">
        {judged === null ? null : <Judgement session={judged.session} offPx={judged.offPx} />}
      </div>
    </>
  );
}

/** What came of a try. */
function Judgement({ session, offPx }: { readonly session: Session; readonly offPx: number }) {
  const { text, tone } = verdictOf(session.decisions);
  const liveness = decisionOf(session.decisions, "liveness");
  const replay = decisionOf(session.decisions, "replay");
  return (
    <>
      <section className="panel stack" aria-label="Verdict">
        <p className="big">
          <OutcomeWords text={text} tone={tone} />
        </p>
        <p className="quiet">
          {isInGap(offPx) ? "It lies in the gap." : `It lies ${Math.round(Math.abs(offPx))} px off the gap.`}{" "}
          <a href={formatRoute({ page: "session", id: session.id })}>See the session</a>
        </p>
      </section>
      <section aria-label="Decisions" className="decisions">
        {liveness === undefined ? null : (
          <article className="panel">
            <h2>{QUESTIONS.liveness}</h2>
            <LivenessFinding decision={liveness} />
          </article>
        )}
        {replay === undefined ? null : (
          <article className="panel">
            <h2>{QUESTIONS.replay}</h2>
            <ReplayFinding decision={replay} />
          </article>
        )}
      </section>
    </>
  );
}
