import { expect, test } from "vitest";
import { isoDate } from "../../src/vocab/iso-date.ts";
import type { DutyAnswer, DutyLine, DutyPlace } from "../state/duty-question.ts";
import { brokerText } from "./broker-text.ts";

const line = (changes: Partial<DutyLine>): DutyLine => ({
  measure: "us-column-1",
  title: "Ordinary duty, column 1 general",
  programme: "ordinary",
  kind: "ordinary",
  heading: "3801.10.50",
  outcome: "applied",
  reason: null,
  rate: "0",
  rateText: "Free",
  base: "3700",
  amount: "0.00",
  because: "The general rate of 3801.10.50 is Free.",
  arithmetic: null,
  status: "in force",
  refundable: false,
  from: "2022-01-01",
  until: null,
  confidence: "high",
  source: null,
  book: "shipped",
  ...changes,
});

const skipped = { outcome: "skipped", rate: null, rateText: null, base: null } as const;

const answer: DutyAnswer = {
  operation: "duty",
  input: {},
  on: isoDate("2025-08-15"),
  known: isoDate("2026-04-15"),
  vintage: { software: "0.1.0", data: "2026-11-21+0", store: null },
  result: {
    goods: {
      code: "3801105090",
      label: "Artificial graphite: other",
      origin: { key: "CN", label: "China" },
      to: { key: "US", label: "United States" },
      value: "3700",
    },
    total: "3459.50",
    rate: "0.935",
    duties: "3459.50",
    fees: "0.00",
    refundable: "3459.50",
    lines: [
      line({}),
      line({
        measure: "ad",
        title: "Antidumping duty",
        heading: "A-570-194",
        rateText: "93.5 %",
        amount: "3459.50",
        status: "preliminary",
        refundable: true,
      }),
      line({ ...skipped, title: "List 1", reason: "code_not_covered", because: "Not among its codes." }),
      line({ ...skipped, title: "Surcharge", reason: "not_yet", because: "It begins on 2026-02-24." }),
    ],
    range: null,
  },
  coverage: { made: false, from: null, until: null, notes: [] },
  warnings: ["Two sources disagree."],
  explanation: null,
};

const said = { producer: "", exporter: "separate-rate", article: "", mode: "", content: "", claim: "" };
const place = said as DutyPlace;

test("the text for a broker says the goods, each heading with its amount, the total, and what is worth a look", () => {
  const text = brokerText(answer, place);
  expect(text.split("\n")).toEqual([
    "HTS 3801.10.50.90: Artificial graphite: other",
    "Origin China (CN), entering United States on 2025-08-15, as known on 2026-04-15",
    "Customs value: 3,700.00 USD",
    "Exporter: separate-rate",
    "",
    "To file     Rate    Base, USD  Amount, USD  Measure",
    "3801.10.50  Free     3,700.00         0.00  Ordinary duty, column 1 general, in force",
    "A-570-194   93.5 %   3,700.00     3,459.50  Antidumping duty, preliminary, refundable",
    "",
    "Total: 3,459.50 USD, 93.5 % of the value",
    "Of it can be had back: 3,459.50 USD",
    "Headings to file: 3801.10.50, A-570-194",
    "",
    "Not applied:",
    "- Surcharge: It begins on 2026-02-24.",
    "",
    "To check:",
    "- Two sources disagree.",
    "",
    "Headwater 0.1.0, book 2026-11-21+0. Rates are data of a book: check the official notice before filing.",
    "",
  ]);
});
