import { CoreError, joinFloats } from "@wristprint/core";
import type { Embedder } from "./embedder.js";
import type { CutBlock } from "./session-intake.js";

/** Signatures of blocks, asked for while their batches are still on their way to the store. */
export interface BlockEmbedder {
  /** Begins with blocks whose batches are not kept yet: what comes of them is used once they are, or never. */
  foresee(cut: readonly CutBlock[]): void;
  /**
   * @returns [blocks, signature size]
   * @throws whatever the embedder does, or CoreError `shape-mismatch` for numbers that are not so many signatures. Asked
   *   again, it does not rest on what failed.
   */
  embed(cut: readonly CutBlock[]): Promise<Float32Array>;
}

/** @param size of a signature */
export function createBlockEmbedder(embedder: Pick<Embedder, "embed">, size: number): BlockEmbedder {
  const foreseen = new WeakMap<CutBlock, Promise<Float32Array>>();

  function askedBefore(cut: readonly CutBlock[]): readonly Promise<Float32Array>[] | undefined {
    const asked = cut.flatMap((block) => foreseen.get(block) ?? []);
    for (const block of cut) foreseen.delete(block);
    return asked.length === cut.length ? asked : undefined;
  }

  return {
    foresee(cut) {
      for (const block of cut) {
        const signature = embedder.embed(block.data, 1);
        // Who asks for it hears of it; a block that is never kept is asked for by nobody.
        signature.catch(() => {});
        foreseen.set(block, signature);
      }
    },
    async embed(cut) {
      const asked = askedBefore(cut);
      const made = asked
        ? joinFloats(await Promise.all(asked))
        : await embedder.embed(joinFloats(cut.map(({ data }) => data)), cut.length);
      if (made.length === cut.length * size) return made;
      throw new CoreError(
        "shape-mismatch",
        `${cut.length} signatures of ${size} numbers expected, got ${made.length} numbers`,
      );
    },
  };
}
