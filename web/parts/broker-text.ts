import { formatHs } from "../../src/vocab/hs-code.ts";
import type { DutyAnswer, DutyLine, DutyPlace } from "../state/duty-question.ts";
import { applied, asKnown, isNothing, perCent, skipped, statusWords, writeCents } from "./duty-words.ts";

const COLUMNS = ["To file", "Rate", "Base, USD", "Amount, USD"] as const;

function aligned(lines: readonly DutyLine[]): readonly string[] {
  const rows = lines.map((line) => [
    line.heading ?? "",
    line.rateText ?? "",
    line.base === null ? "" : writeCents(line.base),
    writeCents(line.amount),
  ]);
  const widths = COLUMNS.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const write = (cells: readonly string[], last: string) =>
    [...cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))), last].join(
      "  ",
    );
  return [
    write(COLUMNS, "Measure"),
    ...lines.map((line, at) => write(rows[at] ?? [], [line.title, statusWords(line)].filter(Boolean).join(", "))),
  ];
}

const given = (label: string, said: string): readonly string[] => (said === "" ? [] : [`${label}: ${said}`]);

/** A claim that would change something here: what such a line says is worth a broker's look. */
const worthSaying = ({ reason }: DutyLine): boolean => reason !== "code_not_covered" && reason !== "origin_not_covered";

/** The stack as plain text for a letter: the goods, what to file, what it comes to, and what to check. */
export function brokerText(answer: DutyAnswer, values: DutyPlace): string {
  const { result, on, warnings, vintage } = answer;
  const { code, label, origin, to, value } = result.goods;
  const owed = applied(result);
  const headings = [...new Set(owed.flatMap(({ heading }) => (heading === null ? [] : [heading])))];
  const besides = skipped(result).filter(worthSaying);
  return [
    `HTS ${formatHs(code)}: ${label}`,
    `Origin ${origin.label} (${origin.key}), entering ${to.label} on ${on}${asKnown(answer)}`,
    `Customs value: ${writeCents(value)} USD`,
    ...given("Producer", values.producer),
    ...given("Exporter", values.exporter),
    ...given("Article", values.article),
    ...given("Mode of transport", values.mode),
    ...given("Contents, USD", values.content),
    ...given("Claims made", values.claim),
    "",
    ...aligned(owed),
    "",
    `Total: ${writeCents(result.total)} USD, ${perCent(result.rate)} % of the value` +
      (isNothing(result.fees) ? "" : ` (duties ${writeCents(result.duties)}, fees ${writeCents(result.fees)})`),
    ...(isNothing(result.refundable) ? [] : [`Of it can be had back: ${writeCents(result.refundable)} USD`]),
    `Headings to file: ${headings.join(", ") || "none"}`,
    ...(besides.length === 0 ? [] : ["", "Not applied:", ...besides.map((line) => `- ${line.title}: ${line.because}`)]),
    ...(warnings.length === 0 ? [] : ["", "To check:", ...warnings.map((warning) => `- ${warning}`)]),
    "",
    `Headwater ${vintage.software}, book ${vintage.data}. Rates are data of a book: check the official notice before filing.`,
    "",
  ].join("\n");
}
