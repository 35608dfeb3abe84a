import { InvalidInput } from "../../errors.ts";
import { firstDayOf, type Month, monthAfter } from "../../pricing/month.ts";
import { country } from "../../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../../vocab/country-group.ts";
import { hsDigits } from "../../vocab/hs-code.ts";
import { figureText } from "../scenario/figure-text.ts";
import type { ToolRun, ToolRunMonth } from "./run-tool.ts";
import type { Proposal } from "./tool-input.ts";
import type { PriceToolResult } from "./tool-result.ts";
import { type PriceBasis, quantityIn } from "./tool-units.ts";

type Written = NonNullable<PriceToolResult["scenario"]>;

interface Rate {
  readonly rate: string;
  readonly because: string;
}

const PLACES = 6;
const NONE = "none";
const UNKNOWN = "unknown";

/** Kinds that are charged at a border. */
export const BORDER_KINDS: readonly string[] = ["levy", "minimum-import-price", "band", "quota"];

/** Tools at the border as measures that the duty engine reads, and what of them it cannot say. Throws InvalidInput. */
export function measuresOf(
  { title, border, currency, unit, terms }: Proposal,
  runs: readonly ToolRun[],
): { readonly scenario: Written | null; readonly notes: readonly string[] } {
  if (border === undefined) return { scenario: null, notes: [] };
  const unknown = border.tools?.find((wanted) => !runs.some(({ name }) => name === wanted));
  if (unknown !== undefined) throw new InvalidInput(`The border names “${unknown}”, which is no tool of the proposal.`);
  const charged = runs.filter(
    ({ kind, name }) => BORDER_KINDS.includes(kind) && (border.tools?.includes(name) ?? true),
  );
  if (charged.length === 0) {
    throw new InvalidInput("The proposal names a border, and none of its tools is charged at one.", {
      hint: `Kinds that are: ${BORDER_KINDS.join(", ")}.`,
    });
  }
  const goods = {
    hs: border.product.map((code) => codeOf(code)),
    ...(border.origin === undefined ? {} : { origin: border.origin.flatMap((place) => placesOf(place)) }),
  };
  const basis: PriceBasis = { currency, unit, terms };
  const specific = border.as === "specific" && currency === "USD";
  const names = [...new Set(charged.map(({ name }) => name))];
  const ids = names.map((name) => `price-tool-${slug(name)}`);
  const edits = names.map((name, at) => ({
    measure: {
      id: ids.indexOf(ids[at] ?? "") === at ? ids[at] : `${ids[at]}-${at + 1}`,
      title: names.length === 1 ? title : `${title}: ${name}`,
      importer: country(border.to).code,
      kind: "additional",
      goods,
      rates: charged.filter((run) => run.name === name).flatMap((run) => ratesOf(run, specific ? basis : null)),
    },
  }));
  const quotas = charged.some(({ kind }) => kind === "quota");
  return {
    scenario: { title, about: "Rates that price tools come to on the path of prices of a proposal.", edits },
    notes: [
      "As a measure a tool asks what it comes to at the price of the path, whatever the price of an entry is.",
      ...(quotas
        ? ["As a measure a quota asks the rate of its months; of the month in which it fills, the rate is not known."]
        : []),
      ...(border.as === "specific" && !specific ? [`A charge in ${currency} is written as a share of the value.`] : []),
    ],
  };
}

function codeOf(text: string): string {
  const digits = hsDigits(text);
  if (digits !== null) return digits;
  throw new InvalidInput(`“${text}” is not the code of goods.`, { hint: "Write it in digits, such as 3801.10.50." });
}

function placesOf(text: string): readonly string[] {
  const group = findGroup(text);
  return group === null ? [country(text).code] : COUNTRY_GROUPS[group];
}

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "tool";

/** One row for each stretch of months of one rate. */
function ratesOf(run: ToolRun, basis: PriceBasis | null) {
  const rows: { from: string; until: string; rate: string; because: string }[] = [];
  let after: Month | null = null;
  for (const month of run.months) {
    const { rate, because } = rateOf(run, month, basis);
    const until = firstDayOf(monthAfter(month.month));
    const last = rows.at(-1);
    if (last !== undefined && last.rate === rate && after === month.month) last.until = until;
    else rows.push({ from: firstDayOf(month.month), until, rate, because });
    after = monthAfter(month.month);
  }
  return rows;
}

function rateOf({ asked }: ToolRun, month: ToolRunMonth, basis: PriceBasis | null): Rate {
  const { perUnit, adValorem, quota, volume } = month;
  if (asked.kind === "quota") {
    if (!quota) return { rate: UNKNOWN, because: "imports of the month, or of one before it, are not stated" };
    const isFull = quota.within === 0 && (quota.over > 0 || quota.fill === 1);
    if (isFull) return { rate: perCent(asked.rate_over), because: "the quota of the year is used up" };
    if (quota.over === 0) return { rate: perCent(asked.rate_within), because: "within the quota of the year" };
    return {
      rate: UNKNOWN,
      because: `the quota is used up in this month, after ${figureText(quota.within / (volume ?? 1), 4)} of it`,
    };
  }
  if (perUnit === null) return { rate: UNKNOWN, because: "the price of the month is not known" };
  if (perUnit === 0) return { rate: NONE, because: "the price of the month asks nothing" };
  if (perUnit < 0) return { rate: UNKNOWN, because: "a rebate of ordinary duty, which no measure can ask" };
  const because = "at the price of the month";
  if (basis === null || asked.kind === "minimum-import-price") {
    return adValorem === null
      ? { rate: UNKNOWN, because: "a charge on a price of nothing" }
      : { rate: perCent(adValorem), because };
  }
  const kilograms = quantityIn({ ...basis, unit: "kg" }, { amount: 1, unit: basis.unit }, "The unit of the price");
  return { rate: `$${figureText(perUnit / kilograms, PLACES)}/kg`, because };
}

const perCent = (share: number): string => (share === 0 ? "Free" : `${figureText(share * 100, PLACES)} %`);
