import type { WorldAtlas } from "../../charts/flow-map.ts";
import type { ReportAnswers } from "../../operations/report/ask-report.ts";
import { MADE_WORLD } from "../views/parts.ts";
import { traceTitle } from "../views/trace.ts";
import { inSentence } from "../views/trade-words.ts";
import { attributionSection } from "./attribution-section.ts";
import { coverageSection } from "./coverage-section.ts";
import { collectExplanations, sourceList } from "./explanations.ts";
import { type Html, html, lines } from "./html.ts";
import { inputsSection } from "./inputs-section.ts";
import { mapSection } from "./map-section.ts";
import { methodSection } from "./method-section.ts";
import { originsSection } from "./origins-section.ts";
import { citation, productCode, type ReportContext } from "./report-context.ts";
import { reportStyle } from "./report-style.ts";
import { summarySection } from "./summary-section.ts";
import { suppliersSection } from "./suppliers-section.ts";
import { throughSection } from "./through-section.ts";

interface Section {
  readonly id: string;
  readonly title: string;
  readonly write: (context: ReportContext) => Html;
}

/** In the order in which they are read; the summary is written first because the others point at its figures. */
const SECTIONS: readonly Section[] = [
  { id: "summary", title: "In short", write: summarySection },
  { id: "origins", title: "Origins, tier by tier", write: originsSection },
  { id: "added", title: "Where the value was added", write: attributionSection },
  { id: "sellers", title: "Suppliers", write: suppliersSection },
  { id: "inputs", title: "Inputs", write: inputsSection },
  { id: "map", title: "Map", write: mapSection },
  { id: "other-countries", title: "Through other countries", write: throughSection },
  { id: "seen", title: "What the data cover", write: coverageSection },
  { id: "method", title: "Method", write: methodSection },
];

/** A whole report as one HTML file that loads nothing and runs nothing. */
export function renderReport(answers: ReportAnswers, atlas: WorldAtlas): string {
  const { result, coverage, on } = answers.reach;
  const { root } = result;
  const context: ReportContext = {
    answers,
    atlas,
    explanations: collectExplanations(),
    buyer: root.party?.label ?? inSentence(root.country?.label ?? "the world"),
    code: productCode(answers),
    source: citation(answers),
  };
  const sections = SECTIONS.map(
    ({ id, title, write }) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>${write(context)}
</section>`,
  );
  const title = traceTitle(result);
  const sources = context.explanations.sources();
  const contents = [...SECTIONS, { id: "explanations", title: "Explanations" }, { id: "sources", title: "Sources" }];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Headwater ${answers.reach.vintage.software}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${title}</title>
<style>${{ html: reportStyle() }}</style>
</head>
<body>
<a class="skip" href="#main">To the findings</a>
<header>
${coverage.made ? html`<p class="banner">${MADE_WORLD}</p>` : null}
<h1>${title}</h1>
<p class="muted">${context.source} As of ${on}.</p>
<nav aria-label="Contents"><ul>${contents.map((each) => html`<li><a href="#${each.id}">${each.title}</a></li>`)}</ul></nav>
</header>
<main id="main">
${lines(sections)}
<section id="explanations" class="explanations" aria-labelledby="explanations-title">
<h2 id="explanations-title">Explanations</h2>
<p>Every figure above points at its line here: what it is exactly, how it was computed, from which sources and rows, and the
command that gives it again.</p>
${context.explanations.section()}
</section>
<section id="sources" aria-labelledby="sources-title">
<h2 id="sources-title">Sources</h2>
${sourceList(sources)}
</section>
</main>
<footer><p>Made with Headwater ${answers.reach.vintage.software}. The data keep the licences of their sources.</p></footer>
</body>
</html>
`.html;
}
