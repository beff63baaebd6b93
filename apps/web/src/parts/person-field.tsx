import type { Subject } from "@wristprint/api";
import { useId } from "react";

/** A person's name, with those known to choose from. */
export function PersonField({
  label,
  people,
  value,
  onChange,
  hint,
}: {
  readonly label: string;
  readonly people: readonly Subject[];
  readonly value: string;
  readonly onChange: (name: string) => void;
  readonly hint?: string;
}) {
  const list = useId();
  return (
    <label className="field">
      <span>{label}</span>
      <input
        value={value}
        onChange={(event) => onChange(event.target.value)}
        list={list}
        maxLength={120}
        placeholder="A name or nickname"
        autoComplete="off"
      />
      <datalist id={list}>
        {people.map(({ id, name }) => (
          <option key={id} value={name} />
        ))}
      </datalist>
      {hint === undefined ? null : <small>{hint}</small>}
    </label>
  );
}
