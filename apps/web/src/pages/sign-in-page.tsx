import { useState } from "react";
import type { Call } from "../api/client.js";
import { Failure } from "../parts/notice.js";
import { PasswordField } from "../parts/password-field.js";
import { useAction } from "../parts/use-action.js";

export function SignInPage({ call, onDone }: { readonly call: Call; readonly onDone: () => void }) {
  const [password, setPassword] = useState("");
  const { busy, error, run } = useAction();
  return (
    <main className="gate">
      <img src="/icon.svg" alt="" width="48" height="48" />
      <h1>Sign in</h1>
      <p className="lead">
        Wristprint recognises people by how they move the mouse. Give the console's password to go on.
      </p>
      <form
        className="stack"
        onSubmit={async (event) => {
          event.preventDefault();
          if (await run(async () => void (await call("signIn", { body: { password } })))) onDone();
        }}
      >
        <PasswordField
          label="Password"
          value={password}
          onChange={setPassword}
          autoComplete="current-password"
        />
        <Failure error={error} />
        <button type="submit" className="primary" disabled={busy || password === ""}>
          Sign in
        </button>
      </form>
    </main>
  );
}
