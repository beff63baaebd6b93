import type { Session } from "@wristprint/api";
import { useState } from "react";
import { useConsole } from "../console-context.js";
import { findOrCreatePerson } from "../live/find-or-create-person.js";
import { loadPeople } from "../live/load-people.js";
import { Failure } from "./notice.js";
import { PersonField } from "./person-field.js";
import { useAction } from "./use-action.js";
import { useLoad } from "./use-load.js";

/** Takes a session's blocks as a person's, new or known. */
export function EnrolAs({ session }: { readonly session: Session }) {
  const { call, project } = useConsole();
  const people = useLoad(() => loadPeople(call, project.id), project.id);
  const [name, setName] = useState(session.subject?.name ?? "");
  const [done, setDone] = useState<string | null>(null);
  const { busy, error, run } = useAction();
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        setDone(null);
        const wanted = name.trim();
        void run(async () => {
          const subject = await findOrCreatePerson(call, project.id, wanted);
          const enrolment = await call("enrol", {
            params: { project: project.id, subject: subject.id },
            body: { session: session.id },
          });
          setDone(`Learnt ${enrolment.blocks} blocks of ${wanted}.`);
          await people.reload();
        });
      }}
    >
      <PersonField label="Enrol as" people={people.data ?? []} value={name} onChange={setName} />
      <button type="submit" className="primary" disabled={busy || name.trim() === "" || session.scored === 0}>
        Enrol
      </button>
      <Failure error={error} />
      <p role="status" className="good-text">
        {done}
      </p>
    </form>
  );
}
