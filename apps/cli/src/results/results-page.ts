/** `docs/results.md`, from the index. */
import type { ResultRow } from "./result-index.js";

const OPENING = `# Results

What was measured, beside the published figure where there is one, with its protocol: what is worse, too. Made from [experiments/index.csv](../experiments/index.csv) by

\`\`\`sh
npx wristprint experiment results --out docs/results.md
\`\`\`

2 cores (AMD EPYC, Debian 12, Node 20); in parentheses the 95 % interval. Protocols are explained in [protocols](protocols.md).
*Measured* is the day when the figure was written down, and how many minutes its command took where that was kept. Training
amplifies the last digit of every sum, so another build or processor gives slightly other figures.`;

/** Markdown: a table and the commands for each section, in the order of the index. */
export function resultsPage(rows: readonly ResultRow[]): string {
  const sections = [...new Set(rows.map(({ section }) => section))];
  const parts = sections.map((section) => {
    const own = rows.filter((row) => row.section === section);
    return [`## ${section}`, tableOf(own), "Commands:", commandsOf(own)].join("\n\n");
  });
  return `${[OPENING, ...parts].join("\n\n")}\n`;
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
