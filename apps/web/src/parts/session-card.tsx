import type { Session } from "@wristprint/api";
import { formatRoute } from "../routing/route.js";
import { EvidenceBar } from "./evidence-bar.js";
import { Outcome } from "./outcome.js";
import { mainDecision, STATUS_WORDS, sayTime, sessionTitle } from "./say.js";

/** A session at a glance. */
export function SessionCard({ session }: { readonly session: Session }) {
  const decision = mainDecision(session);
  const changed = session.decisions.find(({ kind, outcome }) => kind === "anomaly" && outcome === "changed");
  return (
    <a className="card session" href={formatRoute({ page: "session", id: session.id })}>
      <span className="card-head">
        <strong>{sessionTitle(session)}</strong>
        <span className={`badge ${session.status}`}>{STATUS_WORDS[session.status]}</span>
      </span>
      <span className="card-outcome">
        {decision === null ? (
          <span className="outcome open">
            {session.purpose === "enrolment"
              ? session.status === "ended"
                ? "A recording to learn from"
                : "Learning how they move"
              : "Not enough movement yet"}
          </span>
        ) : (
          <Outcome decision={decision} />
        )}
        {changed === undefined ? null : <Outcome decision={changed} />}
      </span>
      {decision === null ? null : <EvidenceBar decision={decision} />}
      <span className="figures">
        <span>
          <b>{session.scored}</b> blocks
        </span>
        <span>
          <b>{session.batches}</b> batches
        </span>
        <span>
          <b>{session.events.toLocaleString("en")}</b> events
        </span>
        <span className="when">{sayTime(session.createdAt)}</span>
      </span>
    </a>
  );
}
