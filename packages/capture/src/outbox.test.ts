import { expect, it } from "vitest";
import type { Progress } from "./capture-state.js";
import { createOutbox } from "./outbox.js";

function filled(batches: number) {
  const progress = { batchesAcknowledged: 0, batchesWaiting: 0 } as Progress;
  const outbox = createOutbox(progress);
  for (let i = 1; i <= batches; i++) outbox.add(new Uint8Array(i));
  return { progress, outbox };
}

it("numbers batches from 1 and keeps them until they are acknowledged", () => {
  const { outbox, progress } = filled(4);
  expect(outbox.after(2).map(({ sequence }) => sequence)).toEqual([3, 4]);
  expect(outbox.size).toBe(10);
  expect(outbox.acknowledge(3)).toBe(true);
  expect(outbox.after(0).map(({ sequence }) => sequence)).toEqual([4]);
  expect(outbox.size).toBe(4);
  expect(progress).toMatchObject({ batchesAcknowledged: 3, batchesWaiting: 1 });
  outbox.add(new Uint8Array(1));
  expect(outbox.after(0).map(({ sequence }) => sequence)).toEqual([4, 5]);
});

it.each([undefined, 0, 2, -1, 5, Number.NaN, Number.POSITIVE_INFINITY])(
  "lets go of nothing for %s",
  (number) => {
    const { outbox, progress } = filled(4);
    outbox.acknowledge(2);
    expect(outbox.acknowledge(number)).toBe(false);
    expect(progress).toMatchObject({ batchesAcknowledged: 2, batchesWaiting: 2 });
    expect(outbox.size).toBe(7);
  },
);
