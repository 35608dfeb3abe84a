import type {
  ControlChange,
  TradeAtStake,
  VerdictChange,
} from "../../operations/scenario/control/control-change-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import type { Block, Outline, Table } from "../document.ts";
import { stepText } from "./control.ts";
import { counted } from "./parts.ts";
import { tableIfAny, tableOf } from "./table-of.ts";

const OUTCOMES = { yes: "YES", no: "no", open: "OPEN" } as const;

/** The path to the verdict of the scenario, or to the one that was lost. */
function whyItems({ party, rule, baseline, scenario }: VerdictChange): Outline["items"] {
  const isLost = scenario.path.length === 0;
  const { path, because } = isLost ? baseline : scenario;
  const steps = path.length === 0 ? [because] : path.map(stepText);
  return [
    { depth: 0, text: `${party.label}, ${rule}: ${isLost ? "no longer, as in the baseline" : "under the scenario"}` },
    ...steps.map((text) => ({ depth: 1, text })),
  ];
}

const verdictTable = ({ verdicts, otherVerdicts }: ControlChange): Table[] =>
  tableIfAny(
    otherVerdicts === 0
      ? "Verdicts that differ"
      : `Verdicts that differ; ${counted(otherVerdicts, "other verdict")} are not shown`,
    verdicts,
    [
      ["party", "Party", "text", ({ party }) => party.label],
      ["country", "", "code", ({ party }) => party.country],
      ["rule", "Rule", "code", ({ rule }) => rule],
      ["baseline", "Baseline", "code", ({ baseline }) => OUTCOMES[baseline.outcome]],
      ["scenario", "Scenario", "code", ({ scenario }) => OUTCOMES[scenario.outcome]],
      ["test", "By the test", "text", ({ scenario }) => scenario.because],
    ],
  );

/** No duty tells of goods that may be kept out. */
const importsTable = ({ imports }: ControlChange): Table[] =>
  tableIfAny("Imports asked about whose maker a rule says something else of", imports, [
    ["item", "Import", "count", ({ item }) => item],
    ["product", "Goods", "text", ({ product }) => product],
    ["producer", "Maker", "text", ({ producer }) => producer.label],
    ["rule", "Rule", "code", ({ rule }) => rule],
    ["baseline", "Baseline", "code", ({ baseline }) => OUTCOMES[baseline]],
    ["scenario", "Scenario", "code", ({ scenario }) => OUTCOMES[scenario]],
    ["means", "Who it holds for is", "text", ({ means }) => means],
  ]);

const ultimateTable = ({ ultimate, otherUltimate }: ControlChange): Table[] => {
  const words = (countries: ControlChange["ultimate"][number]["baseline"]) =>
    countries.map(({ label }) => label).join(" or ");
  return tableIfAny(
    otherUltimate === 0
      ? "Whose parties are in the end"
      : `Whose parties are in the end; ${counted(otherUltimate, "other party", "other parties")} are not shown`,
    ultimate,
    [
      ["party", "Party", "text", ({ party }) => party.label],
      ["country", "", "code", ({ party }) => party.country],
      ["baseline", "Baseline", "text", ({ baseline }) => words(baseline)],
      ["scenario", "Scenario", "text", ({ scenario }) => words(scenario)],
    ],
  );
};

function partsTable(
  title: string,
  what: string,
  parts: TradeAtStake["products"],
  others: TradeAtStake["otherProducts"],
  labelOf: (part: TradeAtStake["products"][number]) => string,
): Table {
  const rows = [
    ...parts.map((part) => ({ ...part, label: labelOf(part) })),
    ...(others.count === 0 ? [] : [{ ...others, label: `${others.count} others`, rows: null }]),
  ];
  return tableOf(title, rows, [
    ["what", what, "text", ({ label }) => label],
    ["rows", "Rows", "count", ({ rows: count }) => count],
    ["usd", "Value", "usd", ({ usd }) => usd],
    ["kg", "Weight", "kg", ({ kg }) => kg],
    ["share", "Share", "share", ({ share }) => share],
  ]);
}

function tradeBlocks(trade: TradeAtStake): Block[] {
  const { to, total, products, otherProducts, sellers, otherSellers } = trade;
  const where = to === null ? "" : ` to ${inSentence(to.label)}`;
  const who = counted(total.buyers, "buyer");
  return [
    {
      kind: "paragraph",
      text: `They sold ${total.usd} USD${where} (${trade.from ?? "…"} to ${trade.until ?? "…"}) to ${who}, in ${counted(total.rows, "row")}.`,
    },
    partsTable(
      `What they sold${where}`,
      "Product",
      products,
      otherProducts,
      ({ key, label }) => `${formatHs(key)} ${label}`,
    ),
    partsTable(`Who of them sold${where}`, "Seller", sellers, otherSellers, ({ label }) => label),
  ];
}

const makersTable = ({ makers }: ControlChange): Table[] =>
  tableIfAny("What sources claim that they make", makers, [
    ["party", "Party", "text", ({ party }) => party.label],
    ["product", "Product", "text", ({ product }) => product],
    ["measure", "Measure", "code", ({ measure }) => measure],
    ["period", "Period", "code", ({ period }) => period],
    ["quantity", "Quantity", "number", ({ quantity }) => quantity],
    ["unit", "", "code", ({ unit, bound }) => (bound === null ? unit : `${unit}, ${bound}`)],
    ["share", "Share", "share", ({ share }) => share],
    ["whole", "of", "text", ({ whole }) => whole],
    ["source", "Source", "text", ({ title }) => title],
  ]);

/** Whose parties are with a scenario and without it, as part of the answer of a what-if. */
export function whatIfControlBlocks(part: ControlChange): Block[] {
  const { verdicts, rules, looked, trade } = part;
  if (verdicts.length === 0 && part.ultimate.length === 0) {
    return [
      { kind: "paragraph", text: `No rule says anything else of ${counted(looked, "party", "parties")} looked at.` },
    ];
  }
  return [
    ...verdictTable(part),
    ...(verdicts.length === 0 ? [] : [{ kind: "outline", title: "Why", items: verdicts.flatMap(whyItems) } as const]),
    ...(rules.length === 0
      ? []
      : [
          {
            kind: "note",
            title: "What the rules mean",
            items: rules.map(({ title, authority, state, means, note }) => {
              return `${title} (${authority}; ${state}): who it holds for is ${means}.${note === null ? "" : ` ${note}`}`;
            }),
          } as const,
        ]),
    ...importsTable(part),
    ...ultimateTable(part),
    ...(trade === null ? [] : tradeBlocks(trade)),
    ...makersTable(part),
  ];
}
