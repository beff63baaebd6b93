import { expect, it } from "vitest";
import type { ConformanceSubject } from "./conformance-subject.js";
import { batch, block, MALFORMED, MODEL, NOBODY, newProject, newSession, SUMMARY } from "./samples.js";

export function recordingConformance(subject: ConformanceSubject): void {
  const begin = async () => {
    const { id: project } = await newProject(subject.store);
    return { project, session: (await newSession(subject.store, project)).id };
  };

  it("keeps batches byte for byte, once each, recordings in order of arrival", async () => {
    const { recordings } = subject.store;
    const { session } = await begin();
    const late = batch(session, 1, 3);
    await recordings.appendBatches([batch(session, 2), batch(session, 1), batch(session, 300)]);
    const again = { ...batch(session, 2), bytes: Uint8Array.of(9), receivedAt: new Date(9) };
    const { refusedSessions } = await recordings.appendBatches([again, late, late]);
    expect([...refusedSessions]).toEqual([]);
    expect(await recordings.batches(session)).toEqual([
      batch(session, 1),
      batch(session, 2),
      batch(session, 300),
      late,
    ]);
  });

  it("refuses batches of ended, erased and unknown sessions, and keeps the others' beside them", async () => {
    const { recordings, sessions } = subject.store;
    const { project, session } = await begin();
    const ended = await newSession(subject.store, project);
    const erased = await newSession(subject.store, project);
    await sessions.end(ended.id, new Date(5), SUMMARY);
    await sessions.erase(project, erased.id);
    const bad = [ended.id, erased.id, NOBODY, ...MALFORMED];
    const { refusedSessions } = await recordings.appendBatches([
      batch(session, 1),
      ...bad.map((id) => batch(id, 1)),
      batch(session, 2),
    ]);
    expect([...refusedSessions].sort()).toEqual(bad.sort());
    expect(await recordings.batches(session)).toHaveLength(2);
    expect(await recordings.batches(ended.id)).toEqual([]);
    for (const id of MALFORMED) expect(await recordings.batches(id)).toEqual([]);
  });

  it("takes none, and the largest numbers of the wire format", async () => {
    const { recordings } = subject.store;
    const { session } = await begin();
    expect((await recordings.appendBatches([])).refusedSessions.size).toBe(0);
    await recordings.appendBlocks([]);
    const largest = batch(session, 0xffff_ffff, 0xffff_ffff);
    await recordings.appendBatches([{ ...largest, bytes: new Uint8Array(60_000).fill(7) }]);
    const [kept] = await recordings.batches(session);
    expect(kept).toMatchObject({ recording: 0xffff_ffff, sequence: 0xffff_ffff });
    expect(kept?.bytes).toEqual(new Uint8Array(60_000).fill(7));
  });

  it("keeps every batch once when many write the same ones at once", async () => {
    const { recordings } = subject.store;
    const { project, session } = await begin();
    const second = (await newSession(subject.store, project)).id;
    const rows = Array.from({ length: 60 }, (_, i) => batch(i % 2 ? session : second, i));
    const orders = [rows, rows.toReversed(), rows.slice(20), rows.slice(0, 40).toReversed(), rows];
    await Promise.all(orders.map((order) => recordings.appendBatches(order)));
    for (const id of [session, second]) {
      const sequences = (await recordings.batches(id)).map(({ sequence }) => sequence);
      const expected = rows.filter((row) => row.session === id).map(({ sequence }) => sequence);
      expect(sequences).toEqual(expected);
    }
  });

  it("has for good what it took, and nothing that it refused, when a session ends meanwhile", async () => {
    const { recordings, sessions } = subject.store;
    const { session } = await begin();
    const writes = Array.from({ length: 12 }, (_, i) => recordings.appendBatches([batch(session, i)]));
    const end = sessions.end(session, new Date(5), SUMMARY);
    const more = Array.from({ length: 12 }, (_, i) => recordings.appendBatches([batch(session, 12 + i)]));
    const answers = await Promise.all([...writes, ...more]);
    await end;
    const taken = answers.flatMap(({ refusedSessions }, i) => (refusedSessions.size === 0 ? [i] : []));
    expect((await recordings.batches(session)).map(({ sequence }) => sequence)).toEqual(taken);
    expect((await recordings.appendBatches([batch(session, 99)])).refusedSessions.size).toBe(1);
  });

  it("erases sessions while batches, blocks and decisions of theirs come, and none stays", async () => {
    const { recordings, sessions } = subject.store;
    const { project } = await begin();
    const ids: string[] = [];
    for (let i = 0; i < 6; i++) ids.push((await newSession(subject.store, project)).id);
    await Promise.all(
      ids.flatMap((id, i) => [
        recordings.appendBatches(ids.map((session) => batch(session, i))),
        sessions.erase(project, id),
        recordings.appendBlocks(ids.toReversed().map((session) => block(session, i))),
      ]),
    );
    const dump = await subject.dump();
    for (const id of ids) expect(dump).not.toContain(id);
  });

  it("keeps blocks to the bit, once each, in the order they came", async () => {
    const { recordings } = subject.store;
    const { session } = await begin();
    await recordings.appendBlocks([block(session, 1), block(session, 0, 9), block(NOBODY, 0), block("x", 0)]);
    const again = { ...block(session, 1), signature: Float32Array.of(5) };
    await recordings.appendBlocks([again, block(session, 0)]);
    const kept = [block(session, 1), block(session, 0, 9), block(session, 0)];
    expect(await recordings.blocks(session)).toEqual(kept);
    for (const id of [NOBODY, ...MALFORMED]) expect(await recordings.blocks(id)).toEqual([]);
  });

  it("gives the newest sessions' blocks, whole sessions of one project and model", async () => {
    const { recordings } = subject.store;
    const { project, session: oldest } = await begin();
    const [middle, newest] = [
      await newSession(subject.store, project),
      await newSession(subject.store, project),
    ];
    const foreign = await begin();
    const of = (session: string, n: number) => Array.from({ length: n }, (_, i) => block(session, i));
    const other = { ...block(newest.id, 9), model: { ...MODEL, version: "2" } };
    await recordings.appendBlocks([...of(oldest, 2), ...of(middle.id, 4), ...of(newest.id, 3)]);
    await recordings.appendBlocks([other, ...of(foreign.session, 2)]);
    const counts = async (limit: number) =>
      (await recordings.latestBlocks(project, MODEL, limit)).map((one) => one.session);
    expect(await counts(3)).toEqual(of(newest.id, 3).map(() => newest.id));
    expect(await recordings.latestBlocks(project, MODEL, 4)).toEqual([
      ...of(newest.id, 3),
      ...of(middle.id, 4),
    ]);
    expect(await counts(100)).toHaveLength(9);
    for (const id of MALFORMED) expect(await recordings.latestBlocks(id, MODEL, 5)).toEqual([]);
  });

  it("forgets an ended session's batches, unless its project keeps them, and keeps its blocks", async () => {
    const { projects, recordings, sessions } = subject.store;
    const { project, session } = await begin();
    const [other, second] = [
      await newSession(subject.store, project),
      await newSession(subject.store, project),
    ];
    await recordings.appendBatches([batch(session, 1), batch(other.id, 1), batch(second.id, 1)]);
    await recordings.appendBlocks([block(session, 0)]);
    await sessions.end(second.id, new Date(0), SUMMARY);
    expect(await recordings.batches(second.id)).toHaveLength(1);
    await projects.change(project, { settings: { keepEvents: false } });
    await sessions.end(session, new Date(0), SUMMARY);
    expect(await recordings.batches(session)).toEqual([]);
    expect(await recordings.batches(other.id)).toHaveLength(1);
    expect(await recordings.blocks(session)).toHaveLength(1);
  });
}
