import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { importDataset } from "./import-dataset.js";
import { readDataset } from "./read-dataset.js";
import { folderWith, temporaryFolder } from "./testing/write-files.js";

/** A process runs the build, because Node 20 does not read TypeScript. */
const BUILD = fileURLToPath(new URL("../dist/index.js", import.meta.url));
const built = existsSync(BUILD);

const IMPORT = `
const { importDataset } = await import(process.argv[1]);
const [dir, out] = process.argv.slice(2);
const onProgress = ({ sessionsDone }) => process.stdout.write(sessionsDone + "\\n");
await importDataset({ dir, out, format: "dfl", onProgress });
process.stdout.write("done\\n");
`;

it.skipIf(!built)(
  `a killed import leaves the old store whole${built ? "" : " (skipped: not built)"}`,
  async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},NoButton,Move,${i % 1000},5`).join("\n");
    const session = `client timestamp,button,state,x,y\n${rows}\n`;
    const dir = folderWith(
      Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`user${i}/a.csv`, session])),
    );
    const out = join(temporaryFolder(), "store.parquet");
    await importDataset({ dir: folderWith({ "user1/a.csv": session }), format: "dfl", out });
    const old = readFileSync(out);
    for (const lastSession of ["1", "6", "12"]) {
      const child = spawn(process.execPath, ["--input-type=module", "-e", IMPORT, BUILD, dir, out]);
      child.stdout.on("data", (lines: Buffer) => {
        if (lines.toString().split("\n").includes(lastSession)) child.kill("SIGKILL");
      });
      await new Promise((resolve) => child.once("close", resolve));
      const { report } = await readDataset({ store: out });
      if (!readFileSync(out).equals(old)) expect(report.sessions).toBe(12);
      else expect(report.sessions).toBe(1);
    }
  },
);
