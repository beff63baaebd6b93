import { useEffect, useState } from "react";
import { useConsole } from "../console-context.js";
import { ConfirmButton } from "../parts/confirm-button.js";
import { downloadJson } from "../parts/download-json.js";
import { Failure, Loading } from "../parts/notice.js";
import { PageHead } from "../parts/page-head.js";
import { sayTime } from "../parts/say.js";
import { SessionCard } from "../parts/session-card.js";
import { useAction } from "../parts/use-action.js";
import { useLoad } from "../parts/use-load.js";
import { formatRoute } from "../routing/route.js";
import { Learnt } from "./people-page.js";

/** One person: what is known of them, and their rights over it. */
export function PersonPage({ id }: { readonly id: string }) {
  const { call, project, live } = useConsole();
  const params = { project: project.id, subject: id };
  const person = useLoad(() => call("getSubject", { params }), id);
  const enrolments = useLoad(async () => (await call("listEnrolments", { params })).items, id);
  const sessions = useLoad(
    async () =>
      (await call("listSessions", { params: { project: project.id }, query: { subject: id, limit: 20 } }))
        .items,
    id,
  );
  const [gone, setGone] = useState(false);
  const { busy, error, run } = useAction();
  const { reload } = person;
  const { reload: reloadEnrolments } = enrolments;

  useEffect(
    () =>
      live.listen((message) => {
        if (message.type === "enrolled" && message.subject === id) {
          void reload();
          void reloadEnrolments();
        }
        if (message.type === "erased" && message.kind === "subject" && message.id === id) setGone(true);
      }),
    [live.listen, id, reload, reloadEnrolments],
  );

  if (gone) {
    return (
      <PageHead title="Person erased">
        This person and all that was known of them is gone.{" "}
        <a href={formatRoute({ page: "people" })}>See the others</a>.
      </PageHead>
    );
  }
  if (person.data === null) return person.error === null ? <Loading /> : <Failure error={person.error} />;
  const { name, blocks, enrolled } = person.data;

  return (
    <>
      <PageHead
        title={name}
        actions={
          <a className="button primary" href={formatRoute({ page: "record", person: id })}>
            Record {name}
          </a>
        }
      >
        {enrolled
          ? `Wristprint knows how ${name} moves. Record more to make it surer, or take back what it learnt.`
          : `Wristprint does not know yet how ${name} moves. Record them for a few minutes.`}
      </PageHead>
      <section className="panel">
        <h2>What was learnt</h2>
        <Learnt blocks={blocks} needed={project.settings.enrolmentBlocks} />
        <Failure error={enrolments.error} />
        {enrolments.data?.length === 0 ? <p className="quiet">Nothing yet.</p> : null}
        <ul className="rows">
          {enrolments.data?.map((enrolment) => (
            <li key={enrolment.id}>
              <span>
                <b>{enrolment.blocks} blocks</b>{" "}
                <small>
                  {sayTime(enrolment.createdAt)}, model {enrolment.model.name} {enrolment.model.version}
                </small>
              </span>
              {enrolment.session === null ? (
                <small>its session is erased</small>
              ) : (
                <a href={formatRoute({ page: "session", id: enrolment.session })}>session</a>
              )}
              <ConfirmButton
                small
                label="Take back"
                question={`Forget these ${enrolment.blocks} blocks?`}
                onConfirm={async () => {
                  await call("eraseEnrolment", { params: { ...params, enrolment: enrolment.id } });
                  await Promise.all([reload(), reloadEnrolments()]);
                }}
              >
                What was learnt of {name} from that session is removed for good.
              </ConfirmButton>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>Sessions</h2>
        <Failure error={sessions.error} />
        {sessions.data?.length === 0 ? <p className="quiet">None.</p> : null}
        <ul className="cards">
          {sessions.data?.map((session) => (
            <li key={session.id}>
              <SessionCard session={live.sessions.get(session.id) ?? session} />
            </li>
          ))}
        </ul>
      </section>
      <section className="panel">
        <h2>{name}'s rights</h2>
        <p>Everybody may see what is stored of them, take it along, and have it erased.</p>
        <Failure error={error} />
        <div className="actions">
          <button
            type="button"
            disabled={busy}
            onClick={() =>
              run(async () => {
                downloadJson(await call("exportSubject", { params }), `wristprint-${id.slice(0, 8)}.json`);
              })
            }
          >
            Download all of it
          </button>
          <ConfirmButton
            label="Erase person"
            question={`Erase ${name}?`}
            onConfirm={async () => {
              await call("eraseSubject", { params });
              setGone(true);
            }}
          >
            Everything that was learnt of {name} and all their sessions are removed for good.
          </ConfirmButton>
        </div>
      </section>
    </>
  );
}
