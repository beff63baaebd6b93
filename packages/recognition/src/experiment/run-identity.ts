import { createHash } from "node:crypto";
import type { TrainingPool } from "./block-pool.js";
import type { ExperimentDefinition } from "./definition.js";
import type { TestBlocks } from "./test-blocks.js";
import { versions } from "./versions.js";

/** Changes with anything that bears on the trained weights, so that no checkpoint of another run is taken up. */
export function runIdentity(
  definition: ExperimentDefinition,
  initial: readonly string[],
  pool: TrainingPool,
  test: TestBlocks,
  device?: string,
): string {
  const {
    title: _title,
    description: _description,
    published: _published,
    evaluation: _evaluation,
    ...bearing
  } = definition;
  const hash = createHash("sha256").update(JSON.stringify([bearing, versions(device), initial]));
  for (const { buffer, byteOffset, byteLength } of [pool.data, pool.user, test.data]) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest("hex");
}
