import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Block, Column } from "../document.ts";
import { shortTable } from "./short-table.ts";
import { shortProduct } from "./trade-words.ts";

const PHYSICAL_SHOWN = 16;

/** What one unit of the root takes: minerals with what is seen of them, and the materials of the input map. */
export function physicalTables(result: AttributionResult): Block[] {
  return [...mineralTables(result), ...physicalTable(result)];
}

function mineralTables({ minerals, root }: AttributionResult): Block[] {
  const code = formatHs(root.products[0]?.code ?? "");
  return minerals.map(({ unit, unitUsd, priced, weighed, of }) => {
    const price =
      unitUsd === null
        ? `what one ${unit} cost is not known (--unit-price says it)`
        : `at USD ${unitUsd} ${priced === "asked" ? "as asked" : "by its rows"}`;
    const unseen =
      weighed === null || Number(weighed) > 0.9995 ? "" : "; rows without a weight are not in what was seen";
    return {
      kind: "table",
      title: `Minerals in one ${unit} of HS ${code}, ${price}${unseen}`,
      columns: [
        { name: "mineral", label: "Mineral", type: "text" },
        { name: "needed_least", label: "Needed, kg", type: "number" },
        { name: "needed_most", label: "at most", type: "number" },
        { name: "observed", label: "Seen bought, kg", type: "number" },
        { name: "unexplained_least", label: "Unexplained, kg", type: "number" },
        { name: "unexplained_most", label: "at most", type: "number" },
      ],
      rows: of.map(({ mineral, needed, observed, unexplained }) => [
        mineral,
        needed?.low ?? null,
        needed?.high ?? null,
        observed,
        unexplained?.low ?? null,
        unexplained?.high ?? null,
      ]),
    };
  });
}

function physicalTable({ physical, root }: AttributionResult): Block[] {
  const columns: Column[] = [
    { name: "code", label: "HS", type: "code" },
    { name: "label", label: "Material", type: "text" },
    { name: "of", label: "In", type: "code" },
    { name: "amount", label: "Amount", type: "number" },
    { name: "unit", label: "Unit", type: "code" },
    { name: "basis", label: "Basis", type: "code" },
    { name: "needed", label: "Needed", type: "kg" },
    { name: "seen", label: "Seen bought", type: "kg" },
    { name: "unexplained", label: "Unexplained", type: "kg" },
  ];
  const rows = physical.map((each) => [
    formatHs(each.code),
    shortProduct(each.label, 40),
    formatHs(each.of),
    each.amount,
    each.unit,
    each.basis,
    each.needed,
    each.seen,
    each.unexplained,
  ]);
  const unit = `one unit of HS ${formatHs(root.products[0]?.code ?? "")}`;
  const title = `Material in ${unit} by the input map, beside the shares; alternatives are not to be added`;
  const shown = rows.slice(0, PHYSICAL_SHOWN);
  return shortTable({ title, whole: "All material by the input map", columns, shown, rows });
}
