/** Compares what a store has with what visitors were promised, and with what the offline way makes of the same batches. */
import { decodeBatch, type EventColumns, meanSignature, streamBlocks } from "@wristprint/core";
import { expect } from "vitest";
import type { Embedder } from "../live/embedder.js";
import type { Store } from "../store/store.js";
import type { Visit } from "./visits.js";

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly data: { readonly id?: string; readonly session?: string | null; readonly enrolment?: string };
}

/** Counted over all visits. */
export interface KeptCounts {
  batches: number;
  blocks: number;
  enrolments: number;
  decisions: number;
}

/**
 * Each visit has ended: its events are there, each once and as they were sent, or forgotten where the project does not
 * keep them; its blocks are those of the offline way, bit for bit; so are its enrolments; and what webhooks are told of
 * it, they are told once.
 *
 * @param deliveries that came or wait, by id
 */
export async function expectKept(
  store: Store,
  visits: readonly Visit[],
  embedder: Embedder,
  deliveries: ReadonlyMap<string, Delivery>,
): Promise<KeptCounts> {
  const { card } = await embedder.describe();
  const size = card.comparison.signatureSize;
  const counts: KeptCounts = { batches: 0, blocks: 0, enrolments: 0, decisions: 0 };
  for (const visit of visits) {
    const { session, project, subject, recording } = visit;
    const about = `session ${session}`;
    const stored = await store.sessions.find(session);
    const { settings } = (await store.projects.get(project)) ?? {};
    const sent = visit.batches.map((bytes) => decodeBatch(bytes));
    const trace = joinEvents(sent);
    const offline = streamBlocks(trace, card.preprocessing);
    expect(stored?.endedAt, about).toBeInstanceOf(Date);
    expect(stored?.summary, about).toMatchObject({
      batches: sent.length,
      events: trace.tMs.length,
      blocks: offline.count,
      scored: offline.count,
    });

    const kept = (await store.recordings.batches(session)).map(({ bytes }) => decodeBatch(bytes));
    // Batches that came close together are kept as one, under the last one's number.
    const wantedEvents = settings?.keepEvents ? sent : [];
    expect(joinEvents(kept), about).toEqual(joinEvents(wantedEvents));
    expect(kept.at(-1)?.sequence, about).toBe(wantedEvents.at(-1)?.sequence);
    expect(new Set(kept.map((batch) => batch.recording)).size, about).toBe(Math.min(1, wantedEvents.length));

    const signatures =
      offline.count === 0 ? new Float32Array() : await embedder.embed(offline.data, offline.count);
    const firstMs = trace.tMs[0] ?? 0;
    const blocks = await store.recordings.blocks(session);
    expect(
      blocks.map(({ signature, model: _, ...block }) => ({ ...block, signature: hex(signature) })),
      about,
    ).toEqual(
      Array.from({ length: offline.count }, (_, index) => ({
        session,
        recording,
        index,
        startMs: (offline.startMs[index] as number) - firstMs,
        endMs: (offline.endMs[index] as number) - firstMs,
        signature: hex(signatures.subarray(index * size, (index + 1) * size)),
      })),
    );

    const enrolments = (await store.enrolments.ofSubject(project, subject)).filter(
      (one) => one.session === session,
    );
    const wanted = offline.count > 0 && (visit.purpose === "enrolment" || visit.enrolments.length > 0);
    expect(enrolments, about).toHaveLength(wanted ? 1 : 0);
    for (const { id, blocks: count, mean } of enrolments) {
      if (visit.purpose === "recognition") expect([id], about).toEqual(visit.enrolments);
      expect(hex(mean), about).toBe(hex(meanSignature(signatures.subarray(0, count * size), size)));
    }

    const { items: decisions } = await store.decisions.list(project, session, { limit: 10_000 });
    const told = [...deliveries.values()].filter(({ data }) => data.session === session);
    const toldOf = (events: readonly string[]) => told.filter(({ event }) => events.includes(event));
    expect(toldOf(["session.ended"]), about).toHaveLength(1);
    expect(
      toldOf(["enrolment"]).map(({ data }) => data.enrolment),
      about,
    ).toEqual(enrolments.map(({ id }) => id));
    expect(
      toldOf(["verification", "identification", "anomaly", "liveness", "replay"])
        .map(({ data }) => data.id)
        .sort(),
      about,
    ).toEqual(decisions.map(({ id }) => id).sort());

    counts.batches += sent.length;
    counts.blocks += blocks.length;
    counts.enrolments += enrolments.length;
    counts.decisions += decisions.length;
  }
  return counts;
}

function hex(values: Float32Array): string {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString("hex");
}

/** A recording's batches as one. */
function joinEvents(batches: readonly EventColumns[]): EventColumns {
  const all = <T>(column: (batch: EventColumns) => Iterable<T>) =>
    batches.flatMap((batch) => [...column(batch)]);
  return {
    tMs: Float64Array.from(all(({ tMs }) => tMs)),
    x: Float32Array.from(all(({ x }) => x)),
    y: Float32Array.from(all(({ y }) => y)),
    kind: Uint8Array.from(all(({ kind }) => kind)),
    button: Uint8Array.from(all(({ button }) => button)),
  };
}
