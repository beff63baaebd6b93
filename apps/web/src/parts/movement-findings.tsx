import type { Liveness, Replay } from "@wristprint/api";
import { formatRoute } from "../routing/route.js";
import { CHANGE_WORDS, sayChance } from "./say-movements.js";

/** How sure it is that a machine moved, and why. */
export function LivenessFinding({ decision }: { readonly decision: Liveness }) {
  const { probability, tracks, reasons, scripted, model } = decision;
  if (scripted) {
    return <p>The browser says itself that a script made these events, and no hand.</p>;
  }
  return (
    <>
      <p>
        <b>{sayChance(probability)}</b> that it was a machine, by {count(tracks, "movement")}.
      </p>
      <meter
        className="finding-meter"
        min={0}
        max={1}
        low={0.5}
        high={0.95}
        optimum={0}
        value={probability}
        aria-label="Chance that it was a machine"
      />
      <div className="evidence-ends" aria-hidden="true">
        <span>person</span>
        <span>machine</span>
      </div>
      {reasons.length === 0 ? null : (
        <>
          <h3>Why</h3>
          <ul className="reasons">
            {reasons.map(({ feature, text, weight }) => (
              <li key={feature}>
                <span className={weight > 0 ? "badge bad" : "badge live"}>
                  {weight > 0 ? "as a machine" : "as a person"}
                </span>{" "}
                {text} <small>({Math.abs(weight).toFixed(1)})</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {model === null ? null : (
        <p className="quiet">
          Model {model.name} {model.version}
        </p>
      )}
    </>
  );
}

/** What of the movements was found among those stored. */
export function ReplayFinding({ decision }: { readonly decision: Replay }) {
  const { tracks, copies, match } = decision;
  if (tracks === 0) {
    return <p>These movements are so straight and even that many people's would be the same.</p>;
  }
  return (
    <>
      <p>
        {count(tracks, "movement")} compared with those stored; {copies === 0 ? "none" : copies} of them there
        already.
      </p>
      {match === null ? null : (
        <dl className="facts">
          <div>
            <dt>Like one of</dt>
            <dd>
              {match.session === null ? (
                "a session since erased"
              ) : (
                <a href={formatRoute({ page: "session", id: match.session })}>
                  session {match.session.slice(0, 8)}
                </a>
              )}
            </dd>
          </div>
          <div>
            <dt>Changed by</dt>
            <dd>{match.changes.map((change) => CHANGE_WORDS[change]).join(", ")}</dd>
          </div>
          <div>
            <dt>Apart by</dt>
            <dd>{match.distancePx.toFixed(1)} px</dd>
          </div>
          <div>
            <dt>Agrees in</dt>
            <dd>{Math.round(100 * match.share)} % of its points</dd>
          </div>
        </dl>
      )}
    </>
  );
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
