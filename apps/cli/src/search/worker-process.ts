/** A process that works at the search its parent names, and ends with it. */
import { readDataset } from "@wristprint/datasets";
import { parseDefinition, readSearchFolder } from "@wristprint/recognition";
import { describeFailure } from "../describe-failure.js";
import { databaseUrl } from "./database-url.js";
import { workAtSearch } from "./work-at-search.js";
import type { FromWorker, ToWorker } from "./worker-messages.js";

// A search that was stopped or killed leaves no worker behind. At once: what is worth keeping is on the disk, and an
// orderly end would wait for a step of training.
const end = () => process.kill(process.pid, "SIGKILL");
process.on("disconnect", end);

process.once("message", (message: ToWorker) => {
  work(message).then(
    () =>
      process.send?.({ kind: "done" } satisfies FromWorker, () => {
        process.off("disconnect", end);
        process.disconnect();
      }),
    (error: unknown) => {
      const { message = "it failed", exitCode } = describeFailure(error);
      tell({ kind: "failed", message, exitCode });
    },
  );
});

async function work({ out, source, device }: ToWorker): Promise<void> {
  const { search } = readSearchFolder(out);
  const { parts, subjects } = parseDefinition(search.experiment, search.name).data;
  const { traces, report } = await readDataset({ ...source, parts, subjects });
  await workAtSearch({
    out,
    traces,
    format: report.format,
    databaseUrl: databaseUrl(),
    ...(device !== undefined && { device }),
    clock: performance.now.bind(performance),
    tell,
  });
}

function tell(message: FromWorker): void {
  process.send?.(message);
}
