import { formatHs } from "../../vocab/hs-code.ts";
import type { AgreementInput } from "./agreement-input.ts";
import type { AgreementResult, NodeResult } from "./agreement-result.ts";

type Rule = AgreementResult["rules"][number];

const perCent = (share: string | number): string => {
  const value = Number(share) * 100;
  return `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} %`;
};
const whole = (figure: string): string => Math.round(Number(figure)).toLocaleString("en-US");
const millions = (usd: string): string => {
  const value = Number(usd) / 1e6;
  if (Math.abs(value) < 0.05) return `${whole(usd)} USD`;
  return `${value >= 10 ? Math.round(value).toLocaleString("en-US") : value.toFixed(value === 0 ? 0 : 1)} m USD`;
};

/** The rules of an agreement, a sentence each. */
export function ruleLines({ rules, from }: AgreementInput): Rule[] {
  const { floor, facility_tariff: tariff, ban, export_control: control, mutual_recognition: recognition } = rules;
  const when = from === undefined ? "" : ` from ${from}`;
  const of = (products: readonly string[] | undefined) =>
    products === undefined ? "" : ` on ${products.map((code) => `HS ${formatHs(code)}`).join(", ")}`;
  const line = (
    rule: string,
    says: string,
    {
      basis,
      source,
      note,
    }: { basis?: Rule["basis"] | undefined; source?: string | undefined; note?: string | undefined },
  ): Rule => ({
    ...{ rule, says, basis: basis ?? (source === undefined ? "assumed" : "reported") },
    ...{ source: source ?? null, note: note ?? null },
  });
  return [
    ...(floor === undefined
      ? []
      : [
          line(
            "floor",
            `Imports from outside are brought up to ${perCent(floor.alpha)} of the reference price${of(floor.products)}${when}.`,
            floor,
          ),
        ]),
    ...(tariff === undefined
      ? []
      : [
          line(
            "facility tariff",
            `What plants under the rule ${tariff.rule} make owes ${perCent(tariff.rate)}${of(tariff.products)}${when}.`,
            tariff,
          ),
        ]),
    ...(ban === undefined
      ? []
      : [line("ban", `What parties on ${ban.lists.join(", ")} sell does not come in${of(ban.products)}${when}.`, ban)]),
    ...(control === undefined
      ? []
      : [
          line(
            "export control",
            `Members sell nothing to ${control.to === undefined ? "anybody outside" : control.to.join(", ")}${of(control.products)}${when}.`,
            control,
          ),
        ]),
    ...(recognition === undefined
      ? []
      : [line("mutual recognition", `Members accept of each other: ${recognition.of}${when}.`, recognition)]),
  ];
}

function nodeSentence({ product, trade, years, reference, levy, bills, floor }: NodeResult): string {
  const code = `HS ${formatHs(product.code)}`;
  const parts: string[] = [];
  if (trade?.share != null) {
    parts.push(
      `members buy ${perCent(trade.share)} of their imports of ${code} outside (${millions(trade.outside.usd)} in ${trade.year})`,
    );
  } else if (trade !== null) {
    const who =
      trade.reporters === null ? "those outside who report" : trade.reporters.map(({ label }) => label).join(", ");
    parts.push(
      `of ${code} members bought ${millions(trade.outside.usd)} from ${who} in ${trade.year}; of others nothing is held`,
    );
  }
  const [first, last] = [years[0], years.at(-1)];
  if (first?.covers != null) {
    const later =
      last !== undefined && last !== first && last.covers !== null
        ? `, ${perCent(last.covers.planned)} in ${last.year} with all that is dated`
        : "";
    parts.push(`what runs covers ${perCent(first.covers.operational)} of the demand of ${first.year}${later}`);
  }
  const price = reference?.years.at(-1);
  if (reference != null && price !== undefined) {
    const when = price.year === null ? "" : ` in ${price.year}`;
    parts.push(
      price.central === null
        ? `no plant that is priced meets the last ${whole(price.unmet)} ${reference.unit} of demand${when}`
        : `the reference price is ${whole(price.central)} ${reference.currency}/${reference.unit}${when}`,
    );
  }
  if (levy !== null && floor !== null)
    parts.push(`imports below the floor of ${whole(levy.floor)} USD/t owe ${millions(levy.owed)}`);
  if (bills?.owners != null) {
    const { hits, otherHits, owed } = bills.owners;
    const count = hits.length + otherHits;
    parts.push(`the tariff by owner hits ${count} ${count === 1 ? "seller" : "sellers"}, who owe ${millions(owed)}`);
  }
  if (parts.length === 0) return `Of ${code} nothing is known.`;
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The finding of an agreement, a sentence a node. */
export const agreementSentence = (nodes: readonly NodeResult[]): string => nodes.map(nodeSentence).join(" ");

/** What one more is worth, by the figures that change. */
export function candidateSentence(name: string, changes: AgreementResult["candidates"][number]["figures"]): string {
  if (changes.length === 0) return `With ${name} no figure changes.`;
  const told = changes.slice(0, 4).map(({ name: figure, unit, value, difference }) => {
    if (difference === null || value === null)
      return `${figure} ${value === null ? "is no longer known" : `becomes ${shown(value, unit)}`}`;
    return `${figure} ${Number(difference) > 0 ? "rises" : "falls"} by ${shown(difference.replace("-", ""), unit)}`;
  });
  const more = changes.length > told.length ? `; ${changes.length - told.length} more` : "";
  return `With ${name}: ${told.join("; ")}${more}.`;
}

const shown = (value: string, unit: string): string => {
  if (unit === "share") return `${(Number(value) * 100).toFixed(1)} points`;
  return unit === "USD" ? millions(value) : `${whole(value)} ${unit}`;
};
