import { readFileSync } from "node:fs";

/**
 * What a run was made with.
 * @param device where networks computed; the processor is not told
 */
export function versions(device = "cpu"): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return { wristprint: own.version, node: process.versions.node, ...(device !== "cpu" && { device }) };
}
