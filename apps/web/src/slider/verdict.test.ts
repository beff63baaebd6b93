import type { Decision, Liveness, Replay } from "@wristprint/api";
import { expect, it } from "vitest";
import { verdictOf } from "./verdict.js";

const head = { id: "i", session: "s", at: "2026-01-01T00:00:00Z", tracks: 1 };

function liveness(outcome: Liveness["outcome"]): Decision {
  const look = { probability: 0.5, reasons: [], scripted: false, model: null };
  return { ...head, kind: "liveness", outcome, ...look };
}
function replay(outcome: Replay["outcome"]): Decision {
  return { ...head, kind: "replay", outcome, copies: 0, match: null };
}

it.each([
  ["a person with movements of their own", [liveness("person"), replay("original")], "Passed"],
  ["a person whose movements are too plain to compare", [liveness("person"), replay("undecided")], "Passed"],
  ["a machine", [liveness("machine"), replay("original")], "Refused: a machine moved it"],
  ["a person's movements, again", [liveness("person"), replay("copied")], "Refused: a copy"],
  ["a machine's copy", [liveness("machine"), replay("copied")], "Refused: a machine, with a copy"],
  ["what is not clear", [liveness("undecided"), replay("original")], "Not sure"],
  ["what no detector looked at", [replay("original")], "Not sure"],
  ["a keyboard", [], "Nothing to judge"],
])("takes %s for what it is", (_, decisions, text) => {
  expect(verdictOf(decisions).text).toContain(text);
});
