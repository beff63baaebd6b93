/** Imports a folder in a process of its own, so that its memory is that of the import alone. */
import { importDataset } from "@wristprint/datasets";

const [dir, out] = process.argv.slice(2) as [string, string];
const started = performance.now();
const { events } = await importDataset({ dir, format: "balabit", out });
const seconds = (performance.now() - started) / 1000;
// maxRSS counts kibibytes.
console.log(JSON.stringify({ events, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
