import { expect, it } from "vitest";
import { sampleTraces } from "../testing/sample-traces.js";
import { dataIdentity } from "./data-identity.js";

const traces = sampleTraces({ subjects: 2, sessions: 2, events: 50 });

it("is the same for the same sessions, and changes with any event, name or order of them", () => {
  const [first, ...rest] = traces;
  if (first === undefined) throw new Error("a trace expected");
  const others = [
    [...rest, first],
    rest,
    [{ ...first, subject: "other" }, ...rest],
    [{ ...first, session: "other" }, ...rest],
    [{ ...first, genuine: first.genuine !== true }, ...rest],
    [{ ...first, x: first.x.map((x, i) => (i === 49 ? x + 1 : x)) }, ...rest],
    [{ ...first, tMs: first.tMs.map((t, i) => (i === 49 ? t + 1e-9 : t)) }, ...rest],
    [{ ...first, button: first.button.map((code, i) => (i === 0 ? code + 1 : code)) }, ...rest],
  ];
  const identities = [traces, ...others].map((one) => dataIdentity(one));
  expect(new Set(identities).size).toBe(identities.length);
  expect(dataIdentity(sampleTraces({ subjects: 2, sessions: 2, events: 50 }))).toBe(identities[0]);
});
