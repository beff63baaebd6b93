import { API_LIMITS } from "@wristprint/api";
import { useState } from "react";
import { Failure } from "./notice.js";
import { useAction } from "./use-action.js";

/** A line to make something that needs a name alone. */
export function AddByName({
  label,
  placeholder,
  button,
  primary = false,
  onAdd,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly button: string;
  readonly primary?: boolean;
  /** @param name without blanks around it */
  readonly onAdd: (name: string) => Promise<void>;
}) {
  const [name, setName] = useState("");
  const { busy, error, run } = useAction();
  return (
    <form
      className={primary ? "row panel" : "row"}
      onSubmit={(event) => {
        event.preventDefault();
        void run(async () => {
          await onAdd(name.trim());
          setName("");
        });
      }}
    >
      <label className="field">
        <span>{label}</span>
        <input
          value={name}
          onChange={(event) => setName(event.target.value)}
          maxLength={API_LIMITS.nameLetters}
          placeholder={placeholder}
          autoComplete="off"
        />
      </label>
      <button type="submit" className={primary ? "primary" : undefined} disabled={busy || name.trim() === ""}>
        {button}
      </button>
      <Failure error={error} />
    </form>
  );
}
