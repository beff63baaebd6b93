/** The report of a run: one page that needs no network, no script and no other file. */
import { headline } from "./page/headline.js";
import { html, type Markup, trusted } from "./page/markup.js";
import { settings } from "./page/settings.js";
import { STYLESHEET } from "./page/stylesheet.js";
import { blocksTable, usersTable } from "./page/tables.js";
import type { RenderedPlot } from "./render-plots.js";
import type { RunSummary, Task } from "./run-summary.js";

const QUESTIONS: Readonly<Record<Task, string>> = {
  authentication:
    "Authentication asks of every piece of pointer movement: did the owner of this account make it, or a stranger?",
  identification: "Identification asks of every piece of pointer movement: which of these people made it?",
};

/** Nothing may be loaded and nothing may run, whatever a name in the data says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A whole HTML document. The plots come from `renderPlots` for the same summary. */
export function htmlReport(summary: RunSummary, plots: readonly RenderedPlot[]): string {
  const users = usersTable(summary);
  const blocks = blocksTable(summary);
  const links: readonly (readonly [id: string, name: string, there: boolean])[] = [
    ["figures", "Figures", true],
    ["plots", "Plots", plots.length > 0],
    ["users", "User by user", users !== undefined],
    ["blocks", "By number of blocks", blocks !== undefined],
    ["settings", "How it was done", true],
  ];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${summary.title}</title>
<style>${trusted(STYLESHEET)}</style>
</head>
<body>
<header>
<p class="kicker">Wristprint experiment report</p>
<h1>${summary.title}</h1>
${summary.description === "" ? undefined : html`<p class="lead">${summary.description}</p>`}
<p>${QUESTIONS[summary.task]}</p>
<nav aria-label="On this page"><ul>${links
    .filter(([, , there]) => there)
    .map(([id, name]) => html`<li><a href="#${id}">${name}</a></li>`)}</ul></nav>
</header>
<main>
${headline(summary)}
${plotSection(plots)}
${users}
${blocks}
${settings(summary)}
</main>
<footer><p>Names of figures follow ISO/IEC 2382-37: FMR, false match rate, a stranger let in; FNMR, false non-match rate, the owner turned away; mated, score of the owner's movement; non-mated, score of a stranger's.</p></footer>
</body>
</html>
`.markup;
}

function plotSection(plots: readonly RenderedPlot[]): Markup | undefined {
  if (plots.length === 0) return undefined;
  return html`<section id="plots" aria-labelledby="plots-title">
<h2 id="plots-title">Plots, and how to read them</h2>
<div class="plots">
${plots.map(
  ({ svg, howToRead }) => html`<figure class="plot"><div class="picture">${trusted(svg)}</div>
<figcaption>${howToRead}</figcaption></figure>
`,
)}</div>
</section>`;
}
