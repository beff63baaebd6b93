import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeDemonstration } from "@wristprint/datasets";
import type { BenchmarkOptions } from "./benchmark.js";

/** Calls back with a folder in the Balabit format: the one given, or one of generated sessions, removed after. */
export async function withDataFolder<T>(
  options: BenchmarkOptions,
  use: (dir: string) => Promise<T>,
): Promise<T> {
  if (options.data !== undefined) return use(options.data);
  const folder = mkdtempSync(join(tmpdir(), "wristprint-bench-"));
  try {
    options.onProgress?.("generating data; --data DIR takes a folder in the Balabit format instead");
    await writeDemonstration(folder);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
