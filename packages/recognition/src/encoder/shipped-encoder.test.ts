/** The encoder that ships: it loads, is small, says what it is, and sees one movement alike at any rate. */
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  BUTTONS,
  cosineSimilarity,
  createComparator,
  createRandom,
  type EventColumns,
  meanSignature,
  streamBlocks,
} from "@wristprint/core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Encoder, loadEncoder } from "./load-encoder.js";

const folder = fileURLToPath(new URL("../../../../models/encoder", import.meta.url));
let encoder: Encoder;
beforeAll(async () => {
  encoder = await loadEncoder(folder, { threads: 1 });
});
afterAll(() => encoder.release());

/** Where a hand is at a time: strokes from target to target of least jerk (Flash & Hogan 1985), with short rests. */
function smoothMovement(seconds: number, seed: string): (tMs: number) => { x: number; y: number } {
  const random = createRandom(seed);
  const strokes: { from: number; to: number; ax: number; ay: number; bx: number; by: number }[] = [];
  let [at, x, y] = [0, 700, 400];
  while (at < 1000 * seconds) {
    const [bx, by] = [100 + 1400 * random.uniform(), 80 + 750 * random.uniform()];
    const to = at + 250 + 0.6 * Math.hypot(bx - x, by - y);
    strokes.push({ from: at, to, ax: x, ay: y, bx, by });
    [at, x, y] = [to + 150 * random.uniform(), bx, by];
  }
  return (tMs) => {
    const next = strokes.findIndex(({ to }) => to >= tMs);
    const { from, to, ax, ay, bx, by } = strokes[next] as (typeof strokes)[number];
    const part = Math.max(0, (tMs - from) / (to - from));
    const way = part ** 3 * (10 - 15 * part + 6 * part ** 2);
    return { x: ax + way * (bx - ax), y: ay + way * (by - ay) };
  };
}

/** As a recorder of so many events a second writes it: whole pixels, nothing while the pointer rests. */
function record(position: ReturnType<typeof smoothMovement>, seconds: number, rateHz: number): EventColumns {
  const rows: [tMs: number, x: number, y: number][] = [];
  for (let i = 0; i < seconds * rateHz; i++) {
    const tMs = (1000 * i) / rateHz;
    const [x, y] = [Math.round(position(tMs).x), Math.round(position(tMs).y)];
    const last = rows.at(-1);
    if (!last || last[1] !== x || last[2] !== y) rows.push([tMs, x, y]);
  }
  return {
    tMs: Float64Array.from(rows, ([tMs]) => tMs),
    x: Float32Array.from(rows, ([, x]) => x),
    y: Float32Array.from(rows, ([, , y]) => y),
    kind: new Uint8Array(rows.length),
    button: new Uint8Array(rows.length).fill(BUTTONS.indexOf("none")),
  };
}

async function signatureOf(events: EventColumns, thinned = true): Promise<Float32Array> {
  const { preprocessing } = encoder.card;
  const { data } = streamBlocks(events, thinned ? preprocessing : { ...preprocessing, thinning: null });
  return meanSignature(await encoder.embed(data), encoder.card.signatureSize);
}

it("is small, made of people whom its figures are not of, and says how it was made", () => {
  const bytes = ["model.json", "model.onnx", "cohort.safetensors"].map(
    (name) => statSync(`${folder}/${name}`).size,
  );
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2e6);
  expect(encoder.card.command).toMatch(/^wristprint encoder train sapimouse /);
  expect(encoder.card.metrics).toMatchObject({ subjects: 24, byBlocks: expect.any(Array) });
  expect(encoder.card.limits).not.toHaveLength(0);
  expect(createComparator(encoder.card.comparison, encoder.cohort).smallestReference).toBe(5);
});

it("gives recordings of one movement at 1,000 Hz and at 60 Hz nearly the same signature", async () => {
  for (const seed of ["one", "two", "three"]) {
    const movement = smoothMovement(40, seed);
    const slow = await signatureOf(record(movement, 40, 60));
    const fast = record(movement, 40, 1000);
    const [thinned, raw] = [await signatureOf(fast), await signatureOf(fast, false)];
    // Measured: 0.993 to 0.994.
    expect(cosineSimilarity(slow, thinned)).toBeGreaterThan(0.98);
    expect(cosineSimilarity(slow, raw)).toBeLessThan(0.8);
  }
});
