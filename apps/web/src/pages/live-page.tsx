import type { Session } from "@wristprint/api";
import { useState } from "react";
import { useConsole } from "../console-context.js";
import { inOrder } from "../live/known-sessions.js";
import { Empty, Loading } from "../parts/notice.js";
import { PageHead } from "../parts/page-head.js";
import { SessionCard } from "../parts/session-card.js";
import { formatRoute } from "../routing/route.js";

const SHOWN_FIRST = 12;

/** Every session as it goes on, without reloading. */
export function LivePage() {
  const { live } = useConsole();
  const [all, setAll] = useState(false);
  const sessions = inOrder(live.sessions);
  const now = sessions.filter(({ status }) => status !== "ended");
  const ended = sessions.filter(({ status }) => status === "ended");
  return (
    <>
      <PageHead
        title="Live"
        actions={
          <a className="button primary" href={formatRoute({ page: "record" })}>
            Record here
          </a>
        }
      >
        Here you watch, as it happens, whom Wristprint recognises. Open a session to see why.
      </PageHead>
      {live.loaded ? null : <Loading />}
      {live.loaded && sessions.length === 0 ? (
        <Empty title="No session yet">
          <p>
            Press <em>Record here</em> and move the mouse for a minute, or put the recording script on a page
            of your own.
          </p>
        </Empty>
      ) : null}
      {now.length > 0 ? <Group title="Now" sessions={now} /> : null}
      {ended.length > 0 ? (
        <Group title="Earlier" sessions={all ? ended : ended.slice(0, SHOWN_FIRST)} />
      ) : null}
      {!all && ended.length > SHOWN_FIRST ? (
        <button type="button" onClick={() => setAll(true)}>
          Show all {ended.length}
        </button>
      ) : null}
    </>
  );
}

function Group({ title, sessions }: { readonly title: string; readonly sessions: readonly Session[] }) {
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className="cards">
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionCard session={session} />
          </li>
        ))}
      </ul>
    </section>
  );
}
