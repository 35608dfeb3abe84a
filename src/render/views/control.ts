import type { ControlResult, ControlRule, ControlStake } from "../../operations/control/control-result.ts";
import type { Answer } from "../../operations/core/answer.ts";
import { decimal, percent } from "../../vocab/decimal.ts";
import type { Block, Document, Table } from "../document.ts";
import { banner, closing, warnings } from "./parts.ts";

/** A share as per cent, or the range it lies in; nothing where there is none. */
export function rangeText(low: string | null, high: string | null): string | null {
  if (low === null || high === null) return null;
  const words = (share: string) => percent(decimal(share));
  return low === high ? words(low) : `${words(low)} to ${words(high)}`;
}

/** The days of something dated, in words; "" where none is known. */
export const daysText = ({ from, until }: { from: string | null; until: string | null }): string => {
  if (from === null && until === null) return "";
  return until === null ? `since ${from}` : `${from ?? "…"} to ${until}`;
};

/** A step of a path in words. */
export function stepText(step: ControlRule["path"][number]): string {
  switch (step.step) {
    case "stake": {
      const what = step.interest === "equity" ? "of" : `(${step.interest}) of`;
      return `${step.holder.label} holds ${rangeText(step.low, step.high)} ${what} ${step.held.label}`;
    }
    case "is":
      return `${step.party.label} ${step.because}`;
    case "rule":
      return `so ${step.party.label} is under ${step.rule}${step.outcome === "open" ? ", perhaps" : ""}`;
    default:
      return `${step.seller.label} sells ${step.product} to ${step.buyer.label}`;
  }
}

const OUTCOME_WORDS = { yes: "YES", no: "no", open: "OPEN" } as const;

function rulesTable(rules: ControlResult["rules"]): Table {
  return {
    kind: "table",
    title: "Rule by rule",
    main: true,
    columns: [
      { name: "rule", label: "Rule", type: "code" },
      { name: "outcome", label: "Outcome", type: "code" },
      { name: "share", label: "Share", type: "text" },
      { name: "threshold", label: "Threshold", type: "text" },
      { name: "status", label: "Status", type: "text" },
      { name: "confidence", label: "Confidence", type: "code" },
      { name: "source", label: "Source", type: "code" },
      { name: "path", label: "Why", type: "text" },
    ],
    rows: rules.map((rule) => {
      const own = rule.tests.find(({ test }) => test === rule.test);
      const than = own?.moreThan === true ? "more than " : "";
      return [
        rule.rule,
        OUTCOME_WORDS[rule.outcome],
        rangeText(rule.low, rule.high),
        rule.threshold === null ? null : `${than}${percent(decimal(rule.threshold))}`,
        rule.status.state,
        rule.confidence,
        rule.source,
        rule.outcome === "no" ? "" : rule.path.map(stepText).join("; "),
      ];
    }),
  };
}

