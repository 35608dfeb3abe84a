import { z } from "zod";
import type { Book } from "../../book/book.ts";
import { dutyStack } from "../../tariff/duty-stack.ts";
import { controlRange } from "../../tariff/producer-control.ts";
import type { Border } from "../../tariff/tariff-book.ts";
import type { AsOf } from "../../vocab/as-of.ts";
import { type Decimal, decimal, format, plus, round, sum, times, ZERO } from "../../vocab/decimal.ts";
import { amount, countryField } from "../core/fields.ts";
import { contentName, htsField, usdField } from "./goods-fields.ts";
import { type GoodsQuestion, goodsOf, tariffLineOf } from "./goods-of.ts";
import { openWarnings, type ProducersControl } from "./producer-control.ts";

const asText = (given: unknown) => (typeof given === "number" ? String(given) : given);
const optionalText = z.string().trim().min(1).max(200).optional();

/** A row of a bill of materials: what a kilowatt-hour takes of a material, and what it costs. */
export const bomRow = z.object({
  name: z.string().trim().min(1).max(200),
  hts: z.preprocess(asText, htsField()).optional(),
  origin: countryField().optional(),
  amount: z.preprocess(asText, usdField()),
  price: z.preprocess(asText, usdField()),
  stage: z.enum(["cell", "system"]).default("cell"),
  content: z.string().trim().min(1).max(60).transform(contentName).optional(),
  producer: optionalText,
  exporter: optionalText,
  line: z.number().int().optional(),
});

export type BomRow = z.output<typeof bomRow>;

/** Three ways into the country: each imports at another stage of manufacture. */
export const bomResult = z.object({
  materials: z.array(
    z.object({
      name: z.string(),
      stage: z.enum(["cell", "system"]),
      before: amount().describe("USD per kWh"),
      duty: amount().nullable().describe("USD per kWh when imported as this material; null when no code is given"),
      after: amount(),
    }),
  ),
  ways: z.array(
    z.object({
      way: z.enum(["materials", "cells", "system"]),
      about: z.string(),
      before: amount().describe("USD per kWh of the whole system"),
      duty: amount(),
      after: amount(),
      bears: z.string().describe("who pays the duty"),
      because: z.string(),
    }),
  ),
});

export type BomResult = z.output<typeof bomResult>;

/** Duties are worked out on a thousand kilowatt-hours, so that rounding to the cent does not show per kWh. */
const KWH = decimal("1000");
const PLACES = 4;

interface Ground {
  readonly book: Book;
  readonly border: Border;
  readonly days: AsOf;
  readonly warnings: string[];
  readonly control: ProducersControl;
}

const perKwh = (value: Decimal): string => format(round({ units: value.units, scale: value.scale + 3 }, PLACES));

const costOf = ({ amount: kilograms, price }: BomRow): Decimal => times(times(decimal(kilograms), decimal(price)), KWH);

function owedOn(goods: GoodsQuestion, { book, border, days, warnings, control }: Ground): Decimal {
  const hts = tariffLineOf(book, border, goods.product, days);
  const { kind: stated, amounts } = goodsOf(goods, hts);
  const kind = control.filled(stated, warnings);
  const stack = dutyStack(border, kind, amounts, days);
  warnings.push(
    ...openWarnings(controlRange(border, kind, (decided) => dutyStack(border, decided, amounts, days))),
    ...stack.warnings,
  );
  return stack.total;
}

function contentsOf(rows: readonly BomRow[]): readonly string[] {
  const contents = new Map<string, Decimal>();
  for (const row of rows) {
    if (row.content !== undefined) contents.set(row.content, plus(contents.get(row.content) ?? ZERO, costOf(row)));
  }
  return [...contents].map(([name, value]) => `${name}=${format(value)}`);
}

export interface SystemGoods {
  readonly cell: string;
  readonly system: string;
  readonly origin: string;
  readonly to: string;
  readonly exporter?: string | undefined;
  readonly producer?: string | undefined;
}

/** The cost of a system per kWh before and after duty, imported as materials, as cells, or finished. */
export function bomCost(rows: readonly BomRow[], goods: SystemGoods, ground: Ground): BomResult {
  const materials = rows.map((row) => {
    const before = costOf(row);
    const duty =
      row.hts === undefined || row.origin === undefined
        ? null
        : owedOn(
            {
              ...row,
              product: row.hts,
              origin: row.origin,
              to: goods.to,
              value: format(before),
              content: [],
              claim: [],
            },
            ground,
          );
    return { row, before, duty };
  });
  const all = sum(materials.map(({ before }) => before));
  const cells = rows.filter(({ stage }) => stage === "cell");
  const cellValue = sum(cells.map(costOf));
  const { origin, to, exporter, producer } = goods;
  const common = { origin, to, exporter, producer, claim: [] };
  const cellDuty = owedOn(
    { ...common, product: goods.cell, value: format(cellValue), content: contentsOf(cells), article: "cell" },
    ground,
  );
  const systemDuty = owedOn(
    { ...common, product: goods.system, value: format(all), content: contentsOf(rows), article: "container" },
    ground,
  );
  const restDuty = sum(materials.map(({ row, duty }) => (row.stage === "system" && duty !== null ? duty : ZERO)));
  const materialDuty = sum(materials.map(({ duty }) => duty ?? ZERO));
  const way = (
    name: BomResult["ways"][number]["way"],
    duty: Decimal,
    about: string,
    bears: string,
    because: string,
  ) => ({
    way: name,
    about,
    before: perKwh(all),
    duty: perKwh(duty),
    after: perKwh(plus(all, duty)),
    bears,
    because,
  });
  return {
    materials: materials.map(({ row, before, duty }) => ({
      name: row.name,
      stage: row.stage,
      before: perKwh(before),
      duty: duty === null ? null : perKwh(duty),
      after: perKwh(plus(before, duty ?? ZERO)),
    })),
    ways: [
      way(
        "materials",
        materialDuty,
        "cells are made in the country of entry from imported materials",
        "the maker of cells",
        "Each material pays the duties of its own code and origin.",
      ),
      way(
        "cells",
        plus(cellDuty, restDuty),
        "cells are imported and built into a system",
        "the importer of cells",
        "Cells pay the duties of a battery, and measures on a content pay on it alone.",
      ),
      way(
        "system",
        systemDuty,
        "the finished container is imported",
        "the importer of the container",
        "The finished article pays as a whole; a case that leaves it out does not reach what is inside.",
      ),
    ],
  };
}
