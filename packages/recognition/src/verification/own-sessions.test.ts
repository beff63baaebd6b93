import { expect, it } from "vitest";
import { sampleTraces } from "../testing/sample-traces.js";
import { ownSessions } from "./own-sessions.js";

const [trace] = sampleTraces({ subjects: 2, sessions: 1 }) as [ReturnType<typeof sampleTraces>[number]];

it("keeps what is the subject's own, or of a part of which nobody says anything", () => {
  const { genuine: _, ...plain } = trace;
  const training = { ...plain, part: "training" as const };
  const own = { ...plain, part: "test" as const, genuine: true };
  const stranger = { ...own, genuine: false };
  const unknown = { ...plain, part: "test" as const };
  expect(ownSessions([training, own, stranger, unknown])).toEqual([training, own]);
  expect(ownSessions([training, unknown])).toEqual([training, unknown]);
  expect(ownSessions([stranger])).toEqual([]);
});
