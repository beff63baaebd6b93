import type { Session } from "@wristprint/api";
import { formatRoute } from "../routing/route.js";
import { EvidenceBar } from "./evidence-bar.js";
import { Outcome } from "./outcome.js";
import { alarmsOf, mainDecision, STATUS_WORDS, sayTime, sessionTitle } from "./say.js";

/** A session at a glance. */
export function SessionCard({ session }: { readonly session: Session }) {
  const decision = mainDecision(session);
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
        {alarmsOf(session).map((alarm) => (
          <Outcome key={alarm.kind} decision={alarm} />
        ))}
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
