import type { Trace } from "@wristprint/core";
import { RecognitionError } from "../recognition-error.js";

/**
 * The sessions that a glob names. It is held against the session's name, against `SUBJECT/SESSION` and against
 * `PART/SUBJECT/SESSION`, the part being `training` or `test`; an ending such as `.csv` may stand behind, so that a glob
 * of the files fits too. `*` is anything but a slash, `**`
 * anything, `?` one character, `{a,b}` either.
 *
 * @throws RecognitionError `bad-input` that lists some sessions, where the glob names none
 */
export function chooseSessions(traces: readonly Trace[], glob: string): Trace[] {
  const patterns = [glob, glob.replace(/\.\w+$/, "")].map(globPattern);
  const chosen = traces.filter(({ part, subject, session }) =>
    [session, `${subject}/${session}`, `${part}/${subject}/${session}`].some((name) =>
      patterns.some((pattern) => pattern.test(name)),
    ),
  );
  if (chosen.length > 0) return chosen;
  const some = traces.slice(0, 3).map(({ subject, session }) => `${subject}/${session}`);
  throw new RecognitionError(
    "bad-input",
    `"${glob}" names no session; there are ${traces.length}${some.length > 0 ? `, such as ${some.join(", ")}` : ""}`,
  );
}

function globPattern(glob: string): RegExp {
  let depth = 0;
  const source = glob.replace(/\*\*\/?|[*?{},]|[.+^$()|[\]\\]/g, (token) => {
    if (token.startsWith("**")) return ".*";
    if (token === "*") return "[^/]*";
    if (token === "?") return "[^/]";
    if (token === "{") {
      depth++;
      return "(?:";
    }
    if (token === "}" && depth > 0) {
      depth--;
      return ")";
    }
    if (token === "," && depth > 0) return "|";
    return token === "," ? "," : `\\${token}`;
  });
  return new RegExp(`^${source}${")".repeat(depth)}$`);
}
