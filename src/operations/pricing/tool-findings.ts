import { cite } from "../../evidence/source.ts";
import { monthAfter } from "../../pricing/month.ts";
import { sumStated } from "../../pricing/tool-month.ts";
import { decimal, format, percent, round, trim } from "../../vocab/decimal.ts";
import { figureText } from "../scenario/figure-text.ts";
import type { ToolRun, ToolRunMonth } from "./run-tool.ts";
import type { ToolKind } from "./tool-input.ts";
import type { ToolMarket } from "./tool-market.ts";
import type { ToolAct, ToolResult } from "./tool-result.ts";
import { perUnitOf } from "./tool-units.ts";

const CENTS = 2;
const KILOGRAMS = 6;

const textOr = (value: number | null | undefined, places?: number): string | null =>
  value === null || value === undefined ? null : figureText(value, places);
const moneyOr = (value: number | null): string | null => textOr(value, CENTS);
const volumeOr = (value: number | null): string | null => textOr(value, KILOGRAMS);

/** What stands beside a tool in the result. */
export function toolLine(run: ToolRun, market: ToolMarket): ToolResult {
  const { name, kind, asked, terms, law, months } = run;
  const lines = months.map((month) => monthLine(kind, month));
  const on = months.filter(({ state }) => state === "on");
  const last = months.at(-1);
  const held = last?.stock?.held;
  const price = months.findLast((one) => one.price !== null)?.price ?? null;
  const total: ToolResult["total"] = {
    months: months.length,
    on: on.length,
    government: moneyOr(sumStated(months.map(({ government }) => government))),
    producer: moneyOr(sumStated(months.map(({ producer }) => producer))),
    buyer: moneyOr(sumStated(months.map(({ buyer }) => buyer))),
    perUnit: kind === "stockpile" ? null : textOr(mean(on.map(({ perUnit }) => perUnit))),
    adValorem: textOr(meanAdValorem(run)),
    stock:
      held === undefined
        ? null
        : { held: figureText(held, KILOGRAMS), worth: moneyOr(price === null ? null : held * price) },
  };
  const gaps = months.filter(({ state }) => state === "gap").map(({ month }) => month);
  return {
    name,
    kind,
    because: sentence(kind, total, gaps.length, market),
    source: asked.source ?? (law === null ? null : cite(law.source)),
    from: months[0]?.month ?? "",
    until: last === undefined ? "" : monthAfter(last.month),
    terms: [...terms],
    law:
      law === null
        ? null
        : {
            ...{ id: law.id, title: law.title, status: law.status, from: law.from, until: law.until, note: law.note },
            ...{ source: cite(law.source), confidence: law.confidence, risk: law.risk?.text ?? null },
          },
    total,
    triggers: lines
      .filter(({ acts }, at) => acts !== lines[at - 1]?.acts)
      .map(({ month, acts, price: at }) => ({ month, acts, price: at })),
    gaps,
    months: lines,
  };
}

/** Of the charge as a share of the price, over the months in which there is one, each month alike; null without one. */
export const meanAdValorem = ({ months }: ToolRun): number | null =>
  mean(months.filter(({ state }) => state === "on").map(({ adValorem }) => adValorem));

function mean(values: readonly (number | null)[]): number | null {
  const stated = values.filter((value) => value !== null);
  return stated.length === 0 ? null : stated.reduce((sum, value) => sum + value, 0) / stated.length;
}

function monthLine(kind: ToolKind, one: ToolRunMonth): ToolResult["months"][number] {
  const { month, price, perUnit, adValorem, band, reference, quota, stock } = one;
  return {
    month,
    price: textOr(price),
    acts: actOf(kind, one),
    perUnit: kind === "stockpile" ? null : textOr(perUnit),
    adValorem: textOr(adValorem),
    producerPrice: textOr(one.producerPrice),
    buyerPrice: textOr(one.buyerPrice),
    volume: volumeOr(one.volume),
    government: moneyOr(one.government),
    producer: moneyOr(one.producer),
    buyer: moneyOr(one.buyer),
    band: band ? { floor: figureText(band.floor), ceiling: textOr(band.ceiling), reference: textOr(reference) } : null,
    quota: quota
      ? {
          ...{ within: figureText(quota.within, KILOGRAMS), over: figureText(quota.over, KILOGRAMS) },
          ...{ used: figureText(quota.used, KILOGRAMS), fill: figureText(quota.fill) },
        }
      : null,
    stock: stock
      ? {
          ...{ bought: figureText(stock.bought, KILOGRAMS), sold: figureText(stock.sold, KILOGRAMS) },
          ...{ held: figureText(stock.held, KILOGRAMS), budgetLeft: figureText(stock.budgetLeft, CENTS) },
        }
      : null,
  };
}

function actOf(kind: ToolKind, { state, perUnit, quota, stock }: ToolRunMonth): ToolAct {
  if (state === "gap" || perUnit === null) return "not known";
  if (kind === "quota") return (quota?.over ?? 0) > 0 ? "over quota" : "in quota";
  if (kind === "stockpile") {
    if ((stock?.bought ?? 0) > 0) return "buys";
    return (stock?.sold ?? 0) > 0 ? "sells" : "rests";
  }
  if (perUnit === 0) return "rests";
  if (kind === "floor" || kind === "contract" || kind === "offtake") return perUnit > 0 ? "paid" : "pays back";
  return perUnit > 0 ? "charged" : "given back";
}

/** To the cent, large amounts to the whole. */
const grouped = (text: string): string => {
  const places = Math.abs(Number(text)) < 1000 ? CENTS : 0;
  const [whole = "", rest] = format(trim(round(decimal(text), places))).split(".");
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? groups : `${groups}.${rest}`;
};

const WHO = [
  ["government", "the government"],
  ["producer", "producers"],
  ["buyer", "buyers"],
] as const;

/** Who pays and who gets how much, and when it acts. */
function sentence(kind: ToolKind, total: ToolResult["total"], gaps: number, market: ToolMarket): string {
  const moved = WHO.flatMap(([party, words]) => {
    const sum = total[party];
    if (sum === null || Number(sum) === 0) return [];
    const plural = party === "government" ? "s" : "";
    const verb = Number(sum) < 0 ? `pay${plural}` : `get${plural}`;
    return [`${words} ${verb} ${grouped(sum.replace("-", ""))} ${market.currency}`];
  });
  const acts = kind === "quota" ? "Goods come in over the quota in" : "It acts in";
  const share = total.adValorem === null ? "" : ` and ${percent(round(decimal(total.adValorem), 4))} of the price`;
  const each =
    total.perUnit === null ? "" : `, ${grouped(total.perUnit)} ${perUnitOf(market)}${share} on average while it does`;
  const paid = moved.length === 0 ? "" : `; in sum ${moved.join(", ")}`;
  const left =
    total.stock === null || total.stock.worth === null
      ? ""
      : `; ${grouped(total.stock.held)} ${market.unit} are left, worth ${grouped(total.stock.worth)} ${market.currency}`;
  const gap = gaps === 0 ? "" : `; ${gaps === 1 ? "1 month says" : `${gaps} months say`} nothing`;
  return `${acts} ${total.on} of ${total.months} months${total.on === 0 ? "" : each}${paid}${left}${gap}.`;
}
