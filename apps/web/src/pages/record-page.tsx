import { useState } from "react";
import { useConsole } from "../console-context.js";
import { findOrCreatePerson } from "../live/find-or-create-person.js";
import { loadPeople } from "../live/load-people.js";
import { Failure } from "../parts/notice.js";
import { PageHead } from "../parts/page-head.js";
import { useAction } from "../parts/use-action.js";
import { useLoad } from "../parts/use-load.js";
import { RecordForm, type Wish } from "../recording/record-form.js";
import { RecordProgress } from "../recording/record-progress.js";
import { useRecording } from "../recording/use-recording.js";
import { TASKS } from "../tasks/registry.js";

/** Be recorded on this page, to be learnt or to be recognised. */
export function RecordPage({ person }: { readonly person?: string }) {
  const { call, project } = useConsole();
  const people = useLoad(() => loadPeople(call, project.id), project.id);
  const { recorded, begin, stop, reset, forget } = useRecording(call, project.id);
  const [wish, setWish] = useState<Wish | null>(null);
  const [task, setTask] = useState(TASKS[0]?.name);
  const { busy, error, run } = useAction();

  const start = (wanted: Wish) =>
    run(async () => {
      setWish(wanted);
      if (wanted.purpose === "recognition") {
        await begin({
          purpose: "recognition",
          ...(wanted.subject === null ? {} : { subject: wanted.subject }),
        });
        return;
      }
      const subject = await findOrCreatePerson(call, project.id, wanted.name);
      await begin({ purpose: "enrolment", subject: subject.id });
      await people.reload();
    });

  if (recorded === null) {
    return (
      <>
        <PageHead title="Record">
          Here you let Wristprint watch your pointer on this page: first teach it who you are, then see
          whether it recognises you.
        </PageHead>
        <Failure error={people.error ?? error} />
        {people.data === null ? null : (
          <RecordForm people={people.data} person={person} busy={busy} onStart={start} />
        )}
      </>
    );
  }

  const Task = TASKS.find(({ name }) => name === task)?.Task;
  return (
    <>
      <PageHead title="Record">
        {recorded.running
          ? "Your pointer is being recorded. Do one of the tasks below, and stop whenever you like."
          : "Nothing is recorded any more. See below what came of it."}
      </PageHead>
      <Failure error={error} />
      <div className="recording">
        <RecordProgress
          recorded={recorded}
          purpose={wish?.purpose ?? "recognition"}
          busy={busy}
          onStop={() => run(stop)}
          onReset={() => run(reset)}
          onAgain={forget}
        />
        {recorded.running ? (
          <section ref={bringIntoView} className="panel stack tasks" aria-label="Tasks">
            <fieldset className="segments">
              <legend className="hidden">Task</legend>
              {TASKS.map(({ name, label }) => (
                <label key={name}>
                  <input type="radio" name="task" checked={task === name} onChange={() => setTask(name)} />
                  <span>{label}</span>
                </label>
              ))}
            </fieldset>
            {Task === undefined ? null : <Task />}
          </section>
        ) : null}
      </div>
    </>
  );
}

/** What is to be done now should be seen without scrolling, also on a phone. */
function bringIntoView(section: HTMLElement | null): void {
  section?.scrollIntoView({ block: "nearest" });
}
