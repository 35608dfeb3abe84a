import type { PricesUnder, ProductPrices } from "../../operations/scenario/gsim/gsim-under-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Cell, Column, Table } from "../document.ts";
import { counted } from "./parts.ts";

type Found = NonNullable<ProductPrices["found"]>;
type Answered = ProductPrices & { readonly found: Found };

const usd = (name: string, label: string): Column => ({ name, label, type: "usd" });
const share = (name: string, label: string): Column => ({ name, label, type: "share" });
const text = (name: string, label: string): Column => ({ name, label, type: "text" });

const isAnswered = (one: ProductPrices): one is Answered => one.found !== null;

/** What prices and trade come to once all have adjusted, product by product. */
export function pricesBlocks({ products }: PricesUnder): Block[] {
  const answered = products.filter(isAnswered);
  return [
    ...products.map(
      ({ product, year, because }): Block => ({
        kind: "paragraph",
        text: `HS ${formatHs(product.code)}, on the trade of ${year}: ${because}`,
      }),
    ),
    ...(answered.length === 0 ? [] : [welfareTable(answered)]),
    ...answered.flatMap((one) => [originsTable(one), ...sensitivityTables(one)]),
  ];
}

function welfareTable(products: readonly Answered[]): Table {
  return {
    kind: "table",
    title: "Prices and welfare",
    main: true,
    columns: [
      { name: "product", label: "HS", type: "code" },
      text("country", "Country"),
      share("price", "Price"),
      share("price_low", "at least"),
      share("price_high", "at most"),
      usd("revenue", "Revenue"),
      usd("consumers", "Buyers gain"),
      usd("producers", "Sellers gain"),
      usd("welfare", "Welfare"),
      usd("welfare_low", "at least"),
      usd("welfare_high", "at most"),
    ],
    rows: products.map(({ product, to, found }): Cell[] => [
      formatHs(product.code),
      to.label,
      found.price.value,
      found.price.low,
      found.price.high,
      found.tariffRevenue.value,
      found.consumerSurplus.value,
      found.producerSurplus.value,
      found.netWelfare.value,
      found.netWelfare.low,
      found.netWelfare.high,
    ]),
  };
}

function originsTable({ product, to, found }: Answered): Table {
  const { origins, otherOrigins } = found;
  const others = otherOrigins === 0 ? "" : `; ${counted(otherOrigins, "other origin")} not shown`;
  return {
    kind: "table",
    title: `Imports of HS ${formatHs(product.code)} by ${to.label}, those that change most first${others}`,
    columns: [
      text("origin", "From"),
      share("duty_before", "Duty before"),
      share("duty_after", "after"),
      usd("before", "Bought before"),
      usd("after", "after"),
      share("quantity", "Quantity"),
      share("price", "Price paid"),
      text("stopped", "Stopped"),
    ],
    rows: origins.map((one): Cell[] => [
      one.label,
      one.dutyBefore,
      one.dutyAfter,
      one.before,
      one.after,
      one.quantity,
      one.price,
      one.stopped ? "yes" : "",
    ]),
  };
}

function sensitivityTables({ product, found }: Answered): Table[] {
  const { sensitivity, price, netWelfare } = found;
  if (sensitivity.length === 0) return [];
  return [
    {
      kind: "table",
      title: `HS ${formatHs(product.code)} if elasticities are others: one kind at a time at an end of its band`,
      columns: [
        text("kind", "Elasticity of"),
        text("side", "at its"),
        share("price", "Price"),
        usd("welfare", "Welfare"),
        text("out_of_range", "No answer because"),
      ],
      rows: [
        ["all", "central", price.value, netWelfare.value, null],
        ...sensitivity.map((one): Cell[] => [one.kind, one.side, one.price, one.netWelfare, one.outOfRange]),
      ],
    },
  ];
}
