import { expect, it } from "vitest";
import { createPointerStub, someMoves } from "../testing/pointer-stub.js";
import { recordSession } from "./record-session.js";

it("ends at once, lets the source go and throws where events cannot be kept", async () => {
  const { source, listener, stops } = createPointerStub();
  let kept = 0;
  const recording = recordSession({
    source,
    keep() {
      kept++;
      throw new Error("no space left on the disk");
    },
    seconds: 3600,
    stopping: new AbortController().signal,
    clock: () => performance.now(),
    onBegin() {
      listener().onEvents(someMoves(1));
      listener().onEvents(someMoves(1, 1));
    },
    onProgress() {},
  });
  await expect(recording).rejects.toThrow("no space left on the disk");
  expect({ kept, stops: stops() }).toEqual({ kept: 1, stops: 1 });
});
