import type { Answer } from "../../operations/core/answer.ts";
import type { ExposureResult } from "../../operations/trade/exposure-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document, Table } from "../document.ts";
import { writeShare, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

const CODES_SHOWN = 6;

/** What is depended on: "HS 8505.11 of China". */
function subject({ of }: ExposureResult): string {
  const product = of.product === null ? null : `HS ${formatHs(of.product.code)}`;
  const who = of.party?.label ?? (of.country === null ? null : inSentence(of.country.label));
  if (who === null) return `${product} (${shortProduct(of.product?.label ?? "")})`;
  return product === null ? who : `${product} of ${who}`;
}

function goods({ bought }: ExposureResult): string {
  const codes = bought.slice(0, CODES_SHOWN).map(({ code }) => formatHs(code));
  const more = bought.length - codes.length;
  return `HS ${codes.join(", ")}${more > 0 ? ` and ${counted(more, "other code")}` : ""}`;
}

function summary(result: ExposureResult): string {
  const { total, by, to } = result;
  const [one, many] = by === "country" ? ["country", "countries"] : ["buyer", "buyers"];
  const buyers = by === "country" && to !== null ? inSentence(to.label) : counted(total.buyers, one, many);
  const where = to === null || by === "country" ? "" : ` in ${inSentence(to.label)}`;
  const of = subject(result);
  return (
    `${buyers.slice(0, 1).toUpperCase()}${buyers.slice(1)}${where} paid ${writeUsd(total.usd)} for ${goods(result)}. Of that ${writeUsd(total.added)} ` +
    `(${writeShare(total.addedShare)}) was added by ${of}, ${writeUsd(total.passing)} (${writeShare(total.passingShare)}) ` +
    `passed it on the way, and ${writeUsd(total.direct)} was bought there directly; ${writeShare(total.untracedShare)} is untraced. ` +
    `${total.buyers === 1 ? "" : `Some of it comes to ${total.exposed === total.buyers ? "all" : String(total.exposed)} of them.`}`
  );
}

function buyersTable({ buyers, others, by, rank }: ExposureResult): Table {
  const parties = by === "party";
  return {
    kind: "table",
    title: `Buyers, by the value that ${rank === "added" ? "was added there" : "passed there"}`,
    main: true,
    columns: [
      { name: "buyer", label: parties ? "Buyer" : "Country", type: "text" },
      ...(parties ? [{ name: "country", label: "In", type: "code" } as const] : []),
      { name: "rows", label: "Rows", type: "count" },
      { name: "usd", label: "Paid", type: "usd" },
      { name: "added_usd", label: "Added there", type: "usd" },
      { name: "added_share", label: "of paid", type: "share" },
      { name: "passing_usd", label: "Passed there", type: "usd" },
      { name: "passing_share", label: "of paid", type: "share" },
      { name: "direct_usd", label: "Bought there", type: "usd" },
      { name: "direct_share", label: "of paid", type: "share" },
    ],
    rows: [
      ...buyers.map((each) => [
        each.label,
        ...(parties ? [each.country] : []),
        each.rows,
        each.usd,
        each.added,
        each.addedShare,
        each.passing,
        each.passingShare,
        each.direct,
        each.directShare,
      ]),
      ...(others.count > 0
        ? [
            [
              counted(others.count, "other"),
              ...(parties ? [null] : []),
              null,
              others.usd,
              others.added,
              null,
              others.passing,
              null,
              others.direct,
              null,
            ],
          ]
        : []),
    ],
  };
}

export function exposureView(answer: Answer<ExposureResult>): Document {
  const { result } = answer;
  const { from, until, dataset } = result;
  return {
    ...banner(answer.coverage),
    title: `Who depends on ${subject(result)}, ${windowWords(from, until)}`,
    blocks: [
      ...(result.total.buyers > 0 ? [{ kind: "paragraph", text: summary(result) } as const] : []),
      ...warnings(answer),
      buyersTable(result),
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
