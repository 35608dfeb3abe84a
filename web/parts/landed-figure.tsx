import type { Answer } from "../../src/client/client.ts";
import type { Column, Table } from "../../src/render/document.ts";
import { useQuestion } from "../state/answers.ts";
import {
  besideQuestion,
  type DutyPlace,
  dutyFigure,
  dutyQuestion,
  type LandedResult,
  landedQuestion,
} from "../state/duty-question.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { perCent, writeCents } from "./duty-words.ts";
import { Problem } from "./problem.tsx";

type Offer = LandedResult["offers"][number];

const usd = (name: string, label: string): Column => ({ name, label, type: "number", unit: "USD" });
const percent = (name: string, label: string): Column => ({ name, label, type: "number", unit: "%" });

function landedTable({ offers, domestic }: LandedResult): Table {
  const parts = ["value", "freight", "insurance", "duties", "fees", "total"] as const;
  const named = [
    ["againstDomestic", percent("against_domestic", "Against made here")],
    ["breakEvenPrice", usd("break_even_price", "Break-even value")],
    ["breakEvenDuty", percent("break_even_duty", "Break-even duty")],
  ] as const;
  const compared = domestic === null ? [] : named;
  const written = (offer: Offer, field: (typeof named)[number][0]) => {
    const found = offer[field];
    return found === null || field === "breakEvenPrice" ? found : perCent(found, 2);
  };
  return {
    kind: "table",
    title: "At the door",
    columns: [
      { name: "from", label: "From", type: "text" },
      usd("value", "Value"),
      usd("freight", "Freight"),
      usd("insurance", "Insurance"),
      usd("duties", "Duties"),
      usd("fees", "Fees"),
      usd("total", "At the door"),
      ...compared.map(([, column]) => column),
    ],
    rows: offers.map((offer) => [
      offer.origin.label,
      ...parts.map((part) => offer[part]),
      ...compared.map(([field]) => written(offer, field)),
    ]),
  };
}

function landedCaption({ offers, domestic }: LandedResult): string {
  const each = offers.map(({ origin, total }) => `${writeCents(total)} USD from ${origin.label}`).join(", ");
  return `At the door the lot costs ${each}${domestic === null ? "" : `; made here it costs ${writeCents(domestic)} USD`}.`;
}

/** Both lots with freight and insurance, and against one that is made in the country of entry. */
export function LandedFigure({ values }: { readonly values: DutyPlace }) {
  const question = landedQuestion(values);
  const asked = useQuestion(
    "landed-cost",
    question,
    settings(),
    (given, signal): Promise<Answer<LandedResult>> => client.value.landedCost(given, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (question === null) return null;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Adding what carries the goods …</p>;
  const { result } = value;
  return (
    <ChartFigure
      name={`landed-cost-${result.product}`}
      title="What the lot costs at the door"
      caption={landedCaption(result)}
      table={landedTable(result)}
      tableProps={{
        // What is not of the duties was said by the question itself; both lead to how the duties of the lot were made.
        reference: (row, column) =>
          column.name === "duties" || column.name === "fees" || column.name === "total"
            ? dutyFigure(result.offers[row]?.name === "second" ? (besideQuestion(values) ?? {}) : dutyQuestion(values))
            : null,
      }}
    />
  );
}
