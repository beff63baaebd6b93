/** Decisions epoch by epoch, as Keras's ModelCheckpoint, ReduceLROnPlateau and EarlyStopping make them. */
import { describe, expect, it } from "vitest";
import {
  type Callback,
  type EpochResult,
  keepBest,
  reduceOnPlateau,
  stopEarly,
  type TrainingControl,
} from "./callbacks.js";

/** What the callback leaves of the control after each of these losses. */
function follow(callback: Callback, losses: readonly number[], learningRate = 1): TrainingControl[] {
  let rate = learningRate;
  return losses.map((loss, index) => {
    const control = { learningRate: rate, stop: false, keep: false };
    callback.afterEpoch({ epoch: index + 1, loss, accuracy: 0, learningRate: rate }, control);
    rate = control.learningRate;
    return control;
  });
}

const kept = (controls: TrainingControl[]) => controls.map(({ keep }) => keep);
const rates = (controls: TrainingControl[]) => controls.map(({ learningRate }) => learningRate);
const stops = (controls: TrainingControl[]) => controls.map(({ stop }) => stop);

describe("keepBest", () => {
  it("keeps every epoch better than all before it, not one as good", () => {
    expect(kept(follow(keepBest("loss"), [3, 2, 2, 4, 1]))).toEqual([true, true, false, false, true]);
  });

  it("goes by the validation loss where asked and there is one", () => {
    const decide = (callback: Callback, result: Partial<EpochResult>) => {
      const control = { learningRate: 1, stop: false, keep: false };
      callback.afterEpoch({ epoch: 1, loss: 1, accuracy: 0, learningRate: 1, ...result }, control);
      return control.keep;
    };
    const callback = keepBest("validationLoss");
    expect(decide(callback, { loss: 5, validationLoss: 2 })).toBe(true);
    expect(decide(callback, { loss: 1, validationLoss: 3 })).toBe(false);
    expect(decide(callback, { loss: 1.5 })).toBe(true);
  });
});

describe("reduceOnPlateau", () => {
  const settings = { monitor: "loss", factor: 0.5, patience: 2, floor: 0.2 } as const;

  it("lowers the rate after so many epochs without progress, and begins to count anew", () => {
    const controls = follow(reduceOnPlateau(settings), [3, 3, 3, 3, 3, 2, 2, 2]);
    expect(rates(controls)).toEqual([1, 1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.2]);
  });

  it("takes progress of no more than minDelta for none", () => {
    expect(rates(follow(reduceOnPlateau({ ...settings, minDelta: 0.5 }), [3, 2.6, 2.5]))).toEqual([
      1, 1, 0.5,
    ]);
    expect(rates(follow(reduceOnPlateau({ ...settings, minDelta: 0 }), [3, 2.9, 2.8]))).toEqual([1, 1, 1]);
  });

  it("does not raise a rate that begins below the floor", () => {
    expect(rates(follow(reduceOnPlateau(settings), [3, 3, 3, 3], 0.1))).toEqual([0.1, 0.1, 0.1, 0.1]);
  });
});

describe("stopEarly", () => {
  it("ends the training after so many epochs without progress", () => {
    const callback = stopEarly({ monitor: "loss", minDelta: 0.01, patience: 2 });
    expect(stops(follow(callback, [3, 2, 1.995, 1.98, 1.975, 1.972]))).toEqual([
      false,
      false,
      false,
      false,
      false,
      true,
    ]);
  });
});

describe("a memory", () => {
  it.each([
    ["keepBest", () => keepBest("loss")],
    ["reduceOnPlateau", () => reduceOnPlateau({ monitor: "loss", factor: 0.5, patience: 2, floor: 0 })],
    ["stopEarly", () => stopEarly({ monitor: "loss", minDelta: 0, patience: 3 })],
  ])("%s decides on as before after its way through JSON", (name, create) => {
    const losses = [3, 3, 2, 2, 2, 2, 1, 1, 1, 1];
    const callback = create();
    expect(callback.name).toBe(name);
    const [first, then] = [losses.slice(0, 4), losses.slice(4)];
    const fresh = JSON.stringify(callback.memory());
    const restored = create();
    const before = follow(callback, first);
    restored.restore(JSON.parse(JSON.stringify(callback.memory())));
    const rate = before.at(-1)?.learningRate as number;
    const after = follow(restored, then, rate);
    expect(after).toEqual(follow(callback, then, rate));
    // Not for want of a memory: without one it decides otherwise.
    restored.restore(JSON.parse(fresh));
    expect(follow(restored, then, rate)).not.toEqual(after);
  });
});
