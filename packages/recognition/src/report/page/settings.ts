/** Everything that defines the run: data, network, settings, versions, and the command that repeats it. */
import { printable } from "@wristprint/plots";
import type { RunSummary, Setting } from "../run-summary.js";
import { count, duration } from "../text.js";
import { html, type Markup } from "./markup.js";

export function settings(summary: RunSummary): Markup {
  const { data, network } = summary;
  return html`<section id="settings" aria-labelledby="settings-title">
<h2 id="settings-title">How it was done</h2>
<div class="groups">
${group("Data", [
  ["Format", data.format],
  ["Subjects", count(data.subjects)],
  ["Sessions", count(data.sessions)],
  ["Events", count(data.events)],
])}
${group("Model", [
  ["Architecture", network.architecture],
  ...(network.parameters === undefined ? [] : [["Parameters", count(network.parameters)] as const]),
])}
${group("Preprocessing", entries(summary.preprocessing))}
${group("Training", entries(summary.training))}
${group("Run", [
  ["Name", summary.name],
  ["Task", summary.task],
  ["Seed", String(summary.seed)],
  ["Took", duration(summary.seconds)],
])}
${group("Versions", Object.entries(summary.versions))}
</div>
${repeat(summary)}
</section>`;
}

function repeat({ command }: RunSummary): Markup | undefined {
  if (command === undefined) return undefined;
  return html`<h3>To repeat it</h3>
<pre><code>${command}</code></pre>`;
}

type Entry = readonly [name: string, value: string];

function entries(record: Readonly<Record<string, Setting>> = {}): Entry[] {
  return Object.entries(record).map(([name, value]) => [name, settingText(value)]);
}

/** A setting as one would write it in the experiment file. */
function settingText(value: Setting): string {
  if (value === null) return "none";
  if (typeof value === "object") return value.join(", ");
  return typeof value === "boolean" ? (value ? "yes" : "no") : printable(String(value));
}

function group(name: string, rows: readonly Entry[]): Markup | undefined {
  if (rows.length === 0) return undefined;
  return html`<div class="group"><h3>${name}</h3>
<dl>${rows.map(
    ([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>
`,
  )}</dl></div>
`;
}
