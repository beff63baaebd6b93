/** The figures to quote, with the protocol that they hold under. */
import {
  headlineValue,
  type PooledMetric,
  type PublishedFigure,
  type RunSummary,
  type UserMetric,
} from "../run-summary.js";
import { count, fixed, isMeasured } from "../text.js";
import { html, type Markup } from "./markup.js";
import { type Wording, wordings } from "./wording.js";

export function headline(summary: RunSummary): Markup {
  const cards = wordings(summary.task).flatMap((wording) => {
    const metric = summary.metrics[wording.key];
    return metric === undefined ? [] : [card(wording, metric, summary)];
  });
  return html`<section id="figures" aria-labelledby="figures-title">
<h2 id="figures-title">The figures</h2>
${cards.length === 0 ? html`<p>This run measured nothing.</p>` : html`<ul class="cards">${cards}${longest(summary)}</ul>`}
${giniNote(summary)}
${protocol(summary)}
${published(summary)}
</section>`;
}

function giniNote({ metrics }: RunSummary): Markup | undefined {
  const given = [metrics.auc, metrics.eer, metrics.fnmrAtFmr1, metrics.accuracy].some(
    (metric) => metric !== undefined && "gini" in metric && isMeasured(metric.gini),
  );
  if (!given) return undefined;
  return html`<p class="note">Gini coefficient: how unevenly a figure falls on the users, 0 where all fare alike, towards 1 where it falls on few.</p>`;
}

function protocol(summary: RunSummary): Markup | undefined {
  if (summary.protocol === "") return undefined;
  return html`<p class="protocol"><strong>How this was measured.</strong> ${summary.protocol}</p>`;
}

function card(wording: Wording, metric: UserMetric | PooledMetric, summary: RunSummary): Markup {
  return html`<li class="card"><p class="name">${wording.name}</p>
<p class="value">${wording.print(headlineValue(metric))}</p>
<p class="spread">${spread(wording, metric)}</p>
<p class="meaning">${wording.meaning(summary.task)}</p></li>
`;
}

function spread(wording: Wording, metric: UserMetric | PooledMetric): string {
  const parts: string[] = [];
  if ("mean" in metric) {
    const users = Object.keys(metric.perUser).length;
    parts.push(users === 1 ? "one user" : `mean of ${count(users)} users`);
    if (isMeasured(metric.sd)) parts.push(`standard deviation ${wording.print(metric.sd)}`);
  } else {
    parts.push("all test movements together");
  }
  if (metric.interval !== undefined) {
    parts.push(`95% interval ${wording.print(metric.interval[0])} to ${wording.print(metric.interval[1])}`);
  }
  if ("mean" in metric && isMeasured(metric.gini)) parts.push(`Gini ${fixed(metric.gini, 3)}`);
  return parts.join("; ");
}

/** The first figure of the task again, over as many blocks as were tried. */
function longest(summary: RunSummary): Markup | undefined {
  const tried = [...(summary.metrics.byBlocks ?? [])].sort((a, b) => b.blocks - a.blocks);
  const found = tried.find((metric) => metric.blocks > 1);
  if (found === undefined) return undefined;
  for (const wording of wordings(summary.task)) {
    if (wording.key === "fnmrAtFmr1") continue;
    const value = found[wording.key];
    if (!isMeasured(value)) continue;
    return html`<li class="card"><p class="name">${wording.name} over ${found.blocks} blocks</p>
<p class="value">${wording.print(value)}</p>
<p class="spread">scores of ${found.blocks} consecutive blocks averaged</p>
<p class="meaning">The same figure when the system watches ${found.blocks} times as long before it decides.</p></li>
`;
  }
  return undefined;
}

function published(summary: RunSummary): Markup | undefined {
  const figures = summary.published ?? [];
  if (figures.length === 0) return undefined;
  return html`<h3>Beside what others published</h3>
<div class="wide"><table><thead><tr><th scope="col">Source</th><th scope="col">Figure</th><th scope="col" class="number">Theirs</th><th scope="col" class="number">This run</th></tr></thead>
<tbody>${figures.map((figure) => publishedRow(figure, summary))}</tbody></table></div>
<p class="note">Figures compare only where the protocols agree: a random split is easier than one in order of time.</p>`;
}

function publishedRow(figure: PublishedFigure, summary: RunSummary): Markup {
  const wording = wordings(summary.task).find(({ key }) => key === figure.metric);
  const metric = summary.metrics[figure.metric];
  const print = wording?.print ?? String;
  const ours = metric === undefined ? null : headlineValue(metric);
  return html`<tr><th scope="row">${figure.label}</th><td>${wording?.name ?? figure.metric}</td><td class="number">${print(figure.value)}</td><td class="number">${print(ours)}</td></tr>
`;
}
