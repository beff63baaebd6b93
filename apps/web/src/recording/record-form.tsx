import type { Subject } from "@wristprint/api";
import { useState } from "react";
import { PersonField } from "../parts/person-field.js";

/** What a recording is for. */
export type Wish =
  | { readonly purpose: "enrolment"; readonly name: string }
  | { readonly purpose: "recognition"; readonly subject: string | null };

/** What the recording is for, and consent to it. */
export function RecordForm({
  people,
  person,
  busy,
  onStart,
}: {
  readonly people: readonly Subject[];
  /** Whom to record, where the page was opened for somebody. */
  readonly person: string | undefined;
  readonly busy: boolean;
  readonly onStart: (wish: Wish) => void;
}) {
  const named = people.find(({ id }) => id === person);
  const enrolled = people.filter((one) => one.enrolled);
  const [purpose, setPurpose] = useState<Wish["purpose"]>(
    named === undefined && enrolled.length > 0 ? "recognition" : "enrolment",
  );
  const [name, setName] = useState(named?.name ?? "");
  const [claimed, setClaimed] = useState("");
  const ready = purpose === "recognition" || name.trim() !== "";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onStart(
          purpose === "enrolment"
            ? { purpose, name: name.trim() }
            : { purpose, subject: claimed === "" ? null : claimed },
        );
      }}
    >
      <fieldset className="choices">
        <legend>1. What is it for?</legend>
        <label className="choice">
          <input
            type="radio"
            name="purpose"
            checked={purpose === "enrolment"}
            onChange={() => setPurpose("enrolment")}
          />
          <span>
            <b>Teach it who I am</b>
            <small>It learns how you move. A few minutes, once.</small>
          </span>
        </label>
        <label className="choice">
          <input
            type="radio"
            name="purpose"
            checked={purpose === "recognition"}
            onChange={() => setPurpose("recognition")}
          />
          <span>
            <b>Recognise me</b>
            <small>
              {enrolled.length === 0
                ? "It knows nobody yet: teach it somebody first."
                : "It says who you are, or that it does not know you."}
            </small>
          </span>
        </label>
      </fieldset>
      <div className="panel stack">
        <h2>2. Who?</h2>
        {purpose === "enrolment" ? (
          <PersonField
            label="I am"
            people={people}
            value={name}
            onChange={setName}
            hint="A nickname is enough. Choose your earlier one to add to what it knows."
          />
        ) : (
          <label className="field">
            <span>I say that I am</span>
            <select value={claimed} onChange={(event) => setClaimed(event.target.value)}>
              <option value="">nothing: find out who I am</option>
              {enrolled.map(({ id, name: one }) => (
                <option key={id} value={id}>
                  {one}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      <div className="panel stack consent">
        <h2>3. Do you agree?</h2>
        <p>
          Between start and stop this page records{" "}
          <b>where your pointer is and when, button presses and scrolling</b>, and sends it to this server. It
          records no keys and no content, and nothing on other pages. How you move can tell who you are, so it
          is personal data: stop at any time, and erase it under the session or your name. Single movements
          may be kept as long as the session, to find copies of them.
        </p>
        <button type="submit" className="primary large" disabled={busy || !ready}>
          I agree: start recording
        </button>
      </div>
    </form>
  );
}
