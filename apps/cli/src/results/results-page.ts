/** `docs/results.md`, from the index. */
import type { ResultRow } from "./result-index.js";

function opening(rows: readonly ResultRow[]): string {
  const dates = rows.map(({ date }) => date).sort();
  return `# Results

What was measured, beside the published figure where there is one, with its protocol: what is worse, too. Made from [experiments/index.csv](../experiments/index.csv) by

\`\`\`sh
npx wristprint experiment results --out docs/results.md
\`\`\`

From ${dates[0]} to ${dates.at(-1)}, on 2 virtual cores of an AMD EPYC, Debian 12, Node 20. *Measured* is the day when
the figure was written down, and how many minutes its command took where that was kept; other work often ran beside it. The seed is the
protocol's or the command's; where neither names one it is 1, which is every command's and every shipped model's unless
said otherwise. In parentheses is the 95 % interval. Protocols are explained in [protocols](protocols.md). Training amplifies
the last digit of every sum, so another build or processor gives slightly other figures.`;
}

/** Markdown: a table and the commands for each section, in the order of the index. */
export function resultsPage(rows: readonly ResultRow[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const own = rows.filter((row) => row.section === section);
    return [`## ${section}`, tableOf(own), "Commands:", commandsOf(own)].join("\n\n");
  });
  return `${[opening(rows), ...parts].join("\n\n")}\n`;
}

function tableOf(rows: readonly ResultRow[]): string {
  const header = ["what", "figure", "published", "ours", "protocol", "measured"];
  const lines = rows.map((row) => [
    nameOf(row),
    row.blocks === ""
      ? row.metric
      : `${row.metric}, ${row.blocks} ${row.blocks === "1" ? "block" : "blocks"}`,
    row.published === "" ? "–" : `${row.published} (${row.source})`,
    row.low === "" ? row.ours : `${row.ours} (${row.low}–${row.high})`,
    row.protocol,
    row.minutes === "" ? row.date : `${row.date}, ${row.minutes} min`,
  ]);
  return [header, header.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n");
}

/** Each command once. */
function commandsOf(rows: readonly ResultRow[]): string {
  const commands = [...new Set(rows.map(({ command }) => command))];
  return ["```sh", ...commands, "```"].join("\n");
}

function nameOf({ what, experiment }: ResultRow): string {
  return experiment === "" ? what : `[\`${what}\`](../experiments/${experiment}.json)`;
}
