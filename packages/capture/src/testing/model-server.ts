import { decodeBatch, decodeEnvelope, type LiveBatch } from "@wristprint/core";

/** What docs/wire-format.md asks of a server, kept in memory: every batch once, in order. */
export class ModelServer {
  readonly #recordings = new Map<number, LiveBatch[]>();
  /** Batches that came before those before them. */
  gaps = 0;
  repeats = 0;

  /** @returns the number to acknowledge */
  take(bytes: Uint8Array): number {
    const batch = decodeBatch(bytes);
    const kept = this.#recordings.get(batch.recording) ?? [];
    this.#recordings.set(batch.recording, kept);
    if (batch.sequence === kept.length + 1) kept.push(batch);
    else if (batch.sequence <= kept.length) this.repeats += 1;
    else this.gaps += 1;
    return kept.length;
  }

  /** @returns the token that came with it */
  takeEnvelope(bytes: Uint8Array): string {
    const { token, batches } = decodeEnvelope(bytes);
    for (const batch of batches) this.take(batch);
    return token;
  }

  get recordings(): number[] {
    return [...this.#recordings.keys()];
  }

  /** All batches kept, recording by recording. */
  get batches(): LiveBatch[] {
    return [...this.#recordings.values()].flat();
  }

  /** One column of all events kept. */
  column(name: "tMs" | "x" | "y" | "kind" | "button" | "pointer"): number[] {
    return this.batches.flatMap((batch) => [...batch[name]]);
  }
}
