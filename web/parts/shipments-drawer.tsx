import type { Question as QuestionOf, Result } from "../../src/client/client.ts";
import type { Table } from "../../src/render/document.ts";
import { tableToCsv } from "../../src/render/render-csv.ts";
import { writeCount, writeKg, writeUsd } from "../../src/render/scale.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { useAsked } from "../state/answers.ts";
import type { ChainLink, ChainResult } from "../state/chain-answer.ts";
import { CHAIN_FIELDS, type ChainPlace, changeChain } from "../state/chain-question.ts";
import { settings } from "../state/everywhere.ts";
import { saidFields } from "../state/fields.ts";
import { openedByStep } from "../state/location.ts";
import { writeReference } from "../state/reference.ts";
import { reproduce } from "../state/reproduce.ts";
import { client } from "../state/server.ts";
import { CopyButton } from "./copy-button.tsx";
import { DataTable } from "./data-table.tsx";
import { saveFile } from "./download.ts";
import { Problem, Warnings } from "./problem.tsx";
import { Sheet } from "./sheet.tsx";

type Shipments = Result<"shipments">;

function linkOf(chain: ChainResult, { edge }: ChainPlace): ChainLink | undefined {
  return chain.links.find(({ source, target }) => `${source}>${target}` === edge);
}

/** The question for exactly the rows that a link counts; null when one of its ends is a pooled rest. */
export function shipmentsQuestion(chain: ChainResult, values: ChainPlace): QuestionOf<"shipments"> | null {
  const link = linkOf(chain, values);
  const source = chain.nodes.find((node) => node.id === link?.source);
  const target = chain.nodes.find((node) => node.id === link?.target);
  if (source?.key == null || target?.key == null || link === undefined) return null;
  const {
    since,
    until,
    data,
    source: dataset,
    side,
    frequency,
    minShare,
    direction,
    inputs,
    observedOnly,
  } = saidFields(CHAIN_FIELDS, values);
  const { to: behindTo, origin: behindOrigin, party: behindParty } = saidFields(CHAIN_FIELDS, values);
  const asked = {
    // Goods run from the seller to the buyer, whichever way the chain is walked.
    ...(chain.by === "party" ? { seller: source.key, buyer: target.key } : { origin: source.key, to: target.key }),
    product: link.products.map(({ code }) => code),
    behind: chain.root.product,
    tier: link.tier,
    ...{ behindTo, behindOrigin, behindParty },
    ...{ since, until, data, source: dataset, side, frequency, minShare, direction, inputs, observedOnly },
  };
  return onlySaid(asked);
}

/** Without the fields that nothing is said of. */
function onlySaid<Fields extends object>(fields: Fields): { [Name in keyof Fields]: Exclude<Fields[Name], undefined> } {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(said) as { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };
}

function close(): void {
  if (openedByStep()) window.history.back();
  else changeChain({ edge: "" }, { replace: true });
}

/** The rows behind the link that the address names. */
export function ShipmentsDrawer({ chain, values }: { readonly chain: ChainResult; readonly values: ChainPlace }) {
  if (values.edge === "") return null;
  const question = shipmentsQuestion(chain, values);
  return (
    <Sheet title="Rows behind this link" wide onClose={close}>
      {question === null ? (
        <p>One end of this link pools several others. Show more a tier, and open the link of one of them.</p>
      ) : (
        <Found question={question} counted={linkOf(chain, values)?.rows ?? 0} />
      )}
    </Sheet>
  );
}

function rowsTable({ rows }: Shipments): Table {
  return {
    kind: "table",
    title: "Rows, largest value first",
    columns: [
      { name: "day", label: "Day", type: "date" },
      { name: "seller", label: "Seller", type: "text" },
      { name: "buyer", label: "Buyer", type: "text" },
      { name: "product", label: "HS", type: "code" },
      { name: "description", label: "Goods", type: "text" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "basis", label: "Basis", type: "text" },
      { name: "kg", label: "Weight", type: "kg" },
      { name: "bill", label: "Bill", type: "code" },
      { name: "file", label: "File", type: "text" },
      { name: "record", label: "Record", type: "count" },
    ],
    rows: rows.map((row) => [
      row.day,
      row.seller.label,
      row.buyer.label,
      formatHs(row.product),
      row.description,
      row.usd,
      row.basis,
      row.kg,
      row.bill,
      row.file,
      row.record,
    ]),
  };
}

interface FoundProps {
  readonly question: QuestionOf<"shipments">;
  /** Rows that the link itself counts. */
  readonly counted: number;
}

function Found({ question, counted }: FoundProps) {
  const asked = useAsked(`shipments ${JSON.stringify([question, settings()])}`, (signal) =>
    client.value.shipments(question, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">Reading the rows …</p>;
  const { total, rows } = value.result;
  const table = rowsTable(value.result);
  const reference = writeReference({ operation: "shipments", question, path: [] });
  return (
    <>
      <p>
        {writeCount(total.rows)} {total.rows === 1 ? "row" : "rows"}: {writeUsd(total.usd)}, {writeKg(total.kg)}
        {rows.length < total.rows ? `; the ${rows.length} largest are listed` : ""}.
        {counted === total.rows
          ? null
          : ` The link counts ${writeCount(counted)} of them; the others count at a smaller tier.`}
      </p>
      <Warnings warnings={value.warnings} />
      <div class="figure-tools">
        <button type="button" onClick={() => saveFile("shipments.csv", "text/csv;charset=utf-8", tableToCsv(table))}>
          CSV
        </button>
        <CopyButton text={() => reproduce("shipments", question, window.location.origin).cli}>
          Copy the CLI command
        </CopyButton>
      </div>
      <DataTable table={table} reference={() => reference} />
    </>
  );
}
