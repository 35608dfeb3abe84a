import type { CompanyResult } from "../../operations/trade/company-result.ts";
import type { Block, Cell, Column } from "../document.ts";
import { writeShare } from "../scale.ts";
import { measureWords, writeFigure } from "./market-words.ts";
import { shortTable } from "./short-table.ts";

const SHOWN = 40;

const columns = (...list: readonly (readonly [string, string, Column["type"]])[]): readonly Column[] =>
  list.map(([name, label, type]) => ({ name, label, type }));

/** Group, figures by year, place among others, claims and listings of a party. */
export function companyMarketBlocks(result: CompanyResult): Block[] {
  return [...listings(result), ...group(result), ...figures(result), ...ranks(result), ...claims(result)];
}

function listings({ listings: all }: CompanyResult): Block[] {
  if (all.length === 0) return [];
  const items = all.map(({ list, from, source }) => `${list}${from === null ? "" : `, since ${from}`} (${source})`);
  return [{ kind: "note", title: "On official lists on the day", items }];
}

function group({ group: found, party }: CompanyResult): Block[] {
  if (found === null) return [];
  const share = (low: string, high: string) =>
    low === high ? writeShare(low) : `${writeShare(low)} to ${writeShare(high)}`;
  const rows = [
    ...found.parents.map((stake): Cell[] => [
      "above",
      stake.holder.label,
      stake.holder.country,
      stake.interest,
      share(stake.low, stake.high),
      stake.source,
    ]),
    ...found.subsidiaries.map((stake): Cell[] => [
      "below",
      stake.held.label,
      stake.held.country,
      stake.interest,
      share(stake.low, stake.high),
      stake.source,
    ]),
  ];
  const head = found.head.key === party.key ? "no majority above it is recorded" : `led by ${found.head.label}`;
  return [
    {
      kind: "table",
      title: `Group, one step up and down: ${head}`,
      columns: columns(
        ["where", "Where", "code"],
        ["party", "Party", "text"],
        ["country", "In", "code"],
        ["interest", "Interest", "code"],
        ["share", "Share", "text"],
        ["source", "Source", "code"],
      ),
      rows,
    },
    { kind: "commands", title: "The whole group", items: [{ command: found.more, about: "all steps up and down" }] },
  ];
}

/** The one product that all figures are of, for the title; its column says nothing then. */
function onlyProduct(all: readonly { readonly product: string }[]): string | null {
  const products = new Set(all.map(({ product }) => product));
  return products.size === 1 ? ([...products][0] ?? null) : null;
}

const FIGURE_COLUMNS = columns(
  ["period", "Period", "code"],
  ["product", "Product", "text"],
  ["facility", "Plant", "text"],
  ["measure", "Measure", "text"],
  ["figure", "Figure", "text"],
  ["basis", "Basis", "code"],
  ["from", "From", "text"],
  ["source", "Source", "code"],
);
const PRODUCT = 1;

function figures({ market }: CompanyResult): Block[] {
  const stated = market.figures.map((each): Cell[] => [
    each.period,
    each.product,
    each.facility,
    measureWords(each.measure),
    each.quantity === null
      ? each.mark
      : writeFigure({ value: each.quantity, unit: each.unit ?? "", bound: each.bound }),
    each.basis,
    each.locator,
    each.source,
  ]);
  const computed = market.computed.map((each): Cell[] => [
    each.period,
    each.product,
    each.facility,
    measureWords(each.measure),
    writeFigure(each),
    "computed",
    each.formula,
    each.inputs[0]?.source ?? null,
  ]);
  const rows = [...stated, ...computed];
  const product = onlyProduct(market.figures);
  const shownColumns = (row: readonly Cell[]) => (product === null ? row : row.filter((_, at) => at !== PRODUCT));
  const shown = rows.length <= SHOWN ? rows : [...stated.slice(-SHOWN / 2), ...computed.slice(-SHOWN / 2)];
  return shortTable({
    title: `Figures by year${product === null ? "" : `, ${product}`}: as stated, and as they come to`,
    whole: "All figures",
    columns: FIGURE_COLUMNS.filter((_, at) => product === null || at !== PRODUCT),
    shown: shown.map(shownColumns),
    rows: rows.map(shownColumns),
    note: rows.length > SHOWN ? `${rows.length} figures are known; the last are shown.` : undefined,
  });
}

function ranks({ market: { ranks: all } }: CompanyResult): Block[] {
  const rows = all.map(
    ({ product, measure, period, quantity, unit, bound, rank, of, share, wholes, source }): Cell[] => [
      product,
      measureWords(measure),
      period,
      writeFigure({ value: quantity, unit, bound }),
      `${rank} of ${of}`,
      share,
      wholes.map((whole) => `${writeShare(whole.share)} of ${whole.label}`).join(", ") || null,
      source,
    ],
  );
  return shortTable({
    title: "Its place among those that one source gives",
    whole: "All its places",
    columns: columns(
      ["product", "Product", "text"],
      ["measure", "Measure", "text"],
      ["period", "Period", "code"],
      ["figure", "Figure", "text"],
      ["rank", "Place", "text"],
      ["share", "Of those", "share"],
      ["wholes", "Of the whole", "text"],
      ["source", "Source", "code"],
    ),
    shown: rows.slice(0, SHOWN / 2),
    rows,
  });
}

function claims({ claims: all }: CompanyResult): Block[] {
  if (all.length === 0) return [];
  return [
    {
      kind: "table",
      title: "What documents claim of it",
      columns: columns(
        ["claim", "Claim", "text"],
        ["figure", "Figure", "text"],
        ["computed", "Computed", "text"],
        ["verdict", "Verdict", "code"],
        ["document", "Document", "code"],
      ),
      rows: all.map(({ claim, figure, computed, unit, verdict, document }) => [
        claim,
        figure === null ? null : writeFigure({ value: figure, unit: unit ?? "" }),
        computed === null ? null : writeFigure({ value: computed, unit: unit ?? "" }),
        verdict.replace("_", " "),
        document.id,
      ]),
    },
  ];
}
