import type { Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";
import { companyAddress } from "../state/company-question.ts";
import type { Candidate, DiversionResult } from "../state/signals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";

type Passage = NonNullable<Candidate["passage"]>;

interface SignalPassageProps {
  readonly result: DiversionResult;
  readonly candidate: Candidate;
  readonly reference: string;
}

function firmsTable({ firms }: Passage, unit: "kg" | "usd"): Table {
  return {
    kind: "table",
    columns: [
      { name: "firm", label: "Firm", type: "text" },
      { name: "bought", label: "Bought of the source", type: unit },
      { name: "sold", label: "Sold to the destination", type: unit },
      { name: "other_origin", label: "Under another origin", type: unit },
      { name: "bought_bills", label: "Bills bought by", type: "count" },
      { name: "sold_bills", label: "Bills sold by", type: "count" },
    ],
    rows: firms.map(({ firm, bought, sold, otherOrigin, boughtBills, soldBills }) => {
      return [firm.label, bought, sold, otherOrigin, boughtBills, soldBills];
    }),
  };
}

function billsTable({ bills }: Passage): Table {
  return {
    kind: "table",
    columns: [
      { name: "leg", label: "Leg", type: "code" },
      { name: "day", label: "Day", type: "date" },
      { name: "seller", label: "Seller", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "origin", label: "Origin", type: "code" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "bill", label: "Bill", type: "code" },
      { name: "file", label: "File", type: "text" },
      { name: "record", label: "Record", type: "count" },
    ],
    rows: bills.map(({ leg, day, seller, buyer, origin, kg, usd, bill, file, record }) => {
      return [leg, day, seller?.label ?? null, buyer?.label ?? null, origin, kg, usd, bill, file, record];
    }),
  };
}

/** The firms that goods go through, each to its own page, and the bills that show it; nothing where none is seen. */
export function SignalPassage({ result, candidate: { country, passage }, reference }: SignalPassageProps) {
  if (passage === null) return null;
  const { firms, sellers, share, otherOriginShare, bills, billsInAll } = passage;
  const name = `signals-${result.product.code}-by-${country.key}`;
  return (
    <>
      <ChartFigure
        name={`${name}-firms`}
        title={`Firms of ${country.label} that pass it on`}
        caption={`Of ${sellers} sellers there firms that also bought of the source passed on ${writeShare(share)} of the second leg; ${writeShare(otherOriginShare)} of it under another origin. The first ${firms.length} are listed.`}
        table={firmsTable(passage, result.unit)}
        tableProps={{
          reference: () => reference,
          action: (row) => {
            const key = firms[row]?.firm.key;
            return key === undefined ? null : { label: "Its own page", href: companyAddress({ party: key }) };
          },
        }}
      />
      <ChartFigure
        name={`${name}-bills`}
        title={`Bills of firms of ${country.label}`}
        caption={`The heaviest ${bills.length} of ${billsInAll} bills of these firms, with their place in the source file.`}
        table={billsTable(passage)}
      />
    </>
  );
}
