import { writeKg, writeShare, writeUsd } from "../scale.ts";
import { counted } from "../views/parts.ts";
import { inSentence } from "../views/trade-words.ts";
import { type Html, html } from "./html.ts";
import { causeThat, type ReportContext } from "./report-context.ts";

/** Takes in what the headline figures are, so that they can be pointed at from anywhere. */
function explainLeads({ answers, explanations, code, buyer }: ReportContext): void {
  const { reach, resale, whole, transshipment, explainCommand } = answers;
  const [tier] = reach.result.tiers;
  const top = tier?.by[0];
  const added = resale.result.by[0];
  const bought = `${code} bought by ${buyer}`;
  explanations.add("lead-reach", {
    title: `Purchases of ${bought}`,
    answer: reach,
    part: causeThat(reach, "Tier 1 "),
    formula: "share of a country = its value / the value of tier 1",
    lines: [
      { label: "value", exact: `USD ${tier?.usd ?? "0"}`, command: explainCommand(reach, ["tiers", "1", "usd"]) },
      { label: "weight", exact: `${tier?.kg ?? "0"} kg`, command: explainCommand(reach, ["tiers", "1", "kg"]) },
      {
        label: `share of ${top?.label ?? "the largest"}`,
        exact: `${top?.share ?? "0"} = ${top?.usd ?? "0"} / ${tier?.usd ?? "0"}`,
        command: top === undefined ? null : explainCommand(reach, ["tiers", "1", "by", top.key, "share"]),
      },
      { label: "rows over all tiers", exact: String(reach.result.total.rows), command: null },
      { label: "sellers", exact: String(tier?.parties ?? 0), command: null },
    ],
  });
  const command = added === undefined ? null : explainCommand(resale, ["by", added.key, "share"]);
  explanations.add("lead-resale", {
    title: `Value of ${bought} added in ${added?.label ?? "one country"}, looked through resale`,
    answer: resale,
    part: added === undefined ? undefined : causeThat(resale, added.label),
    lines: [
      { label: "share", exact: added?.share ?? "0", command },
      { label: "least", exact: added?.low ?? "not known", command },
      { label: "most", exact: added?.high ?? "not known", command },
    ],
  });
  explanations.add("lead-whole", {
    title: `Value of ${bought} that is untraced through all inputs`,
    answer: whole,
    lines: [
      {
        label: "untraced share",
        exact: whole.result.untraced.share,
        command: whole.result.untraced.share === "0" ? null : explainCommand(whole, ["untraced", "share"]),
      },
    ],
  });
  if (transshipment === null) return;
  const { total } = transshipment.result;
  explanations.add("lead-through", {
    title: "What could have passed through other countries",
    answer: transshipment,
    lines: [
      { label: "could have passed as it stands", exact: `USD ${total.passableSame}`, command: null },
      { label: "share of all purchases", exact: total.shareOfBought, command: null },
      { label: "intermediates", exact: String(total.intermediates), command: null },
      { label: "could have passed, with what it goes into", exact: `USD ${total.passable}`, command: null },
    ],
  });
}

function direct({ answers, explanations, buyer, code }: ReportContext): Html {
  const [tier] = answers.reach.result.tiers;
  const top = tier?.by[0];
  if (tier === undefined || top === undefined) return html``;
  const figure = (text: string, line: number) => explanations.figure(text, "lead-reach", line);
  return html`<li><strong>Bought directly.</strong> ${buyer.replace(/^the /, "The ")} bought ${code} worth ${figure(writeUsd(tier.usd), 1)}
(${figure(writeKg(tier.kg), 2)}) from ${figure(counted(tier.parties, "seller"), 5)}; ${inSentence(top.label)} is the
largest origin with ${figure(writeShare(top.share), 3)}.</li>`;
}

function added({ answers, explanations }: ReportContext): Html {
  const [top] = answers.resale.result.by;
  if (top === undefined) return html``;
  const figure = (share: string | null, line: number) =>
    share === null ? html`an unknown share` : explanations.figure(writeShare(share), "lead-resale", line);
  return html`<li><strong>Looked through resale.</strong> ${figure(top.share, 1)} of that value was added in
${inSentence(top.label)}: at least ${figure(top.low, 2)}, at most ${figure(top.high, 3)}.</li>`;
}

function passed({ answers, explanations }: ReportContext): Html {
  if (answers.transshipment === null) return html``;
  const { total, origin } = answers.transshipment.result;
  if (total.intermediates === 0) {
    return html`<li><strong>Through other countries.</strong> ${explanations.figure("No country", "lead-through", 3)} in the data
both bought these goods from ${inSentence(origin.label)} and sold them on to ${inSentence(answers.transshipment.result.to.label)}.</li>`;
  }
  const figure = (text: string, line: number) => explanations.figure(text, "lead-through", line);
  return html`<li><strong>Through other countries.</strong> Goods of ${inSentence(origin.label)} worth at most
${figure(writeUsd(total.passableSame), 1)}, ${figure(writeShare(total.shareOfBought), 2)} of all these purchases, could
have come through ${figure(counted(total.intermediates, "other country", "other countries"), 3)}. That they did is not said.</li>`;
}

/** The findings in a few sentences, each figure with the way to its explanation. */
export function summarySection(context: ReportContext): Html {
  explainLeads(context);
  const { answers, explanations } = context;
  const { untraced } = answers.whole.result;
  const warnings = [...new Set([answers.reach, answers.resale, answers.whole].flatMap((answer) => answer.warnings))];
  return html`
<ul class="findings">
${direct(context)}
${added(context)}
<li><strong>Through all inputs.</strong> ${explanations.figure(writeShare(untraced.share), "lead-whole", 1)} of the value
cannot be traced with these data.</li>
${passed(context)}
</ul>
${warnings.length === 0 ? null : html`<h3>To bear in mind</h3><ul>${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`}`;
}
