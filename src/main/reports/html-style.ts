/** The style of the HTML report: light, dark and on paper. Nothing in it comes from an audit. */
export const style = `
:root {
  color-scheme: light dark;
  --page: light-dark(#ffffff, #1e1f24);
  --sunken: light-dark(#f5f6f8, #26282e);
  --text: light-dark(#1b1d22, #e9eaee);
  --quiet: light-dark(#545864, #a9adba);
  --line: light-dark(#dcdee4, #3a3d46);
  --link: light-dark(#2b5bc7, #8cabff);
  --critical: light-dark(#a3160f, #ff8a80);
  --high: light-dark(#d4570a, #f59b4c);
  --medium: light-dark(#c99a00, #e8cb5b);
  --low: light-dark(#7b8190, #979ba8);
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 32px 24px 64px; max-width: 1120px; background: var(--page); color: var(--text);
  font: 14px/1.45 system-ui, -apple-system, 'Segoe UI', Cantarell, Ubuntu, 'Noto Sans', sans-serif;
  overflow-wrap: anywhere;
}
h1 { font-size: 26px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 19px; margin: 40px 0 8px; }
h3 { font-size: 15px; margin: 24px 0 4px; }
p { margin: 4px 0; max-width: 78ch; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
.quiet { color: var(--quiet); }
.lead { font-size: 16px; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 12px; margin: 20px 0 0; padding: 0; list-style: none; }
.tile { background: var(--sunken); border-radius: 8px; border-left: 5px solid; padding: 10px 14px; }
.tile b { display: block; font-size: 26px; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile.critical { border-color: var(--critical); } .tile.high { border-color: var(--high); }
.tile.medium { border-color: var(--medium); } .tile.low { border-color: var(--low); }
.pair { display: grid; grid-template-columns: 3fr 2fr; gap: 0 40px; align-items: start; }
svg { display: block; }
.bar { width: 100%; height: 10px; border-radius: 2px; }
.trend { width: 100%; height: auto; margin: 8px 0; }
.trend text { fill: var(--quiet); font-size: 12px; }
.trend line { stroke: var(--line); }
.fill-critical { fill: var(--critical); } .fill-high { fill: var(--high); }
.fill-medium { fill: var(--medium); } .fill-low { fill: var(--low); }
.dot { display: inline-block; width: 10px; height: 10px; border-radius: 50%; margin-right: 8px; }
.dot.critical { background: var(--critical); } .dot.high { background: var(--high); }
.dot.medium { background: var(--medium); } .dot.low { background: var(--low); }
table { width: 100%; border-collapse: collapse; margin: 8px 0; }
caption { text-align: left; color: var(--quiet); padding: 0 0 4px; }
th { text-align: left; font-weight: 600; color: var(--quiet); }
th, td { padding: 6px 12px 6px 0; vertical-align: top; border-bottom: 1px solid var(--line); }
tbody th { color: inherit; font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.found { table-layout: fixed; }
.found th:nth-child(1) { width: 26%; } .found th:nth-child(2) { width: 24%; } .found th:nth-child(4) { width: 18%; }
.bars { table-layout: fixed; }
.bars th:nth-child(1) { width: 52%; } .bars th:nth-child(2) { width: 56px; }
.bars td { vertical-align: middle; }
.found td div + div { margin-top: 2px; }
.name { font-weight: 600; }
.new { display: inline-block; border: 1px solid var(--link); color: var(--link); border-radius: 4px; padding: 0 5px; font-size: 12px; }
.do { background: var(--sunken); border-radius: 6px; padding: 8px 12px; margin: 8px 0; }
.none { font-size: 16px; padding: 24px; background: var(--sunken); border-radius: 8px; max-width: none; }
footer { margin-top: 48px; border-top: 1px solid var(--line); padding-top: 12px; }
@media screen {
  .long { content-visibility: auto; contain-intrinsic-size: auto 4000px; }
  .found thead th { position: sticky; top: 0; background: var(--page); }
}
@media (max-width: 760px) {
  .tiles { grid-template-columns: repeat(2, 1fr); }
  .pair { grid-template-columns: 1fr; }
}
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .fill-critical, .fill-high, .fill-medium, .fill-low, .dot, .tile, .do { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, caption, .do { break-after: avoid; }
  tr, .tile, .chart { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; }
  @page { margin: 16mm 14mm; }
}
`

/** What the page's policy lets in: this style and nothing else. A test holds it against the style. */
export const styleHash = 'sha256-Pnp1qzAb7CeuPw0HnmT3Cz8zpn3Y2Ct4Vwpn/CgHhY0='
