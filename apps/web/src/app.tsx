import { useEffect, useMemo, useState } from "react";
import { createClient } from "./api/client.js";
import { ConsoleShell } from "./console-shell.js";
import { SignInPage } from "./pages/sign-in-page.js";
import { WelcomePage } from "./pages/welcome-page.js";
import { Failure, Loading } from "./parts/notice.js";
import { useLoad } from "./parts/use-load.js";
import { applyTheme, readTheme } from "./style/theme.js";

/** Asks who is there, and shows the welcome, the sign-in or the console. */
export function App() {
  const [attempt, setAttempt] = useState(0);
  const call = useMemo(
    () =>
      createClient({
        fetch: (path, request) => window.fetch(path, request),
        onSignedOut: () => setAttempt((before) => before + 1),
      }),
    [],
  );
  const state = useLoad(() => call("consoleState"), String(attempt));
  const again = () => setAttempt((before) => before + 1);

  useEffect(() => applyTheme(readTheme()), []);

  if (state.data === null) {
    return (
      <main className="gate">
        {state.error === null ? (
          <Loading />
        ) : (
          <>
            <Failure error={state.error} />
            <button type="button" onClick={again}>
              Try again
            </button>
          </>
        )}
      </main>
    );
  }
  if (state.data.needsSetup)
    return <WelcomePage call={call} needsCode={state.data.needsCode} onDone={again} />;
  if (!state.data.signedIn) return <SignInPage call={call} onDone={again} />;
  return <ConsoleShell call={call} onSignedOut={again} />;
}
