import { useState } from "react";
import type { Call } from "../api/client.js";
import { Failure } from "../parts/notice.js";
import { PasswordField } from "../parts/password-field.js";
import { useAction } from "../parts/use-action.js";

const SHORTEST = 10;

/** The first visit: somebody must choose the console's password. */
export function WelcomePage({
  call,
  needsCode,
  onDone,
}: {
  readonly call: Call;
  readonly needsCode: boolean;
  readonly onDone: () => void;
}) {
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const { busy, error, run } = useAction();
  return (
    <main className="gate">
      <img src="/icon.svg" alt="" width="48" height="48" />
      <h1>Welcome to Wristprint</h1>
      <p className="lead">
        It recognises people by how they move the mouse. Choose a password for this console, so that you alone
        see what it records.
      </p>
      <form
        className="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          const body = needsCode ? { password, code: code.trim() } : { password };
          if (await run(async () => void (await call("setUp", { body })))) onDone();
        }}
      >
        <PasswordField
          label="New password"
          value={password}
          onChange={setPassword}
          hint={`At least ${SHORTEST} letters. Nobody can restore it for you: keep it where you find it again.`}
          autoComplete="new-password"
          minLength={SHORTEST}
        />
        {needsCode ? (
          <label className="field">
            <span>Code from the server</span>
            <input
              value={code}
              onChange={(event) => setCode(event.target.value)}
              autoComplete="one-time-code"
              required
            />
            <small>You are on another machine than the server. It printed this code when it started.</small>
          </label>
        ) : null}
        <Failure error={error} />
        <button type="submit" className="primary" disabled={busy || password.length < SHORTEST}>
          Begin
        </button>
      </form>
    </main>
  );
}
