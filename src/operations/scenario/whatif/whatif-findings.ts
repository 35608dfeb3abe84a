import { decimal, format, percent, round, sum, toNumber } from "../../../vocab/decimal.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import { countryLabel, productLabel } from "../../trade/labels.ts";
import { figureText } from "../figure-text.ts";
import type { WhatIfFigure } from "./whatif-figures.ts";
import type { WhatIfParts } from "./whatif-parts.ts";
import { ENGINES } from "./whatif-parts.ts";
import type { WhatIfResult } from "./whatif-result.ts";
import type { WhatIfRun } from "./whatif-run.ts";

const MILLION = 1e6;
/** Below it an amount is written to ten thousand dollars. */
const FULL = 100 * MILLION;

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))/g, ",");

function dollars(text: string): string {
  const value = toNumber(decimal(text));
  if (Math.abs(value) < MILLION) return `USD ${grouped(format(round(decimal(text), 0)))}`;
  return `USD ${grouped((value / MILLION).toFixed(Math.abs(value) < FULL ? 2 : 1))} million`;
}

const tonnes = (text: string): string => `${grouped(format(round(decimal(text), 0)))} t`;

const weekText = (weeks: number): string => (weeks === 0 ? "at once" : `in week ${weeks}`);

function hitSentence({ hits }: WhatIfParts): string | null {
  const [product] = hits?.products ?? [];
  const [buyer] = hits?.buyers ?? [];
  if (hits === null || product === undefined || buyer === undefined || product.hit === 0) return null;
  const who = hits.by === "country" ? "countries" : "buyers";
  return (
    `Of ${dollars(product.bought)} paid for HS ${formatHs(product.code)}, ${dollars(product.through)} comes over trade that stops, ` +
    `at ${product.hit} of ${product.buyers} ${who}; ${inSentence(buyer.label)} is hit most, with ${percent(round(decimal(buyer.share), 3))} of what it buys.`
  );
}

function weeksSentence({ weeks }: WhatIfParts): string | null {
  if (weeks === null) return null;
  const { hit, first } = weeks.totals;
  if (first === null) return `Nobody runs short within ${weeks.weeks} weeks.`;
  return `${hit} run short within ${weeks.weeks} weeks, ${inSentence(first.label)} first, ${weekText(first.week)} (${first.on}).`;
}

function dutySentence({ duty }: WhatIfParts): string | null {
  const total = duty?.imports?.total;
  if (total === undefined) return null;
  return `The imports asked about owe ${dollars(total.scenario.total)} in place of ${dollars(total.baseline.total)}.`;
}

function controlSentence({ control }: WhatIfParts): string | null {
  const [first] = control?.verdicts ?? [];
  if (control === null || first === undefined) return null;
  const count = control.verdicts.length + control.otherVerdicts;
  const many = count === 1 ? "1 verdict of a rule of control changes" : `${count} verdicts of rules of control change`;
  return `${many}, the first that of ${first.party.label} under ${first.rule}.`;
}

function planSentence({ plans }: WhatIfParts): string | null {
  const moved = plans?.find(({ asItIs, plan }) => plan === null || (asItIs !== null && Number(asItIs.more) !== 0));
  if (moved === undefined) return null;
  const { buyer, demand, product, year, plan, missing, asItIs } = moved;
  const asked = `the ${tonnes(demand.quantity)} of HS ${formatHs(product.code)} that ${inSentence(buyer.label)} bought in ${year}`;
  if (plan === null) return `Of ${asked}, ${tonnes(missing[0]?.quantity ?? demand.quantity)} have no source.`;
  const left = Number(plan.unmet) === 0 ? "a plan brings all" : `a plan leaves ${tonnes(plan.unmet)} without a source`;
  const [first] = plan.flows;
  const most =
    first === undefined ? "" : `, ${percent(round(decimal(first.share), 3))} from ${inSentence(first.label)}`;
  const bought = format(sum([decimal(plan.landed), decimal(plan.switching)]));
  const before = asItIs?.bought == null ? "" : ` in place of ${dollars(asItIs.bought)}`;
  return `Of ${asked}, ${left}${most}, for ${dollars(bought)} landed${before}.`;
}

/** What was found in a few sentences; that nothing changes is one as well. */
export function whatIfSentence({ parts, said }: Pick<WhatIfRun, "parts" | "said">): string {
  const sentences = [
    hitSentence(parts),
    weeksSentence(parts),
    dutySentence(parts),
    controlSentence(parts),
    planSentence(parts),
  ].filter((text) => text !== null);
  if (sentences.length > 0) return `If “${said.title}”: ${sentences.join(" ")}`;
  return said.edits.length === 0
    ? "The scenario has no edit: nothing changes."
    : `Nothing that was asked about changes if “${said.title}”.`;
}

/** What no plan brings. */
function withoutSource({ plans }: WhatIfParts): WhatIfResult["without"] {
  return (plans ?? []).flatMap(({ product, buyer, demand, plan, missing }) => {
    const tonnes = plan === null ? (missing[0]?.quantity ?? demand.quantity) : plan.unmet;
    if (Number(tonnes) === 0) return [];
    const share = figureText(Number(tonnes) / Number(demand.quantity));
    return [{ product: product.code, productLabel: product.label, buyer, tonnes, share }];
  });
}

/** The answer but for the scenarios that it is compared with. */
export function whatIfFindings(
  run: WhatIfRun,
  figures: readonly WhatIfFigure[],
): Omit<WhatIfResult, "compare" | "dataset"> {
  const { asked, said, parts, sensitivity, assumptions } = run;
  const { book, products, revision, to } = asked;
  return {
    because: whatIfSentence(run),
    scenario: { title: said.title, about: said.about, edits: [...said.edits] },
    products: products.map((code) => ({ code, label: productLabel(book, code, revision) })),
    buyer: to === null ? null : { key: to, label: countryLabel(to) },
    figures: [...figures],
    parts,
    without: withoutSource(parts),
    engines: ENGINES.map(({ part, title, tells, cannot }) => ({
      engine: title,
      ran: parts[part] !== null,
      tells,
      cannot,
    })),
    assumptions: [...assumptions],
    sensitivity: [...sensitivity],
  };
}
