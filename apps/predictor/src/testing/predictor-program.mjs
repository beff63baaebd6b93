import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The built program's file. */
export const PROGRAM = fileURLToPath(new URL("../../bin/wristprint-predictor.mjs", import.meta.url));

export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), "predictor-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
