import type { OwnershipTree, PlacedTie } from "../../src/charts/ownership-tree.ts";

/** A box or a line of the tree: exactly one of the two is said. */
export type TreeMark =
  | { readonly party: string; readonly tie?: undefined }
  | { readonly tie: string; readonly party?: undefined };

const byPlace = (a: PlacedTie, b: PlacedTie): number => a.labelAt.x - b.labelAt.x || a.labelAt.y - b.labelAt.y;

function stepped<T>(list: readonly T[], at: number, by: 1 | -1): T | undefined {
  return at < 0 ? undefined : list[at + by];
}

/** Ties that stand side by side with this one: into the same party above the middle, out of the same one below it. */
function beside(tree: OwnershipTree, tie: PlacedTie): readonly PlacedTie[] {
  const level = tree.parties.find(({ id }) => id === tie.holder)?.level ?? 0;
  return tree.ties.filter((each) => (level < 0 ? each.held === tie.held : each.holder === tie.holder)).sort(byPlace);
}

/**
 * Where an arrow key leads: up and down from a party to its stakes, from a stake to its holder or to what is held, and
 * sideways to what stands beside it; Home to the party in the middle. Null where it leads nowhere.
 */
export function nextTreeMark(tree: OwnershipTree, from: TreeMark, key: string): TreeMark | null {
  const asParty = (id: string | undefined): TreeMark | null => (id === undefined ? null : { party: id });
  const asTie = (tie: PlacedTie | undefined): TreeMark | null => (tie === undefined ? null : { tie: tie.id });
  if (key === "Home") return asParty(tree.parties.find(({ level }) => level === 0)?.id);
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : null;
  if (from.party !== undefined) {
    const own = tree.parties.find(({ id }) => id === from.party);
    if (own === undefined) return null;
    if (by !== null) {
      const row = tree.parties.filter(({ row: each }) => each === own.row);
      return asParty(stepped(row, row.indexOf(own), by)?.id);
    }
    const end = key === "ArrowUp" ? "held" : key === "ArrowDown" ? "holder" : null;
    return end === null ? null : asTie([...tree.ties].sort(byPlace).find((tie) => tie[end] === own.id));
  }
  const own = tree.ties.find(({ id }) => id === from.tie);
  if (own === undefined) return null;
  if (key === "ArrowUp") return asParty(own.holder);
  if (key === "ArrowDown") return asParty(own.held);
  if (by === null) return null;
  const row = beside(tree, own);
  return asTie(stepped(row, row.indexOf(own), by));
}
