import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { dutyStack } from "../tariff/duty-stack.ts";
import { breakEvenDuty, breakEvenPrice, landedCost } from "../tariff/landed-cost.ts";
import { controlRange } from "../tariff/producer-control.ts";
import {
  type Decimal,
  decimal,
  divide,
  format,
  plus,
  round,
  shareOf,
  sum,
  times,
  trim,
  ZERO,
} from "../vocab/decimal.ts";
import { commandLine } from "./core/command-line.ts";
import { amount, countryField, shareField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { bomCost, bomResult, bomRow } from "./duty/bom-cost.ts";
import { circumstanceFields, htsField, usdField } from "./duty/goods-fields.ts";
import { borderOf, goodsOf, tariffLineOf } from "./duty/goods-of.ts";
import { type Offer, offerField, offerRow, offersOf } from "./duty/offers.ts";
import { openWarnings, producersControl } from "./duty/producer-control.ts";
import { countryLabel } from "./trade/labels.ts";

const input = z.object({
  product: htsField().describe("tariff code of the goods, six to ten digits").meta({ placeholder: "HTS" }),
  to: countryField().prefault("US").describe("country of entry").meta({ placeholder: "CC" }),
  offer: z
    .array(offerField())
    .max(100)
    .default([])
    .describe("an origin and the price of a unit in USD, such as CN=3700; repeat it")
    .meta({ placeholder: "CC=USD", repeated: true }),
  offers: z
    .array(offerRow)
    .max(1000)
    .optional()
    .describe("offers as rows: name, origin, price, freight, insurance, producer, exporter")
    .meta({ placeholder: "FILE", file: true }),
  quantity: usdField().prefault("1").describe("units bought").meta({ placeholder: "N" }),
  unit: z
    .string()
    .trim()
    .min(1)
    .max(20)
    .default("t")
    .describe("what a unit is, for the words of the answer")
    .meta({ placeholder: "UNIT" }),
  freight: usdField().prefault("0").describe("USD a unit, unless an offer states its own").meta({ placeholder: "USD" }),
  insurance: usdField()
    .prefault("0")
    .describe("USD a unit, unless an offer states its own")
    .meta({ placeholder: "USD" }),
  domestic: usdField()
    .optional()
    .describe("price of a unit made in the country of entry, to compare with")
    .meta({ placeholder: "USD" }),
  financeRate: shareField()
    .optional()
    .describe("interest a year on trade-remedy deposits")
    .meta({ placeholder: "SHARE" }),
  depositMonths: z
    .number()
    .int()
    .min(1)
    .max(120)
    .default(18)
    .describe("how long deposits lie with customs")
    .meta({ placeholder: "N" }),
  bom: z
    .array(bomRow)
    .max(500)
    .optional()
    .describe(
      "a bill of materials per kWh of the product: name, hts, origin, amount in kg, price in USD per kg, stage cell or system, content",
    )
    .meta({ placeholder: "FILE", file: true }),
  ...circumstanceFields,
});

const cost = {
  value: amount(),
  freight: amount(),
  insurance: amount(),
  duties: amount(),
  fees: amount(),
  finance: amount().describe("interest on trade-remedy deposits"),
  total: amount(),
};

const landedResult = z.object({
  product: z.string(),
  to: z.object({ key: z.string(), label: z.string() }),
  unit: z.string(),
  quantity: amount(),
  offers: z
    .array(
      z.object({
        name: z.string(),
        origin: z.object({ key: z.string(), label: z.string() }),
        price: amount().describe("USD a unit"),
        ...cost,
        rate: amount().describe("duties and fees as a share of the value"),
        perUnit: amount().describe("landed cost of a unit, USD"),
        againstDomestic: amount().nullable().describe("landed cost over the domestic price, less one"),
        breakEvenPrice: amount().nullable().describe("price of a unit at which it costs as much as the domestic one"),
        breakEvenDuty: amount().nullable().describe("total duty, share of the price, at which it does"),
        lines: z.array(
          z.object({
            measure: z.string(),
            title: z.string(),
            rate: z.string(),
            amount: amount(),
            status: z.string().nullable(),
          }),
        ),
      }),
    )
    .describe("cheapest first"),
  domestic: amount().nullable(),
  bom: bomResult.nullable(),
});

export type LandedCostResult = z.output<typeof landedResult>;

type Question = z.output<typeof input>;

function goodsQuestion(question: Question, offer: Offer, value: Decimal) {
  const { producer, exporter } = offer;
  return {
    ...question,
    origin: offer.origin,
    value: format(value),
    producer: producer ?? question.producer,
    exporter: exporter ?? question.exporter,
  };
}

export const landedCostOperation = defineOperation({
  name: "landed-cost",
  summary:
    "What goods of several origins or suppliers cost at the door: price, carriage, duties, fees, and the break-even.",
  description:
    "Use it to compare offers on one day, or the same offers on two days. With a domestic price it says at which price and at " +
    "which duty they cost the same. With a bill of materials it gives the cost of a battery system per kWh imported as " +
    "materials, as cells, or finished, and who bears the duty.",
  examples: [
    {
      command:
        "headwater landed-cost --product 3801.10.50 --offer CN=3700 --offer KR=6000 --domestic 5400 --exporter separate-rate --on 2025-08-01",
      about: "synthetic anode graphite at the prices of an article of July 2025, against one made in the United States",
    },
    {
      command: "headwater landed-cost --product 3801.10.50 --offer CN=3700 --domestic 5400 --on 2026-08-01",
      about: "the same a year later, after the cases ended without an order",
    },
  ],
  input,
  output: landedResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const border = borderOf(book, question.to);
    const hts = tariffLineOf(book, border, question.product, days);
    const quantity = decimal(question.quantity);
    if (quantity.units === 0n)
      throw new InvalidInput("A quantity of 0 costs nothing.", { hint: "Leave --quantity out, or give one above 0." });
    const finance =
      question.financeRate === undefined
        ? null
        : { rate: decimal(question.financeRate), months: question.depositMonths };
    const domestic = question.domestic === undefined ? null : decimal(question.domestic);
    const warnings: string[] = [];
    const stated = offersOf(question.offer, question.offers ?? []);
    const makers = [...stated, ...(question.bom ?? [])].map(({ producer }) => producer);
    const control = await producersControl(context, book, border, [question.producer, ...makers], days);
    const offers = stated.map((offer) => {
      const price = decimal(offer.price);
      const value = round(times(price, quantity), 2);
      const freight = decimal(offer.freight ?? question.freight);
      const insurance = decimal(offer.insurance ?? question.insurance);
      const { kind: goods, amounts } = goodsOf(goodsQuestion(question, offer, value), hts);
      const said: string[] = [];
      const kind = control.filled(goods, said);
      const stack = dutyStack(border, kind, amounts, days);
      said.push(...openWarnings(controlRange(border, kind, (decided) => dutyStack(border, decided, amounts, days))));
      warnings.push(...[...said, ...stack.warnings].map((text) => `${offer.name}: ${text}`));
      const landed = landedCost(
        stack,
        { value, freight: times(freight, quantity), insurance: times(insurance, quantity) },
        finance,
      );
      const perUnit = round(divide(landed.total, quantity, 6), 2);
      const carriage = plus(freight, insurance);
      const charged = divideOr(sum([landed.duties, landed.fees, landed.finance]), value);
      return {
        perUnit,
        written: {
          name: offer.name,
          origin: { key: offer.origin, label: countryLabel(offer.origin) },
          price: offer.price,
          value: format(landed.value),
          freight: format(round(landed.freight, 2)),
          insurance: format(round(landed.insurance, 2)),
          duties: format(landed.duties),
          fees: format(landed.fees),
          finance: format(landed.finance),
          total: format(landed.total),
          rate: shareOf(plus(landed.duties, landed.fees), value),
          perUnit: format(perUnit),
          againstDomestic:
            domestic === null || domestic.units === 0n ? null : format(trim(minusOne(divide(perUnit, domestic, 12)))),
          breakEvenPrice: domestic === null ? null : format(breakEvenPrice(charged, carriage, domestic)),
          breakEvenDuty: domestic === null ? null : written(breakEvenDuty(price, carriage, domestic)),
          lines: stack.lines
            .filter((line) => line.outcome === "applied" && line.amount.units > 0n)
            .map(({ measure, title, amount: owed, status }) => ({
              measure,
              title,
              rate: shareOf(owed, value),
              amount: format(owed),
              status,
            })),
        },
      };
    });
    const byCost = offers.sort((a, b) => Number(a.perUnit.units - b.perUnit.units)).map((offer) => offer.written);
    const first = byCost[0];
    const ground = { book, border, days, warnings, control };
    const system = {
      cell: hts,
      system: hts,
      origin: first?.origin.key ?? "CN",
      to: question.to,
      exporter: question.exporter,
      producer: question.producer,
    };
    const bom = question.bom === undefined ? null : bomCost(question.bom, system, ground);
    const result: LandedCostResult = {
      product: hts,
      to: { key: question.to, label: countryLabel(question.to) },
      unit: question.unit,
      quantity: question.quantity,
      offers: byCost,
      domestic: question.domestic ?? null,
      bom,
    };
    return {
      result,
      coverage: {
        made: control.made,
        from: null,
        until: null,
        notes: [
          "Prices, freight and insurance are what the question says; duties are those of the book. Break-even prices take the present share of duty as it is.",
        ],
      },
      warnings: [...new Set(warnings)],
      explain: () => ({
        sentence: `${byCost.length} offers of ${hts} at the border of ${result.to.label} on ${days.on}, as known on ${days.known}.`,
        formula: "landed cost = value + freight + insurance + duties + fees + interest on deposits",
        basis: "reported",
        sources: [],
        command: commandLine({ name: "landed-cost", input }, question, { on: days.on, known: days.known }),
        because: byCost.map((offer) => ({
          sentence: `${offer.name}: ${offer.perUnit} USD a ${question.unit}.`,
          formula: `${offer.value} + ${offer.freight} + ${offer.insurance} + ${offer.duties} + ${offer.fees} + ${offer.finance} = ${offer.total}`,
          basis: "reported" as const,
          sources: [],
        })),
      }),
    };
  },
});

const minusOne = (value: Decimal): Decimal => plus(value, decimal("-1"));
const written = (value: Decimal | null): string | null => (value === null ? null : format(trim(value)));
const divideOr = (part: Decimal, whole: Decimal): Decimal => (whole.units === 0n ? ZERO : divide(part, whole, 12));