function stakesTable(title: string, stakes: readonly ControlStake[]): Table {
  return {
    kind: "table",
    title,
    columns: [
      { name: "holder", label: "Holder", type: "text" },
      { name: "country", label: "", type: "code" },
      { name: "interest", label: "Interest", type: "code" },
      { name: "share", label: "Share", type: "text" },
      { name: "days", label: "Days", type: "text" },
      { name: "basis", label: "Basis", type: "code" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: stakes.map((stake) => [
      stake.holder.label,
      stake.holder.country,
      stake.interest,
      rangeText(stake.low, stake.high),
      daysText(stake),
      stake.basis,
      stake.locator === null ? stake.source : `${stake.source}, ${stake.locator}`,
    ]),
  };
}

/** What decides an open rule, how near the others are, and where the law has two readings. */
function nearness(rule: ControlRule): readonly string[] {
  const items: string[] = [];
  if (rule.toThreshold !== null && rule.outcome === "no" && rule.high !== "0") {
    items.push(`${rule.title}: ${percent(decimal(rule.toThreshold))} below the threshold, by the test “${rule.test}”.`);
  }
  const [turn] = rule.turns;
  if (turn !== undefined) {
    const now = rangeText(turn.low, turn.high);
    const turned = rule.outcome === "open" ? "would decide it" : "would turn it";
    items.push(
      `${rule.title}: ${turn.holder.label}’s ${turn.interest} of ${turn.held.label} ${turned}: now ${now}; ${turn.becomes} at ${percent(decimal(turn.at))}.`,
    );
  }
  for (const test of rule.tests) {
    for (const reading of test.readings.filter(({ high }) => high !== "0")) {
      items.push(
        `${rule.title}, read so that ${reading.title}: ${reading.outcome}, ${rangeText(reading.low, reading.high)}.`,
      );
    }
  }
  for (const moved of rule.restructurings) {
    const when = moved.days < 0 ? `${-moved.days} days before` : `${moved.days} days after`;
    items.push(
      `${moved.holder.label}’s ${moved.interest} of ${moved.held.label} went from ${rangeText(moved.before.low, moved.before.high)} to ${rangeText(moved.after.low, moved.after.high)} on ${moved.day}, ${when} ${rule.title} became public: across ${percent(decimal(moved.threshold))}.`,
    );
  }
  return items;
}

export function controlView(answer: Answer<ControlResult>): Document {
  const { party, rules, holders, owners, recorded, listings } = answer.result;
  const near = rules.flatMap(nearness);
  const proved = rules
    .filter(({ outcome }) => outcome !== "no")
    .flatMap(({ title, outcome, means, path }) => [
      { depth: 0, text: `${title}: ${outcome === "yes" ? "is" : "may be"} ${means}` },
      ...path.map((step) => ({ depth: 1, text: stepText(step) })),
    ]);
  const notes = rules.flatMap(({ title, note, status }) =>
    [note, status.note].flatMap((each) => (each === null ? [] : [`${title}: ${each}`])),
  );
  const said = recorded.map(({ interest, low, high }) => `${rangeText(low, high)} of its ${interest}`);
  const blocks: Block[] = [
    ...warnings(answer),
    {
      kind: "paragraph",
      text:
        said.length === 0
          ? "No stake in it is recorded on this day."
          : `Recorded: ${said.join(", ")}. What is not recorded counts as not held.`,
    },
    rulesTable(rules),
    ...(proved.length === 0 ? [] : [{ kind: "outline", title: "By what path", items: proved } as const]),
    ...(near.length === 0 ? [] : [{ kind: "note", title: "How near, and what would turn it", items: near } as const]),
    ...(holders.length === 0 ? [] : [stakesTable("Who holds it", holders)]),
    ...(owners.length === 0
      ? []
      : [
          {
            kind: "table",
            title: "All who stand behind it, equity multiplied along every path",
            columns: [
              { name: "owner", label: "Party", type: "text" },
              { name: "country", label: "", type: "code" },
              { name: "share", label: "Integrated share", type: "text" },
              { name: "end", label: "", type: "code" },
            ],
            rows: owners.map((each) => [
              each.party.label,
              each.party.country,
              rangeText(each.low, each.high),
              each.ultimate ? "ultimate" : "",
            ]),
          } as const,
        ]),
    ...(listings.length === 0
      ? []
      : [
          {
            kind: "table",
            title: "Lists that name it",
            columns: [
              { name: "list", label: "List", type: "code" },
              { name: "title", label: "", type: "text" },
              { name: "days", label: "Days", type: "text" },
              { name: "source", label: "Source", type: "code" },
            ],
            rows: listings.map((each) => [each.list, each.title, daysText(each), each.source]),
          } as const,
        ]),
    ...(notes.length === 0 ? [] : [{ kind: "note", title: "What to know of the rules", items: notes } as const]),
    ...closing(answer),
  ];
  const where = party.country === null ? "" : `, ${party.country}`;
  return { title: `Whose ${party.label}${where} is on ${answer.on}`, ...banner(answer.coverage), blocks };
}
