import type { HitProductLine, Hits } from "../../operations/scenario/hits/hits-result.ts";
import { type Decimal, decimal, format, minus, round, shareOf, sum } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Table } from "../document.ts";
import { writeScaled, writeShare, writeUsd } from "../scale.ts";
import { counted } from "./parts.ts";
import { inSentence, shortProduct } from "./trade-words.ts";

/** Tiers with a column of their own. */
const SHOWN = 2;
const LABEL = 34;
const SMALL = 10;

type Sums = Pick<HitProductLine, "bought" | "through" | "share" | "tiers" | "deeper" | "tonnes">;

const share = (name: string, label: string): Column => ({ name, label, type: "share" });

const SUMS: readonly Column[] = [
  { name: "bought", label: "Bought", type: "usd" },
  { name: "through", label: "Stopped", type: "usd" },
  share("share", "of bought"),
  share("tier_1", "at tier 1"),
  share("tier_2", "at tier 2"),
  share("farther", "farther"),
  { name: "tonnes", label: "At tier 1", type: "number", unit: "t" },
];

/** Below ten to the kilogram. */
function tonnes(text: string | null): Cell {
  if (text === null || Number(text) === 0) return text;
  return format(round(decimal(text), Number(text) < SMALL ? 3 : 1));
}

function cells({ bought, through, share: part, tiers, deeper, tonnes: stopped }: Sums): Cell[] {
  const far = sum([...tiers.slice(SHOWN).map((each) => decimal(each.through)), decimal(deeper)]);
  const ofBought = (usd: Decimal): string => shareOf(usd, decimal(bought));
  const near = tiers.slice(0, SHOWN).map((each) => ofBought(decimal(each.through)));
  return [bought, through, part, ...near, ofBought(far), tonnes(stopped)];
}

function sentence({ products, by, to }: Hits): string {
  const [first] = products;
  if (first === undefined) return "";
  const direct = decimal(first.tiers[0]?.through ?? "0");
  const behind = minus(decimal(first.through), direct);
  const who = to === null ? "All buyers" : inSentence(to.label);
  const [one, many] = by === "country" ? ["country", "countries"] : ["buyer", "buyers"];
  const stopped = first.tonnes === null ? "" : ` (${writeScaled(first.tonnes, { power: 0, decimals: 1 })} t)`;
  return [
    `${who.charAt(0).toUpperCase()}${who.slice(1)} paid ${writeUsd(first.bought)} for HS ${formatHs(first.code)}.`,
    `Of that ${writeUsd(first.through)} (${writeShare(first.share)}) comes over trade that stops:`,
    `${writeUsd(format(direct))} by their own purchases${stopped}`,
    behind.units > 0n
      ? `and ${writeUsd(format(behind))} behind their suppliers,`
      : "and nothing behind their suppliers,",
    `to ${first.hit} of ${counted(first.buyers, one, many)}.`,
    ...(first.least === first.through
      ? []
      : [`It is ${writeUsd(first.least)} at the least, if of each share that nobody states there is nothing.`]),
  ].join(" ");
}

function productsTable({ products, otherProducts }: Hits): Table {
  return {
    kind: "table",
    title: `What is hit, by product${otherProducts === 0 ? "" : `; ${counted(otherProducts, "other product")} less hit`}`,
    columns: [
      { name: "product", label: "HS", type: "code" },
      { name: "label", label: "Product", type: "text" },
      ...SUMS,
      { name: "hit", label: "Hit", type: "count" },
    ],
    rows: products.map((each) => [formatHs(each.code), shortProduct(each.label, LABEL), ...cells(each), each.hit]),
  };
}

function buyersTable({ products, buyers, by }: Hits): Table {
  const parties = by === "party";
  const rest = products.filter(({ others }) => others.count > 0);
  return {
    kind: "table",
    title: `Who is hit, ${parties ? "by the share of what it bought" : "by value"}`,
    main: true,
    columns: [
      { name: "buyer", label: "Buyer", type: "text" },
      ...(parties ? [{ name: "country", label: "In", type: "code" } as const] : []),
      { name: "product", label: "HS", type: "code" },
      ...SUMS,
    ],
    rows: [
      ...buyers.map((each) => [each.label, ...(parties ? [each.country] : []), formatHs(each.product), ...cells(each)]),
      ...rest.map(({ code, others }) => [
        counted(others.count, "other"),
        ...(parties ? [null] : []),
        formatHs(code),
        others.bought,
        others.through,
        null,
        ...new Array<null>(SHOWN + 1).fill(null),
        tonnes(others.tonnes),
      ]),
    ],
  };
}

/** Who is hit at once by the trade that stops, and in which of the products. */
export function hitsBlocks(hits: Hits): Block[] {
  if (hits.products.length === 0) return [];
  return [
    { kind: "paragraph", text: sentence(hits) },
    buyersTable(hits),
    ...(hits.products.length > 1 ? [productsTable(hits)] : []),
  ];
}
