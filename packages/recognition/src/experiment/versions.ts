import { readFileSync } from "node:fs";

/** What a run was made with. */
export function versions(): Record<string, string> {
  const own = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return { wristprint: own.version, node: process.versions.node };
}
