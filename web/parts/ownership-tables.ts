import type { TreeStake } from "../../src/charts/ownership-tree.ts";
import type { Table } from "../../src/render/document.ts";
import { findCountry } from "../../src/vocab/country.ts";
import type { ControlFound, GroupFound, GroupStake } from "../state/company-question.ts";
import { dayWords, sourceWords, stakeWords } from "./control-words.ts";

export const countryName = (code: string | null): string =>
  code === null ? "country not known" : (findCountry(code)?.name ?? code);

/** The stakes as the tree writes them: first what part, then since when. */
export function treeStakes({ up, down }: GroupFound): readonly TreeStake[] {
  const written = (stake: GroupStake): TreeStake => ({
    holder: stake.holder.key,
    held: stake.held.key,
    lines: [stakeWords(stake), dayWords(stake)].filter((line) => line !== ""),
    open: stake.low !== stake.high,
  });
  // The largest first: of many holders the first ones are shown.
  return [...up, ...down].toSorted((a, b) => Number(b.high) - Number(a.high)).map(written);
}

/** The same as the tree, for those who would rather read it. */
export function stakesTable({ up, down, party }: GroupFound): Table {
  return {
    kind: "table",
    title: `Who holds ${party.label}, and what it holds`,
    columns: [
      { name: "step", label: "Step", type: "number" },
      { name: "holder", label: "Holder", type: "text" },
      { name: "holder_country", label: "Its country", type: "text" },
      { name: "held", label: "Holds of", type: "text" },
      { name: "held_country", label: "Its country", type: "text" },
      { name: "interest", label: "Interest", type: "text" },
      { name: "low", label: "Lowest share", type: "share" },
      { name: "high", label: "Highest share", type: "share" },
      { name: "from", label: "From", type: "date" },
      { name: "until", label: "Until", type: "date" },
      { name: "known", label: "Known since", type: "date" },
      { name: "basis", label: "Basis", type: "text" },
      { name: "source", label: "Source", type: "text" },
    ],
    rows: [...up, ...down].map((stake) => [
      stake.level,
      stake.holder.label,
      countryName(stake.holder.country),
      stake.held.label,
      countryName(stake.held.country),
      stake.interest,
      stake.low,
      stake.high,
      stake.from,
      stake.until,
      stake.known,
      stake.basis,
      sourceWords(stake),
    ]),
  };
}

export function ownersTable({ owners, party }: ControlFound): Table {
  return {
    kind: "table",
    title: `All who stand behind ${party.label}`,
    columns: [
      { name: "party", label: "Party", type: "text" },
      { name: "country", label: "Country", type: "text" },
      { name: "low", label: "Lowest share", type: "share" },
      { name: "high", label: "Highest share", type: "share" },
      { name: "ultimate", label: "End of a chain", type: "text" },
    ],
    rows: owners.map((each) => [
      each.party.label,
      countryName(each.party.country),
      each.low,
      each.high,
      each.ultimate ? "yes" : "",
    ]),
  };
}
