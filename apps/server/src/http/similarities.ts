/** Cosines between mean signatures: who is like whom. */
import { API_LIMITS, type Similarities } from "@wristprint/api";
import { cosineSimilarity } from "@wristprint/core";
import type { ServerContext } from "./context.js";
import { readSessions } from "./read-sessions.js";
import { currentModel } from "./recognition-model.js";

type SimilarityContext = Pick<ServerContext, "store" | "recogniser">;

interface Row {
  readonly id: string;
  readonly name: string;
  readonly sum: Float64Array;
  blocks: number;
}

/** Rows in the order in which the people were first enrolled. */
export async function similaritiesOfSubjects(
  context: SimilarityContext,
  project: string,
): Promise<Similarities> {
  const model = currentModel(context);
  const rows = new Map<string, Row>();
  for (const { subject, mean, blocks } of await context.store.enrolments.ofProject(project, model)) {
    if (!rows.has(subject) && rows.size === API_LIMITS.similarityRows) continue;
    if (!rows.has(subject)) {
      const known = await context.store.subjects.get(project, subject);
      if (known === undefined) continue; // erased meanwhile
      rows.set(subject, { id: subject, name: known.name, sum: new Float64Array(mean.length), blocks: 0 });
    }
    add(rows.get(subject), mean, blocks);
  }
  return { model, ...matrixOf([...rows.values()]) };
}

/** Newest sessions first, by their label, else their subject's name, else their id's start. */
export async function similaritiesOfSessions(
  context: SimilarityContext,
  project: string,
): Promise<Similarities> {
  const model = currentModel(context);
  const blocks = await context.store.recordings.latestBlocks(project, model, API_LIMITS.signatures);
  const sessions = await readSessions(context.store, project, blocks, API_LIMITS.similarityRows);
  const rows = new Map<string, Row>();
  for (const { session, signature } of blocks) {
    const known = sessions.get(session);
    if (known === undefined) continue;
    if (!rows.has(session)) {
      const name = known.label ?? known.subject?.name ?? session.slice(0, 8);
      rows.set(session, { id: session, name, sum: new Float64Array(signature.length), blocks: 0 });
    }
    add(rows.get(session), signature, 1);
  }
  return { model, ...matrixOf([...rows.values()]) };
}

function add(row: Row | undefined, mean: Float32Array, blocks: number): void {
  if (row === undefined || row.sum.length !== mean.length) return;
  for (let i = 0; i < mean.length; i++) row.sum[i] += blocks * mean[i];
  row.blocks += blocks;
}

/** Sums point where means do, and the cosine asks for no more. */
function matrixOf(rows: readonly Row[]): Pick<Similarities, "items" | "matrix"> {
  const sums = rows.map(({ sum }) => Float32Array.from(sum));
  return {
    items: rows.map(({ id, name, blocks }) => ({ id, name, blocks })),
    matrix: sums.map((a) => sums.map((b) => cosineSimilarity(a, b))),
  };
}
