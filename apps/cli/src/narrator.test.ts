import { expect, it } from "vitest";
import { createNarrator } from "./narrator.js";

function narration({ quiet = false, isTTY = false } = {}) {
  let text = "";
  let now = 0;
  const stream = { write: (part: string) => (text += part), isTTY };
  const narrator = createNarrator({ stream, quiet, clock: () => now });
  return { narrator, text: () => text, wait: (ms: number) => (now += ms) };
}

it("writes plain progress at most every two seconds", () => {
  const { narrator, text, wait } = narration();
  const progress = narrator.progress("reading");
  for (let done = 0; done <= 100; done++) {
    progress.update(done, 100, "sessions");
    wait(50);
  }
  expect(text()).toBe("reading: 40 %, sessions\nreading: 80 %, sessions\n");
});

it("says nothing of work that is done at once", () => {
  const { narrator, text, wait } = narration();
  const progress = narrator.progress("reading");
  wait(100);
  progress.update(1, 1, "sessions");
  progress.end();
  expect(text()).toBe("");
});

it("writes milestones at once, and progress only a while after", () => {
  const { narrator, text, wait } = narration();
  const progress = narrator.progress("training");
  progress.milestone("user7 is trained");
  wait(1999);
  progress.update(1, 0, "loss");
  wait(1);
  progress.update(1, 2, "loss");
  expect(text()).toBe("training: user7 is trained\ntraining: 50 %, loss\n");
});

it("keeps quiet when it is told to", () => {
  const { narrator, text, wait } = narration({ quiet: true });
  narrator.say("word");
  const progress = narrator.progress("reading");
  wait(5000);
  progress.update(1, 2, "sessions");
  progress.milestone("one");
  expect(text()).toBe("");
});
