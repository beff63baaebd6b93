import { useConsole } from "../console-context.js";
import { EvidenceBar } from "../parts/evidence-bar.js";
import { Outcome } from "../parts/outcome.js";
import { alarmsOf, mainDecision } from "../parts/say.js";
import { formatRoute } from "../routing/route.js";
import { sayConnection } from "./say-connection.js";
import type { Recorded } from "./use-recording.js";

/** What the recording has done so far, what came of it, and the buttons that end it. */
export function RecordProgress({
  recorded,
  purpose,
  busy,
  onStop,
  onReset,
  onAgain,
}: {
  readonly recorded: Recorded;
  readonly purpose: "enrolment" | "recognition";
  readonly busy: boolean;
  readonly onStop: () => void;
  readonly onReset: () => void;
  readonly onAgain: () => void;
}) {
  const { live, project } = useConsole();
  const { session: id, state, running } = recorded;
  const session = live.sessions.get(id);
  const scored = session?.scored ?? 0;
  const needed = project.settings.enrolmentBlocks;
  const decision = session === undefined ? null : mainDecision(session);
  const alarms = session === undefined ? [] : alarmsOf(session);
  return (
    <section className={running ? "panel recorder running" : "panel recorder"} aria-label="Recording">
      <div className="recorder-head">
        <span className="recorder-state" role="status">
          <span className="dot-sign" aria-hidden="true" />
          {running ? "Recording" : "Stopped"}
        </span>
        <div className="actions">
          {running ? (
            <button type="button" onClick={onReset} disabled={busy} title="Stops, and erases this recording">
              Reset
            </button>
          ) : (
            <>
              <button type="button" className="primary" onClick={onAgain} disabled={busy}>
                Record again
              </button>
              <a className="button" href={formatRoute({ page: "session", id })}>
                See the session
              </a>
              <button type="button" onClick={onReset} disabled={busy} title="Erases this recording">
                Reset
              </button>
            </>
          )}
        </div>
      </div>
      <div aria-live="polite" className="stack tight">
        {purpose === "enrolment" ? (
          <p className="big">
            {scored >= needed
              ? "✓ That is enough: it knows how you move now."
              : `Learning: ${scored} of ${needed} blocks`}
          </p>
        ) : (
          <p className="big">
            {decision === null ? (
              <span className="outcome open">Move the pointer: it takes some seconds</span>
            ) : (
              <Outcome decision={decision} />
            )}
          </p>
        )}
        {purpose === "recognition"
          ? alarms.map((alarm) => <Outcome key={alarm.kind} decision={alarm} />)
          : null}
      </div>
      {purpose === "enrolment" ? (
        <progress max={needed} value={Math.min(scored, needed)} aria-label="Blocks learnt" />
      ) : null}
      {purpose === "recognition" && decision !== null ? <EvidenceBar decision={decision} /> : null}
      {running ? (
        <div className="recorder-pill">
          <span className="dot-sign" aria-hidden="true" />
          Recording
          <button type="button" className="primary" onClick={onStop} disabled={busy}>
            Stop
          </button>
        </div>
      ) : null}
      <dl className="facts">
        <div>
          <dt>Batches sent</dt>
          <dd>{state?.batchesSent ?? 0}</dd>
        </div>
        <div>
          <dt>Received</dt>
          <dd>{state?.batchesAcknowledged ?? 0}</dd>
        </div>
        <div>
          <dt>Events</dt>
          <dd>{(state?.events ?? 0).toLocaleString("en")}</dd>
        </div>
        <div>
          <dt>Blocks</dt>
          <dd>{scored}</dd>
        </div>
        <div>
          <dt>Connection</dt>
          <dd>{sayConnection(state, running)}</dd>
        </div>
      </dl>
    </section>
  );
}
