import type { AttributionResult } from "../../operations/trade/attribution-result.ts";
import type { Block, Cell, Column } from "../document.ts";
import { writeShare } from "../scale.ts";
import { counted } from "./parts.ts";
import { inSentence } from "./trade-words.ts";

type Stake = NonNullable<AttributionResult["control"]>["open"][number]["path"][number];

/** Whose those are who added value, in a sentence. */
export function controlWords(label: string): string {
  return label === "Open"
    ? "parties of which it is open whose they are"
    : `parties controlled from ${inSentence(label)}`;
}

/** How much is made elsewhere than it is controlled, of the first line and in all. */
export function controlFinding({ by, control }: AttributionResult): string {
  if (control === undefined) return "";
  const moved = by[0]?.control?.moved;
  const first =
    moved === null || moved === undefined
      ? ""
      : ` Of the whole, ${writeShare(moved.share)} is theirs and made elsewhere.`;
  const { share, low, high } = control.elsewhere;
  const band = low === null || high === null ? "" : ` (${writeShare(low)} to ${writeShare(high)})`;
  return `${first} In all, ${writeShare(share)}${band} was made in another country than the one that controls the maker.`;
}

const shareWords = ({ low, high }: Stake): string =>
  low === high ? writeShare(low) : `${writeShare(low)} to ${writeShare(high)}`;

const stakeWords = (stake: Stake): string => {
  const votes = stake.interest === "equity" ? "" : ` of ${stake.interest}s`;
  return `${stake.holder.label} ${shareWords(stake)}${votes}`;
};

/** A path from its end down: "Ministry 60 % › Holding 51 % › Firm". */
function pathWords(path: readonly Stake[]): string {
  const last = path.at(-1);
  return last === undefined ? "" : [...path.map(stakeWords), last.held.label].join(" › ");
}

/** Value by origin beside value by control, and who stands behind what is made elsewhere, by which stakes. */
export function controlTables({ by, control }: AttributionResult): Block[] {
  if (control === undefined || by.length === 0) return [];
  const { origins, open } = control;
  const madeIn = (line: (typeof by)[number]): string => {
    const parts = line.control?.origins ?? [];
    const rest = parts.length > 3 ? `, ${counted(parts.length - 3, "other")}` : "";
    return (
      parts
        .slice(0, 3)
        .map((part) => `${part.label} ${writeShare(part.share)}`)
        .join(", ") + rest
    );
  };
  const movedRows = by.flatMap((line): Cell[][] => {
    const moved = line.control?.moved;
    if (moved === null || moved === undefined) return [[line.label, line.share, null, null, null, madeIn(line)]];
    return [[line.label, line.share, moved.share, moved.low, moved.high, madeIn(line)]];
  });
  const parties = by.flatMap((line) =>
    (line.control?.moved?.parties ?? []).map((party): Cell[] => [
      line.label,
      party.label,
      party.origin.label,
      party.share,
      party.usd,
    ]),
  );
  const stakes = by.flatMap((line) =>
    (line.control?.moved?.parties ?? []).flatMap((party) =>
      party.path.map((stake): Cell[] => [
        party.label,
        stake.holder.label,
        stake.held.label,
        stake.interest,
        shareWords(stake),
        stake.source,
      ]),
    ),
  );
  return [
    {
      kind: "table",
      title: "Made elsewhere than controlled",
      columns: [
        { name: "control", label: "Country of control", type: "text" },
        { name: "share", label: "Share", type: "share" },
        { name: "moved", label: "Made elsewhere", type: "share" },
        { name: "moved_low", label: "Lowest", type: "share" },
        { name: "moved_high", label: "Highest", type: "share" },
        { name: "made_in", label: "Made in", type: "text" },
      ],
      rows: movedRows,
    },
    {
      kind: "table",
      title: "Beside it, value added by country",
      columns: [
        { name: "origin", label: "Country", type: "text" },
        { name: "share", label: "Share", type: "share" },
        { name: "low", label: "Lowest", type: "share" },
        { name: "high", label: "Highest", type: "share" },
        { name: "usd", label: "Value", type: "usd" },
      ],
      rows: [
        ...origins.by.map((line): Cell[] => [line.label, line.share, line.low, line.high, line.usd]),
        ...(origins.others.count === 0
          ? []
          : [[counted(origins.others.count, "other"), origins.others.share, null, null, origins.others.usd]]),
      ],
    },
    ...table("The largest that add value elsewhere", PARTY_COLUMNS, parties),
    ...table("The stakes by which those are held, from the end of each chain down", STAKE_COLUMNS, stakes),
    ...table(
      "Open: parties that may be one country's or another's",
      OPEN_COLUMNS,
      open.map((each) => [
        each.label,
        each.mayBe.map(({ label }) => label).join(" or "),
        each.share,
        each.usd,
        pathWords(each.path),
      ]),
    ),
  ];
}

const PARTY_COLUMNS: readonly Column[] = [
  { name: "control", label: "Control", type: "text" },
  { name: "party", label: "Party", type: "text" },
  { name: "made_in", label: "Made in", type: "text" },
  { name: "share", label: "Share", type: "share" },
  { name: "usd", label: "Value", type: "usd" },
];

const STAKE_COLUMNS: readonly Column[] = [
  { name: "party", label: "Of", type: "text" },
  { name: "holder", label: "Holder", type: "text" },
  { name: "held", label: "Holds", type: "text" },
  { name: "interest", label: "Interest", type: "code" },
  { name: "stake", label: "Stake", type: "text" },
  { name: "source", label: "Source", type: "code" },
];

const OPEN_COLUMNS: readonly Column[] = [
  { name: "party", label: "Party", type: "text" },
  { name: "may_be", label: "May be of", type: "text" },
  { name: "share", label: "Share", type: "share" },
  { name: "usd", label: "Value", type: "usd" },
  { name: "stakes", label: "Stakes", type: "text" },
];

function table(title: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Block[] {
  return rows.length === 0 ? [] : [{ kind: "table", title, columns: [...columns], rows: rows.map((row) => [...row]) }];
}
