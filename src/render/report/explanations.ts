import type { Explanation } from "../../evidence/explanation.ts";
import { cite, type Source } from "../../evidence/source.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { counted } from "../views/parts.ts";
import { type Html, html, lines } from "./html.ts";

/** One line of a table or one figure of a sentence: what exactly it is, and the command that walks it down to rows. */
export interface ExplainedLine {
  readonly label: string;
  /** Unrounded, with units. */
  readonly exact: string;
  readonly command: string | null;
}

/** What is said once for the figures of a table or a picture. */
export interface Explained {
  readonly title: string;
  /** How each kind of figure is computed. */
  readonly formula?: string;
  readonly answer: Answer;
  /** The part of the answer's explanation that is about these figures; the whole when left out. */
  readonly part?: Explanation | undefined;
  readonly lines: readonly ExplainedLine[];
}

interface Entry extends Explained {
  readonly id: string;
}

/** Collects explanations while the report is written, so that every figure can point at its own. */
export interface Explanations {
  /** Takes an explanation; the place of its nth line is `<id>-<n>`, from 1. */
  add(id: string, explained: Explained): void;
  /** The figure as a link to line `line` of explanation `id`. */
  figure(text: string, id: string, line: number): Html;
  section(): Html;
  sources(): readonly Source[];
}

const anchor = (id: string, line: number): string => `x-${id}-${line}`;

/** A source's id as the name of a place in the page. */
const sourceKey = ({ id }: Source): string => `source-${id.replace(/[^\w-]+/g, "-")}`;

function sourceLinks(sources: readonly Source[]): Html {
  const unique = [...new Map(sources.map((source) => [sourceKey(source), source])).values()];
  return lines(unique.map((source) => html`<li><a href="#${sourceKey(source)}">${source.title}</a></li>`));
}

function inputsOf({ inputs = [] }: Explanation): Html {
  if (inputs.length === 0) return html``;
  const items = inputs.map(
    ({ name, value, basis }) =>
      html`<li>${name}: ${value}${basis === undefined ? null : html` <span class="basis">${basis}</span>`}</li>`,
  );
  return html`<dt>Inputs</dt><dd><ul>${items}</ul></dd>`;
}

function entryHtml({ id, title, formula, answer, part, lines: figures }: Entry): Html {
  const whole = answer.explanation;
  const about = part ?? whole;
  const rows = about?.rows ?? whole?.rows;
  const formulas = [about?.formula, formula].filter((each) => each !== undefined);
  const command = about?.command ?? whole?.command;
  const sources = about === null || about.sources.length === 0 ? (whole?.sources ?? []) : about.sources;
  return html`
<article class="explanation" id="x-${id}">
<h3>${title}</h3>
<p>${about?.sentence ?? ""} <span class="basis">${about?.basis ?? ""}</span></p>
<dl>
${formulas.length === 0 ? null : html`<dt>Formula</dt>${formulas.map((each) => html`<dd class="formula">${each}</dd>`)}`}${about === null ? null : inputsOf(about)}
${rows === undefined ? null : html`<dt>Rows</dt><dd>${counted(rows.used, "row")} used, ${String(rows.rejected)} rejected</dd>`}
<dt>Sources</dt><dd><ul>${sourceLinks(sources)}</ul></dd>
${command === undefined ? null : html`<dt>To reproduce it</dt><dd><code>${command}</code></dd>`}
</dl>
<ol class="figures">
${figures.map(
  (line, at) =>
    html`<li id="${anchor(id, at + 1)}" tabindex="-1"><b>${line.label}</b>: ${line.exact}${
      line.command === null ? null : html`<br><code>${line.command}</code>`
    }</li>\n`,
)}</ol>
</article>`;
}

export function collectExplanations(): Explanations {
  const entries = new Map<string, Entry>();
  return {
    add(id, explained) {
      if (entries.has(id)) throw new Error(`There are two explanations called "${id}".`);
      entries.set(id, { id, ...explained });
    },
    figure(text, id, line) {
      const exact = entries.get(id)?.lines[line - 1]?.exact;
      if (exact === undefined) throw new Error(`The figure "${text}" has no explanation "${id}", line ${line}.`);
      return html`<a class="figure" href="#${anchor(id, line)}">${text}</a>`;
    },
    section: () => lines([...entries.values()].map(entryHtml)),
    sources() {
      const found = new Map<string, Source>();
      const collect = ({ sources, because = [] }: Explanation): void => {
        for (const source of sources) if (!found.has(sourceKey(source))) found.set(sourceKey(source), source);
        for (const cause of because) collect(cause);
      };
      for (const { answer } of entries.values()) if (answer.explanation !== null) collect(answer.explanation);
      return [...found.values()];
    },
  };
}

/** All sources that an explanation names, with what may be done with them. */
export function sourceList(sources: readonly Source[]): Html {
  const items = sources.map((source) => {
    const isLink = source.url !== undefined && /^https?:\/\//i.test(source.url);
    const { locator: _, ...named } = source;
    return html`<li id="${sourceKey(source)}">${cite(named)}${source.licence === undefined ? null : html`; licence: ${source.licence}`}${
      isLink ? html`. <a href="${source.url ?? ""}" rel="noreferrer">${source.url ?? ""}</a>` : null
    }${source.note === undefined ? null : html`<br><small>${source.note}</small>`}</li>\n`;
  });
  return html`<ul class="sources">${items}</ul>`;
}
