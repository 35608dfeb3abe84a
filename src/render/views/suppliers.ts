import type { Answer } from "../../operations/core/answer.ts";
import type { SuppliersResult } from "../../operations/suppliers.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document } from "../document.ts";
import { writeKg, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

export function suppliersView(answer: Answer<SuppliersResult>): Document {
  const { result, input } = answer;
  const { dataset, product, buyer, total, others } = result;
  const anyStale = result.suppliers.some((each) => each.stale);
  const countries = dataset.data === "flows";
  const from = (input.since as string | undefined) ?? dataset.from;
  const until = (input.until as string | undefined) ?? dataset.until;
  const price = total.unitValue === null ? "" : `, USD ${total.unitValue} per kg`;
  return {
    ...banner(answer.coverage),
    title: `Who sells HS ${formatHs(product.code)} (${shortProduct(product.label)}) to ${inSentence(buyer.label)}, ${windowWords(from, until)}`,
    blocks: [
      {
        kind: "paragraph",
        text: `${counted(total.suppliers, "supplier")}, ${counted(total.rows, "row")}: ${writeUsd(total.usd)}, ${writeKg(total.kg)}${price}.`,
      },
      ...warnings(answer),
      {
        kind: "table",
        title: "Suppliers",
        main: true,
        columns: [
          { name: "party", label: "Supplier", type: "text" },
          { name: countries ? "party_id" : "country", label: countries ? "Code" : "Country", type: "code" },
          { name: "rows", label: "Rows", type: "count" },
          { name: "usd", label: "Value", type: "usd" },
          { name: "kg", label: "Weight", type: "kg" },
          { name: "unit_value", label: "Unit value", type: "number", unit: "USD per kg" },
          { name: "share", label: "Share", type: "share" },
          ...(countries ? [] : [{ name: "recipients", label: "Recipients", type: "count" } as const]),
          { name: "first", label: "First", type: "date" },
          { name: "last", label: "Last", type: "date" },
          ...(anyStale ? [{ name: "stale", label: "", type: "code" } as const] : []),
        ],
        rows: [
          ...result.suppliers.map((each) => [
            each.label,
            countries ? each.party : each.country,
            each.rows,
            each.usd,
            each.unitValue === null && /^0\.0+$/.test(each.kg) ? null : each.kg,
            each.unitValue,
            each.share,
            ...(countries ? [] : [each.recipients]),
            each.first,
            each.last,
            ...(anyStale ? [each.stale ? "stale" : null] : []),
          ]),
          ...(others.count > 0
            ? [
                [
                  counted(others.count, "other"),
                  null,
                  null,
                  others.usd,
                  others.kg,
                  null,
                  others.share,
                  ...(countries ? [] : [null]),
                  null,
                  null,
                  ...(anyStale ? [null] : []),
                ],
              ]
            : []),
        ],
      },
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
