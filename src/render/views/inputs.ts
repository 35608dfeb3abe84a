import type { Answer } from "../../operations/core/answer.ts";
import type { InputsResult } from "../../operations/inputs.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Column, Document, Table } from "../document.ts";
import { banner, closing, warnings } from "./parts.ts";
import { costShareWords, shortProduct } from "./trade-words.ts";

type Link = InputsResult["links"][number];

const amountWords = ({ amount, amountUnit }: Link): string | null =>
  amount === null ? null : `${amount} ${amountUnit ?? ""}`.trim();

function linkTable({ links, direction }: InputsResult): Table {
  const up = direction === "up";
  const deep = links.some((link) => link.step > 1);
  const step: Column[] = deep ? [{ name: "step", label: "Step", type: "count" }] : [];
  const through: Column[] = deep ? [{ name: "of", label: up ? "Input of" : "Through", type: "code" }] : [];
  return {
    kind: "table",
    columns: [
      ...step,
      { name: "code", label: "HS", type: "code" },
      { name: "label", label: up ? "Input" : "Goes into", type: "text" },
      ...through,
      { name: "kind", label: "Kind", type: "code" },
      { name: "amount", label: "Amount", type: "code" },
      { name: "cost_share", label: "Cost share", type: "code" },
      { name: "basis", label: "Basis", type: "code" },
      { name: "source", label: "Source", type: "code" },
    ],
    rows: links.map((link) => [
      ...(deep ? [link.step] : []),
      formatHs(link.code),
      link.label,
      ...(deep ? [formatHs(link.other)] : []),
      link.kind,
      amountWords(link),
      costShareWords(link.costShare),
      link.basis,
      link.source.id,
    ]),
  };
}

/** Every field of every link, for files. */
function detailTable({ links }: InputsResult): Table {
  const text = (name: string, label: string): Column => ({ name, label, type: "text" });
  const share = (name: string, label: string): Column => ({ name, label, type: "share" });
  return {
    kind: "table",
    title: "Links of the input map",
    main: true,
    detail: true,
    columns: [
      { name: "step", label: "Step", type: "count" },
      { name: "code", label: "HS", type: "code" },
      text("label", "Product"),
      { name: "other", label: "Linked to", type: "code" },
      text("other_label", "Linked product"),
      { name: "kind", label: "Kind", type: "code" },
      { name: "amount", label: "Amount", type: "number" },
      { name: "amount_unit", label: "Unit", type: "code" },
      share("cost_share_low", "Cost share, low"),
      share("cost_share", "Cost share"),
      share("cost_share_high", "Cost share, high"),
      { name: "basis", label: "Basis", type: "code" },
      text("source", "Source"),
      text("locator", "Place in the source"),
      text("url", "Address"),
      text("note", "Note"),
    ],
    rows: links.map((link) => [
      link.step,
      link.code,
      link.label,
      link.other,
      link.otherLabel,
      link.kind,
      link.amount,
      link.amountUnit,
      link.costShare?.low ?? null,
      link.costShare?.central ?? null,
      link.costShare?.high ?? null,
      link.basis,
      link.source.title,
      link.source.locator,
      link.source.url,
      link.note,
    ]),
  };
}

export function inputsView(answer: Answer<InputsResult>): Document {
  const { result } = answer;
  const { product, direction, links } = result;
  const name = `HS ${formatHs(product.code)} (${shortProduct(product.label)})`;
  const sources = new Map(links.map(({ source }) => [source.id, source.title]));
  const cited = [...sources].map(([id, title]) => `${id}: ${title}`);
  return {
    ...banner(answer.coverage),
    title: direction === "up" ? `What ${name} is made of and with` : `What ${name} goes into`,
    blocks: [
      ...warnings(answer),
      linkTable(result),
      detailTable(result),
      ...(cited.length === 0 ? [] : [{ kind: "note", title: "Sources", items: cited } as const]),
      ...closing(answer),
    ],
  };
}
