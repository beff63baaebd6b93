/** The figures user by user, and by number of blocks. */
import { type BlocksMetric, type RunSummary, usersOf } from "../run-summary.js";
import { count, isMeasured, NO_VALUE } from "../text.js";
import { html, type Markup } from "./markup.js";
import { wordings } from "./wording.js";

interface TableColumn {
  readonly name: string;
  readonly cell: (user: string) => string;
  readonly mean: string;
  readonly deviation: string;
}

export function usersTable(summary: RunSummary): Markup | undefined {
  const users = usersOf(summary);
  const columns = [...metricColumns(summary), ...blockColumns(summary)];
  if (users.length === 0 || columns.length === 0) return undefined;
  const deviations = columns.some((column) => column.deviation !== "");
  return html`<section id="users" aria-labelledby="users-title">
<h2 id="users-title">User by user</h2>
<div class="wide"><table>
<thead><tr><th scope="col">User</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${users.map(
    (
      user,
    ) => html`<tr><th scope="row">${user}</th>${columns.map(({ cell }) => html`<td class="number">${cell(user)}</td>`)}</tr>
`,
  )}</tbody>
<tfoot><tr><th scope="row">Mean, total</th>${columns.map(({ mean }) => html`<td class="number">${mean}</td>`)}</tr>
${deviations ? html`<tr><th scope="row">Standard deviation</th>${columns.map(({ deviation }) => html`<td class="number">${deviation}</td>`)}</tr>` : undefined}</tfoot>
</table></div>
<p class="note">A block is a fixed number of consecutive pointer movements, the smallest piece that is judged.</p>
</section>`;
}

function metricColumns(summary: RunSummary): TableColumn[] {
  return wordings(summary.task).flatMap(({ key, name, print }): TableColumn[] => {
    const metric = summary.metrics[key];
    if (metric === undefined || Object.keys(metric.perUser).length === 0) return [];
    const isMean = "mean" in metric;
    return [
      {
        name,
        cell: (user) => print(metric.perUser[user]),
        mean: print(isMean ? metric.mean : metric.value),
        deviation: isMean && isMeasured(metric.sd) ? print(metric.sd) : "",
      },
    ];
  });
}

function blockColumns(summary: RunSummary): TableColumn[] {
  const { blocks } = summary.data;
  if (Object.keys(blocks).length === 0) return [];
  return (["train", "validation", "test"] as const).map((part): TableColumn => {
    const total = Object.values(blocks).reduce((sum, counts) => sum + counts[part], 0);
    return {
      name: BLOCK_COLUMNS[part],
      cell: (user) => count(blocks[user]?.[part]),
      mean: count(total),
      deviation: "",
    };
  });
}

const BLOCK_COLUMNS = {
  train: "Training blocks",
  validation: "Validation blocks",
  test: "Test blocks",
} as const;

export function blocksTable(summary: RunSummary): Markup | undefined {
  const { byBlocks, impostorsLearntFrom } = summary.metrics;
  const of = impostorsLearntFrom ? ", impostors whom the models never saw" : "";
  const tables = [
    blocksSection(summary, byBlocks, "blocks", `By number of blocks averaged${of}`),
    blocksSection(
      summary,
      impostorsLearntFrom,
      "learnt-from",
      "The same, impostors whom the models learnt from",
    ),
  ].filter((section) => section !== undefined);
  return tables.length === 0 ? undefined : html`${tables}`;
}

function blocksSection(
  summary: RunSummary,
  metrics: readonly BlocksMetric[] | undefined,
  id: string,
  title: string,
): Markup | undefined {
  const rows = [...(metrics ?? [])].sort((a, b) => a.blocks - b.blocks);
  const columns = wordings(summary.task).flatMap(({ key, name, print }) => {
    if (key === "fnmrAtFmr1" || !rows.some((row) => isMeasured(row[key]))) return [];
    return [{ name, cell: (row: BlocksMetric) => (isMeasured(row[key]) ? print(row[key]) : NO_VALUE) }];
  });
  if (columns.length === 0) return undefined;
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
<div class="wide"><table>
<thead><tr><th scope="col" class="number">Blocks</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    (
      row,
    ) => html`<tr><th scope="row" class="number">${count(row.blocks)}</th>${columns.map(({ cell }) => html`<td class="number">${cell(row)}</td>`)}</tr>
`,
  )}</tbody>
</table></div>
</section>`;
}
