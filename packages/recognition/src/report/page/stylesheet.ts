/** The page's look: light and dark, phone and desk, screen and paper. No fonts, pictures or scripts to load. */
export const STYLESHEET = `
:root { color-scheme: light dark; --ground: #f5f7fa; --card: #ffffff; --ink: #1f2933; --quiet: #52606d;
  --line: #d9dfe5; --accent: #0072b2; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #14191f; --card: #1e252d; --ink: #e4e9ee; --quiet: #a3b0bd; --line: #35404b; --accent: #56b4e9; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
header, main, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2rem; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: 0 0 .5rem; overflow-wrap: anywhere; }
h2 { font-size: 1.35rem; margin: 2.75rem 0 1rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { max-width: 48rem; overflow-wrap: anywhere; }
a { color: var(--accent); }
.kicker { color: var(--quiet); margin: 0 0 .25rem; font-size: .875rem; }
.lead { font-size: 1.1rem; margin: 0 0 1rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 0; }
.cards { list-style: none; margin: 0; padding: 0; display: grid; gap: 1rem;
  grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); }
.card, .group, .plot { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
.card { padding: 1rem 1.1rem; }
.card p { margin: 0; }
.card .name { font-weight: 600; }
.card .value { font-size: 2.2rem; line-height: 1.25; font-weight: 700; color: var(--accent);
  font-variant-numeric: tabular-nums; }
.card .spread { font-size: .875rem; }
.card .meaning { font-size: .875rem; color: var(--quiet); margin-top: .5rem; }
.protocol { background: var(--card); border-left: 4px solid var(--accent); border-radius: .25rem;
  padding: .75rem 1rem; margin: 1rem 0 0; max-width: none; }
.plots { display: grid; gap: 1.25rem;
  grid-template-columns: repeat(auto-fit, minmax(min(34rem, 100%), 1fr)); }
.plot { margin: 0; overflow: hidden; }
/* Plots are drawn on white, in dark mode too. */
.plot .picture { background: #ffffff; overflow-x: auto; text-align: center; }
.plot svg { display: block; margin: 0 auto; width: 100%; max-width: 42rem; min-width: 20rem; height: auto; }
.plot figcaption { padding: .75rem 1.1rem 1rem; border-top: 1px solid var(--line); font-size: .95rem; }
#blocks .wide { width: fit-content; max-width: 100%; }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: .6rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; font-size: .95rem; }
th, td { padding: .4rem .9rem; text-align: left; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--quiet); font-weight: 600; vertical-align: bottom; }
tbody th { font-weight: 600; overflow-wrap: anywhere; min-width: 6rem; }
tfoot th, tfoot td { font-weight: 600; }
tfoot tr:first-child > * { border-top: 2px solid var(--line); }
th.number, td.number { text-align: right; }
td.number { white-space: nowrap; }
.note { font-size: .875rem; color: var(--quiet); }
.groups { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); }
.group { padding: .9rem 1.1rem; }
.group h3 { margin: 0 0 .4rem; }
dl { margin: 0; }
dl > div { display: flex; justify-content: space-between; gap: 1rem; padding: .15rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; min-width: 0; }
pre { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: .9rem 1.1rem;
  white-space: pre-wrap; overflow-wrap: anywhere; }
footer { padding-top: 1.5rem; padding-bottom: 2.5rem; color: var(--quiet); font-size: .875rem; }
@media (max-width: 30rem) { header, main, footer { padding-left: .6rem; padding-right: .6rem; } }
@media print {
  :root { color-scheme: light; --ground: #fff; --card: #fff; --ink: #000; --quiet: #444; --line: #bbb; --accent: #0072b2; }
  nav { display: none; }
  .plots { display: block; }
  .plot { margin-bottom: 1rem; }
  .plot svg { max-width: 15cm; min-width: 0; }
  .plot, .card, .group, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
