import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDemonstration } from "@wristprint/datasets";

/** A folder for one test file, and how to be rid of it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "wristprint-cli-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Sessions of three people in the layout of balabit; some 30 blocks of each. */
export async function writeSmallData(dir: string): Promise<void> {
  await writeDemonstration(dir, {
    subjects: 3,
    trainingSessions: 2,
    trainingEvents: 2000,
    testSessions: 1,
    testEvents: 300,
    seed: 5,
  });
}

/** Words that make an experiment small enough for a test. */
export const SMALL_RUN = ["--set", "training.epochs=2", "--set", "split.test.count=5"];
