import { colourTokens } from "../../charts/colours.ts";

function tokens(mode: "light" | "dark"): string {
  return Object.entries(colourTokens(mode))
    .map(([name, colour]) => `${name}:${colour}`)
    .join(";");
}

/** The style of a report: screen in light and dark, and A4 or Letter paper. */
export function reportStyle(): string {
  return `
:root{color-scheme:light dark;${tokens("light")}}
@media screen and (prefers-color-scheme:dark){:root{${tokens("dark")}}}
*{box-sizing:border-box}
body{margin:0;overflow-wrap:anywhere;background:var(--paper);color:var(--ink);font:16px/1.45 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:1000px;margin:0 auto;padding:0 24px}
header{padding-top:32px}
h1{font-size:28px;line-height:1.2;margin:0 0 8px}
h2{font-size:20px;margin:48px 0 8px;border-top:1px solid var(--line);padding-top:16px}
h3{font-size:16px;margin:24px 0 8px}
p,ul,ol,dl{max-width:72ch}
li{margin:4px 0}
a{color:var(--accent)}
a:focus-visible,[tabindex]:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
:target{outline:2px solid var(--accent);outline-offset:4px}
.muted,figcaption,caption,.unit,.note,footer{color:var(--muted)}
.banner{border:2px solid var(--ink);padding:8px 12px;font-weight:600}
.skip{position:absolute;left:-999px}.skip:focus{left:8px;top:8px}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 16px}
nav a{display:inline-block;min-height:28px}
figure{margin:16px 0}
figure svg{max-width:100%;height:auto;display:block}
figcaption{font-size:14px;max-width:80ch;margin-top:4px}
.scroll{overflow-x:auto;margin:16px 0}
table{overflow-wrap:normal;border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums lining-nums}
caption{text-align:left;font-weight:600;padding:4px 0;color:var(--ink)}
th,td{padding:5px 10px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
thead th{vertical-align:bottom;border-bottom:1px solid var(--ink)}
th{font-weight:400}thead th{font-weight:600}
.unit{font-weight:400;display:block;font-size:12px}
th.number,td.number{text-align:right;padding:5px 10px}
td.number{white-space:nowrap}
tr .number:last-child{padding-right:0}
.figure,.date{white-space:nowrap}
.code,code,.formula{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:13px}
code{overflow-wrap:anywhere}
td .figure{color:inherit;text-decoration-style:dotted;text-decoration-color:var(--muted);text-underline-offset:3px}
.findings li{margin:12px 0}
.basis{font-size:12px;border:1px solid var(--line);border-radius:4px;padding:0 5px;white-space:nowrap}
dl.facts{display:grid;grid-template-columns:max-content 1fr;gap:6px 20px}
dl.facts dd{margin:0}dt{font-weight:600}
.explanation{border-bottom:1px solid var(--line);padding:4px 0 16px;font-size:14px}
.explanation dd{margin:0 0 6px}.explanation ul{margin:0;padding-left:18px}
.figures{font-size:13px;max-width:none}
.formula{overflow-wrap:anywhere}
.sources{font-size:14px}
footer{font-size:14px;margin-top:48px;padding-bottom:48px}
@media (max-width:600px){dl.facts{grid-template-columns:1fr}h1{font-size:24px}}
@page{margin:16mm}
@media print{
body{font-size:10.5pt}
header,main,footer{max-width:none;padding:0}
nav,.skip{display:none}
a{color:inherit;text-decoration:none}
h2{break-after:avoid;margin-top:24pt}h3,caption{break-after:avoid}
figure,tr,dt,.explanation li{break-inside:avoid}
.scroll{overflow:visible}
table,figcaption{font-size:8.5pt}
.unit,.code{font-size:inherit}
.explanation,.figures{font-size:8.5pt}
.explanations{break-before:page}
}
`;
}
