import type { Decision, RecognitionDecision, Session } from "@wristprint/api";
import { useEffect, useState } from "react";
import { useConsole } from "../console-context.js";
import { ConfirmButton } from "../parts/confirm-button.js";
import { EnrolAs } from "../parts/enrol-as.js";
import { EvidenceBar } from "../parts/evidence-bar.js";
import { LivenessFinding, ReplayFinding } from "../parts/movement-findings.js";
import { Failure, Loading } from "../parts/notice.js";
import { Outcome } from "../parts/outcome.js";
import { PageHead } from "../parts/page-head.js";
import { DECISION_KINDS, QUESTIONS, STATUS_WORDS, sayRate, sayTime, sessionTitle } from "../parts/say.js";
import { SessionEvidence } from "../parts/session-evidence.js";
import { useAction } from "../parts/use-action.js";
import { useLoad } from "../parts/use-load.js";
import { formatRoute } from "../routing/route.js";

/** One session: what was decided, and how the evidence for it grew. */
export function SessionPage({ id }: { readonly id: string }) {
  const { call, project, live } = useConsole();
  const params = { project: project.id, session: id };
  const loaded = useLoad(() => call("getSession", { params }), id);
  const [gone, setGone] = useState(false);
  const session = live.sessions.get(id) ?? loaded.data;
  const { busy, error, run } = useAction();

  useEffect(
    () =>
      live.listen((message) => {
        if (message.type === "erased" && message.kind === "session" && message.id === id) setGone(true);
      }),
    [live.listen, id],
  );

  if (gone) {
    return (
      <PageHead title="Session erased">
        This session and all that belonged to it is gone.{" "}
        <a href={formatRoute({ page: "live" })}>See the others</a>.
      </PageHead>
    );
  }
  if (session === null) return loaded.error === null ? <Loading /> : <Failure error={loaded.error} />;

  return (
    <>
      <PageHead
        title={sessionTitle(session)}
        actions={
          <>
            {session.status === "ended" ? null : (
              <button
                type="button"
                disabled={busy}
                onClick={() => run(async () => void (await call("endSession", { params })))}
              >
                End session
              </button>
            )}
            <ConfirmButton
              label="Erase session"
              question="Erase this session?"
              onConfirm={async () => {
                await call("eraseSession", { params });
                setGone(true);
              }}
            >
              Its movements, signatures and decisions are removed for good. What was learnt of a person from
              it stays until you take that back under People.
            </ConfirmButton>
          </>
        }
      >
        Here you see how sure Wristprint has become, block by block, and what it decided.
      </PageHead>
      <Failure error={error} />
      <Facts session={session} />
      <Decisions session={session} />
      <SessionEvidence session={session} />
      <section className="panel">
        <h2>Teach it from this session</h2>
        <p>
          If you know who moved the mouse here, say so: the {session.scored} blocks of this session become
          part of what is known of that person.
        </p>
        <EnrolAs session={session} />
      </section>
    </>
  );
}

function Facts({ session }: { readonly session: Session }) {
  const { screen, samplingRateHz, pointers } = session;
  const facts: [string, string][] = [
    ["State", STATUS_WORDS[session.status]],
    ["Blocks", `${session.scored} of ${session.blocks} with a signature`],
    ["Batches", String(session.batches)],
    ["Events", session.events.toLocaleString("en")],
    ["Moves a second", samplingRateHz === null ? "not known yet" : String(Math.round(samplingRateHz))],
    ["Pointer", pointers.length === 0 ? "not known yet" : pointers.join(", ")],
    ["Screen", screen === null ? "not known yet" : `${screen.widthPx} × ${screen.heightPx}`],
    ["Began", sayTime(session.createdAt)],
  ];
  return (
    <dl className="facts">
      {facts.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Decisions({ session }: { readonly session: Session }) {
  if (session.decisions.length === 0) {
    return (
      <section className="panel">
        <h2>Decisions</h2>
        <p className="quiet">None yet: it takes some seconds of movement.</p>
      </section>
    );
  }
  return (
    <section aria-label="Decisions" aria-live="polite" className="decisions">
      {inOrderAsked(session.decisions).map((decision) => (
        <article key={decision.kind} className="panel">
          <h2>{QUESTIONS[decision.kind]}</h2>
          <p className="big">
            <Outcome decision={decision} />
          </p>
          <Grounds decision={decision} />
        </article>
      ))}
    </section>
  );
}

function inOrderAsked(decisions: readonly Decision[]): readonly Decision[] {
  return DECISION_KINDS.flatMap((kind) => decisions.filter((decision) => decision.kind === kind));
}

/** What a decision rests on: evidence about who it is, or what was found in the movements. */
function Grounds({ decision }: { readonly decision: Decision }) {
  if (decision.kind === "liveness") return <LivenessFinding decision={decision} />;
  if (decision.kind === "replay") return <ReplayFinding decision={decision} />;
  return (
    <>
      <EvidenceBar decision={decision} />
      <Why decision={decision} />
    </>
  );
}

function Why({ decision }: { readonly decision: RecognitionDecision }) {
  return (
    <details>
      <summary>The figures behind it</summary>
      <dl className="facts">
        <div>
          <dt>Evidence</dt>
          <dd>{decision.logLikelihoodRatio.toFixed(2)}</dd>
        </div>
        <div>
          <dt>Enough for yes · no</dt>
          <dd>
            {decision.threshold.acceptAt.toFixed(2)} · {decision.threshold.rejectAt.toFixed(2)}
          </dd>
        </div>
        <div>
          <dt>Likeness</dt>
          <dd>{decision.score.toFixed(2)}</dd>
        </div>
        <div>
          <dt>Rests on</dt>
          <dd>
            {decision.blocks} blocks, {Math.round(decision.seconds)} s
          </dd>
        </div>
        <div>
          <dt>Set for wrong yes in</dt>
          <dd>{sayRate(decision.threshold.fmr)}</dd>
        </div>
        <div>
          <dt>Model</dt>
          <dd>
            {decision.model.name} {decision.model.version}
          </dd>
        </div>
      </dl>
      {decision.kind === "identification" && decision.candidates.length > 0 ? (
        <table>
          <caption>Most alike of {decision.enrolled} people</caption>
          <thead>
            <tr>
              <th scope="col">Person</th>
              <th scope="col">Likeness</th>
              <th scope="col">Evidence</th>
            </tr>
          </thead>
          <tbody>
            {decision.candidates.map(({ subject, score, logLikelihoodRatio }) => (
              <tr key={subject.id}>
                <th scope="row">
                  <a href={formatRoute({ page: "person", id: subject.id })}>{subject.name}</a>
                </th>
                <td>{score.toFixed(2)}</td>
                <td>{logLikelihoodRatio.toFixed(2)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </details>
  );
}
