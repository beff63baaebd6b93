/** Replay search: checks of new tracks among very many stored ones, and what storing them takes. */
import { createRandom, quantile } from "@wristprint/core";
import { createReplayIndex, createTrackMaker, type TrackColumns } from "@wristprint/liveness";
import type { Benchmark, BenchmarkOptions, BenchmarkRow } from "./benchmark.js";

const CHECKS = 20_000;
const WARM_UP = 2000;
/** Of the checks, every so manieth is of a stored track, shifted; the others are of new ones. */
const REPLAY_EVERY = 4;
/** Lets a signal to stop have its turn. */
const BREATHE_EVERY = 1000;
const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

export const replayBenchmark: Benchmark = {
  name: "replay",
  description: "is a track a copy of one of 274,238 stored ones, and of ten times as many",
  settings: {
    stored: { description: "tracks stored first, the paper's number", value: 274_238, least: 1000 },
    more: { description: "tracks stored in the end", value: 2_742_380, least: 1000 },
  },
  async run(options) {
    const index = createReplayIndex();
    const make = createTrackMaker(createRandom("bench"));
    const kept: TrackColumns[] = [];
    const rows: BenchmarkRow[] = [];
    const before = process.memoryUsage.rss();
    let addMs = 0;
    for (const stored of [options.settings?.stored ?? 274_238, options.settings?.more ?? 2_742_380]) {
      const [sizeBefore, msBefore] = [index.size, addMs];
      const keepEvery = Math.max(1, Math.floor(stored / (CHECKS / REPLAY_EVERY)));
      while (index.size < stored) {
        if (index.size % BREATHE_EVERY === 0) await breathe();
        const track = make();
        const started = performance.now();
        const number = index.add(track, {
          subject: `user ${index.size % 1000}`,
          name: `${index.size}`,
          atMs: 0,
        });
        addMs += performance.now() - started;
        if (number !== undefined && number % keepEvery === 0) kept.push(track);
        if (index.size % 500_000 === 0 && number !== undefined) options.onProgress?.(`${index.size} stored`);
      }
      const perSecond = (1000 * (index.size - sizeBefore)) / (addMs - msBefore);
      const resident = process.memoryUsage.rss() - before;
      rows.push(
        ...checkRows(index.check, make, kept, `of ${stored}`, options),
        row(`storing, up to ${stored}`, perSecond, "tracks/s"),
        row(`memory set aside, ${stored}`, index.bytes / index.size, "bytes/track"),
        ...Object.entries(index.memory).map(([part, bytes]) =>
          row(`of which ${part}, ${stored}`, bytes / index.size, "bytes/track"),
        ),
        row(`memory of the process, ${stored}`, resident / index.size, "bytes/track"),
      );
    }
    return rows;
  },
};

/** Each round checks other tracks; the row holds the median of the rounds. */
function checkRows(
  check: (track: TrackColumns) => unknown,
  make: () => TrackColumns,
  kept: readonly TrackColumns[],
  which: string,
  { rounds, onProgress }: BenchmarkOptions,
): BenchmarkRow[] {
  const shifted = ({ tMs, x, y }: TrackColumns) => ({
    tMs,
    x: x.map((px) => px + 31),
    y: y.map((py) => py - 17),
  });
  for (let i = 0; i < WARM_UP; i++) check(make());
  const processorMs = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  };
  const p50: number[] = [];
  const p99: number[] = [];
  const p99Processor: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const probes = Array.from({ length: CHECKS }, (_, i) =>
      i % REPLAY_EVERY === 0
        ? shifted(kept[(i / REPLAY_EVERY + round) % kept.length] as TrackColumns)
        : make(),
    );
    const processor: number[] = [];
    const ms = probes.map((probe) => {
      const [started, startedProcessor] = [performance.now(), processorMs()];
      check(probe);
      processor.push(processorMs() - startedProcessor);
      return performance.now() - started;
    });
    p50.push(quantile(ms, 0.5));
    p99.push(quantile(ms, 0.99));
    p99Processor.push(quantile(processor, 0.99));
    onProgress?.(`a check ${which}: p50 ${p50.at(-1)?.toFixed(3)} ms, p99 ${p99.at(-1)?.toFixed(3)} ms`);
  }
  return [
    row(`a check ${which}, p50`, quantile(p50, 0.5), "ms"),
    row(`a check ${which}, p99`, quantile(p99, 0.5), "ms"),
    row(`a check ${which}, p99 of the processor's time`, quantile(p99Processor, 0.5), "ms"),
  ];
}

function row(name: string, value: number, unit: string): BenchmarkRow {
  return { name, value: Math.round(1000 * value) / 1000, unit, peer: null, peerValue: null, ratio: null };
}
