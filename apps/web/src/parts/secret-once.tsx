import { useState } from "react";

/** A secret that is told this once, to be copied now. */
export function SecretOnce({
  secret,
  what,
  onDone,
}: {
  readonly secret: string;
  readonly what: string;
  readonly onDone: () => void;
}) {
  const [copied, setCopied] = useState(false);
  return (
    <div className="notice once" role="status">
      <p>
        <b>Copy {what} now:</b> it is not shown again.
      </p>
      <div className="joined">
        <input readOnly value={secret} aria-label={what} onFocus={(event) => event.target.select()} />
        <button
          type="button"
          onClick={async () => {
            try {
              await navigator.clipboard.writeText(secret);
              setCopied(true);
            } catch {
              // Without leave to write there, it can be selected and copied by hand.
            }
          }}
        >
          {copied ? "Copied" : "Copy"}
        </button>
      </div>
      <button type="button" onClick={onDone}>
        I have it
      </button>
    </div>
  );
}
