import { useEffect } from "react";
import { useConsole } from "../console-context.js";
import { loadPeople } from "../live/load-people.js";
import { AddByName } from "../parts/add-by-name.js";
import { Empty, Failure, Loading } from "../parts/notice.js";
import { PageHead } from "../parts/page-head.js";
import { useLoad } from "../parts/use-load.js";
import { formatRoute } from "../routing/route.js";

/** Who is known here. */
export function PeoplePage() {
  const { call, project, live } = useConsole();
  const people = useLoad(() => loadPeople(call, project.id), project.id);
  const { reload } = people;

  useEffect(
    () =>
      live.listen(({ type }) => {
        if (type === "enrolled" || type === "erased") void reload();
      }),
    [live.listen, reload],
  );

  return (
    <>
      <PageHead title="People">
        These are the people Wristprint can recognise or is to learn. Add somebody, then record them for a few
        minutes.
      </PageHead>
      <AddByName
        primary
        label="Add a person"
        placeholder="A nickname is enough"
        button="Add"
        onAdd={async (name) => {
          await call("createSubject", { params: { project: project.id }, body: { name } });
          await reload();
        }}
      />
      <Failure error={people.error} />
      {people.data === null && people.error === null ? <Loading /> : null}
      {people.data?.length === 0 ? (
        <Empty title="Nobody yet">
          <p>Add a person above, or press Record and choose “teach it who I am”.</p>
        </Empty>
      ) : null}
      <ul className="cards">
        {people.data?.map((person) => (
          <li key={person.id}>
            <a className="card" href={formatRoute({ page: "person", id: person.id })}>
              <span className="card-head">
                <strong>{person.name}</strong>
                <span className={person.enrolled ? "badge live" : "badge"}>
                  {person.enrolled ? "can be recognised" : "still to learn"}
                </span>
              </span>
              <Learnt blocks={person.blocks} needed={project.settings.enrolmentBlocks} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

/** How much of what is needed has been learnt. */
export function Learnt({ blocks, needed }: { readonly blocks: number; readonly needed: number }) {
  return (
    <span className="learnt">
      <progress max={needed} value={Math.min(blocks, needed)} aria-label="Learnt" />
      <small>
        {blocks} {blocks === 1 ? "block" : "blocks"} learnt{blocks < needed ? `, ${needed} are good` : ""}
      </small>
    </span>
  );
}
