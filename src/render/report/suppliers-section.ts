import type { Cell, Table } from "../document.ts";
import { counted } from "../views/parts.ts";
import { suppliersTable } from "../views/trace.ts";
import { type Html, html } from "./html.ts";
import type { ReportContext } from "./report-context.ts";
import { reportTable } from "./report-table.ts";

function directTable({ answers, buyer }: ReportContext): Table {
  const { suppliers, others, dataset } = answers.suppliers.result;
  const countries = dataset.data === "flows";
  return {
    kind: "table",
    title: `Who sells directly to ${buyer}`,
    columns: [
      { name: "party", label: "Supplier", type: "text" },
      ...(countries ? [] : [{ name: "country", label: "Country", type: "code" } as const]),
      { name: "usd", label: "Value", type: "usd" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "unit_value", label: "Unit value", type: "number", unit: "USD per kg" },
      { name: "share", label: "Share", type: "share" },
      { name: "recipients", label: "Recipients", type: "count" },
      { name: "first", label: "First", type: "date" },
      { name: "last", label: "Last", type: "date" },
    ],
    rows: [
      ...suppliers.map((each): Cell[] => [
        each.label,
        ...(countries ? [] : [each.country]),
        each.usd,
        each.unitValue === null && /^0\.0+$/.test(each.kg) ? null : each.kg,
        each.unitValue,
        each.share,
        each.recipients,
        each.first,
        each.last,
      ]),
      ...(others.count === 0
        ? []
        : [
            [
              counted(others.count, "other"),
              ...(countries ? [] : [null]),
              others.usd,
              others.kg,
              null,
              others.share,
              null,
              null,
              null,
            ],
          ]),
    ],
  };
}

/** Who sells, directly and over all tiers, and to how many. */
export function suppliersSection(context: ReportContext): Html {
  const { answers, explanations } = context;
  const { suppliers, reach, explainCommand } = answers;
  return html`
${reportTable(explanations, {
  id: "suppliers",
  table: directTable(context),
  explained: {
    title: "Direct suppliers",
    answer: suppliers,
    formula:
      "recipients = distinct buyers among those asked for; unit value = value / weight of the rows that state both",
  },
  commands: suppliers.result.suppliers.map(({ party }) => explainCommand(suppliers, ["suppliers", party, "usd"])),
})}
${reportTable(explanations, {
  id: "all-suppliers",
  table: suppliersTable(reach.result),
  explained: {
    title: "Largest suppliers over all tiers",
    answer: reach,
    formula:
      "value and weight = sums over the rows that the party sold at any tier; share = of the value of all tiers; recipients = distinct parties that it sent to",
  },
  commands: reach.result.suppliers.map(({ party }) => explainCommand(reach, ["suppliers", party, "usd"])),
})}`;
}
