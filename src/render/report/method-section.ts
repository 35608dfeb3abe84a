import { type Html, html } from "./html.ts";
import type { ReportContext } from "./report-context.ts";

/** How the figures come about, in plain words, and how to get them again. */
export function methodSection({ answers }: ReportContext): Html {
  const { software, data, store } = answers.reach.vintage;
  return html`
<dl class="facts">
<dt>Reach</dt><dd>Starting from the purchases of the product, each further tier takes the rows by which the senders of the
tier before bought its inputs, by the input map, or the product itself. Each row counts once, at its smallest tier, with
the value that it states.</dd>
<dt>Attribution</dt><dd>Each seller passes on to its suppliers the share of its sales that it had bought in, and keeps the rest
as added. The resulting absorbing chain is solved whole, with its cycles. The least and the greatest share come from the
same chain with every unknown at its bounds.</dd>
<dt>Through other countries</dt><dd>For each country between, the lesser of what entered from the origin and what left to the
buyer, in the same window.</dd>
<dt>Basis</dt><dd><span class="basis">observed</span> is seen in a record, <span class="basis">reported</span> is said by a source,
<span class="basis">estimated</span> is computed, <span class="basis">assumed</span> is taken for granted. A figure is as good as the
weakest part of it.</dd>
<dt>Vintage</dt><dd>Headwater ${software}, book ${data}${store === null ? null : `, store vintage ${store}`}; asked for ${answers.reach.on}.
Every explanation below names the command that gives its figures again from this vintage.</dd>
</dl>`;
}
