/** Importing a folder of CSV files into a Parquet store, against pandas only reading them. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Benchmark } from "./benchmark.js";
import { withDataFolder } from "./data-folder.js";
import { measureInTurn } from "./measure-in-turn.js";
import { findPeer } from "./peer.js";

interface Imported {
  readonly events: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

export const importBenchmark: Benchmark = {
  name: "import",
  description: "CSV files to a checked Parquet store, against pandas that reads the files and keeps nothing",
  run: (options) =>
    withDataFolder(options, async (dir) => {
      const peer = await findPeer("pandas", "read_pandas.py");
      const peaks: number[] = [];
      let events = 0;
      const row = await measureInTurn(
        {
          name: "import",
          unit: "s",
          better: "less",
          async ours() {
            const imported = await importOnce(dir);
            peaks.push(imported.peakMiB);
            events = imported.events;
            return imported.seconds;
          },
          peer,
          theirs: async (other) => ((await other.run(dir)) as { seconds: number }).seconds,
        },
        options,
      );
      return [
        { ...row, name: `import of ${events} events` },
        {
          name: "peak memory of the import's process",
          value: Math.round(Math.max(...peaks)),
          unit: "MiB",
          peer: null,
          peerValue: null,
          ratio: null,
        },
      ];
    }),
};

async function importOnce(dir: string): Promise<Imported> {
  const folder = mkdtempSync(join(tmpdir(), "wristprint-bench-"));
  try {
    const script = fileURLToPath(new URL("./import-child.js", import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [
      script,
      dir,
      join(folder, "store.parquet"),
    ]);
    return JSON.parse(stdout) as Imported;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
