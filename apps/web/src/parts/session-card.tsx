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
          <span className="outcome open">{sayUndecided(session)}</span>
        ) : (
          <Outcome decision={decision} />
        )}
        {alarmsOf(session).map((alarm) => (
          <Outcome key={alarm.kind} decision={alarm} />
        ))}
      </span>
      {decision === null ? null : <EvidenceBar decision={decision} />}
      <span className="figures">
        <Figure value={session.scored} one="block" many="blocks" />
        <Figure value={session.batches} one="batch" many="batches" />
        <Figure value={session.events} one="event" many="events" />
        <span className="when">{sayTime(session.createdAt)}</span>
      </span>
    </a>
  );
}

/** What a session is, where nothing is decided about who it is. */
function sayUndecided({ purpose, status }: Session): string {
  const ended = status === "ended";
  if (purpose === "enrolment") return ended ? "A recording to learn from" : "Learning how they move";
  return ended ? "Too little movement to say who" : "Not enough movement yet";
}

function Figure({
  value,
  one,
  many,
}: {
  readonly value: number;
  readonly one: string;
  readonly many: string;
}) {
  return (
    <span>
      <b>{value.toLocaleString("en")}</b> {value === 1 ? one : many}
    </span>
  );
}
