import { createRandom } from "@wristprint/core";
import { createReplayIndex, createTrackMaker, type TrackColumns } from "@wristprint/liveness";
import { expect, it } from "vitest";
import type { StoredTracks, TrackStore } from "../../store/store.js";
import { DEFAULT_LIVE_LIMITS } from "../live-limits.js";
import { createReplayIndexes } from "./replay-indexes.js";
import { createTrackBytes } from "./track-bytes.js";

const clock = { at: 1_000_000, now: () => clock.at, after: () => () => {} };
const make = createTrackMaker(createRandom("replay indexes"));
/** Tracks that are not too plain to be found. */
const tracks: TrackColumns[] = [];
while (tracks.length < 8) {
  const track = make();
  const number = createReplayIndex().add(track, { subject: "", name: "", atMs: 0 });
  if (number !== undefined) tracks.push(track);
}

function bytesOf(...own: TrackColumns[]): Uint8Array {
  const bytes = createTrackBytes(Number.POSITIVE_INFINITY);
  for (const track of own) bytes.append(track);
  return bytes.bytes();
}

/** A store that keeps tracks in order of their sessions' ends, a page a session. */
function storeOf(...kept: StoredTracks[]) {
  let failing = false;
  return {
    kept,
    fail: (now: boolean) => {
      failing = now;
    },
    tracks: {
      async list(project: string, { after, endedSince }: Parameters<TrackStore["list"]>[1]) {
        if (failing) throw new Error("the store is away");
        const since = endedSince?.getTime() ?? Number.NEGATIVE_INFINITY;
        const items = project === "p" ? kept.filter(({ endedAt }) => endedAt.getTime() >= since) : [];
        const from = Number(after ?? 0);
        return { items: items.slice(from, from + 1), next: from + 1 < items.length ? `${from + 1}` : null };
      },
      ofSession: async (session: string) => kept.find((one) => one.session === session)?.bytes,
    },
  };
}

const at = (session: string, endedMs: number, ...own: TrackColumns[]): StoredTracks => ({
  session,
  endedAt: new Date(endedMs),
  bytes: bytesOf(...own),
});
const indexesOf = (store: ReturnType<typeof storeOf>, limits = {}) =>
  createReplayIndexes(store, clock, { ...DEFAULT_LIVE_LIMITS, ...limits });
type Indexes = ReturnType<typeof indexesOf>;
const sourceOf = async (indexes: Indexes, track: TrackColumns, project = "p") =>
  (await indexes.check(project, track))?.sources[0]?.subject;

it("finds what is stored in every page, in its own project alone", async () => {
  const indexes = indexesOf(storeOf(at("a", 1, tracks[0]), at("b", 2, tracks[1], tracks[2])));
  expect(await sourceOf(indexes, tracks[0])).toBe("a");
  expect(await sourceOf(indexes, tracks[2])).toBe("b");
  expect(await sourceOf(indexes, tracks[3])).toBeUndefined();
  expect(await sourceOf(indexes, tracks[0], "another")).toBeUndefined();
});

it("knows of sessions as they end and are erased, also while it reads", async () => {
  const store = storeOf(at("a", 1, tracks[0]));
  const indexes = indexesOf(store);
  const first = sourceOf(indexes, tracks[1]);
  const [added] = [at("b", 2, tracks[1])];
  store.kept.push(added);
  indexes.add("p", "b", added.endedAt, added.bytes);
  indexes.forget(["a"]);
  expect(await first).toBe("b");
  expect(await sourceOf(indexes, tracks[0])).toBeUndefined();
  indexes.forget(["b"]);
  expect(await sourceOf(indexes, tracks[1])).toBeUndefined();
  expect(indexes.size).toBe(0);
});

it("names no session that another server erased, and finds those that ended there", async () => {
  const store = storeOf(at("a", 1, tracks[0]), at("b", 2, tracks[0]));
  const indexes = indexesOf(store);
  expect(await sourceOf(indexes, tracks[0])).toBeDefined();
  store.kept.splice(0, 2, at("c", clock.at, tracks[4]));
  expect(await sourceOf(indexes, tracks[0])).toBeUndefined();
  expect(await sourceOf(indexes, tracks[4])).toBeUndefined();
  clock.at += DEFAULT_LIVE_LIMITS.replaySyncMs;
  expect(await sourceOf(indexes, tracks[4])).toBe("c");
});

it("fails while the store cannot be read, and reads anew then", async () => {
  const store = storeOf(at("a", 1, tracks[0]));
  const indexes = indexesOf(store);
  store.fail(true);
  await expect(indexes.check("p", tracks[0])).rejects.toThrow("away");
  store.fail(false);
  expect(await sourceOf(indexes, tracks[0])).toBe("a");
});

it("holds the newest where there are too many, and checks no more than may wait", async () => {
  const store = storeOf(...tracks.map((track, i) => at(`${i}`, 10 - i, track)));
  const four = store.kept.slice(0, 4).reduce((sum, { bytes }) => sum + bytes.length, 0);
  const indexes = indexesOf(store, { replayBytes: four, waitingChecks: 1 });
  const [newest, over] = await Promise.all([indexes.check("p", tracks[1]), indexes.check("p", tracks[1])]);
  expect(newest?.sources[0]?.subject).toBe("1");
  expect(over).toBeUndefined();
  expect(await sourceOf(indexes, tracks[6])).toBeUndefined();
  indexes.add("p", "new", new Date(99), bytesOf(tracks[7]));
  expect(indexes.size).toBeLessThanOrEqual(5);
  store.kept.push(at("new", 99, tracks[7]));
  expect(await sourceOf(indexes, tracks[7])).toBe("new");
});

it("makes room for a project in the one that holds most", async () => {
  const store = storeOf(...tracks.slice(0, 6).map((track, i) => at(`${i}`, 10 - i, track)));
  const all = store.kept.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const indexes = indexesOf(store, { replayBytes: all });
  expect(await sourceOf(indexes, tracks[5])).toBe("5");
  await indexes.check("q", tracks[6]);
  indexes.add("q", "other", new Date(1), bytesOf(tracks[6]));
  store.kept.push(at("other", 1, tracks[6]));
  expect(await sourceOf(indexes, tracks[6], "q")).toBe("other");
  expect(await sourceOf(indexes, tracks[5])).toBeUndefined();
  expect(await sourceOf(indexes, tracks[0])).toBe("0");
  // Room is used again: what was dropped for others stays away, and what is new is taken.
  indexes.forget(["0", "1"]);
  indexes.add("p", "newest", new Date(98), bytesOf(tracks[7]));
  store.kept.push(at("newest", 98, tracks[7]));
  expect(await sourceOf(indexes, tracks[7])).toBe("newest");
});
