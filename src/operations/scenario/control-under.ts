import type { Book } from "../../book/book.ts";
import { askedGroup } from "../../control/rule.ts";
import type { Edit, EditDays } from "../../scenario/overlay/edit.ts";
import { editFault } from "../../scenario/overlay/read-scenario.ts";
import { SUPPOSED } from "../../scenario/overlay/supposed.ts";
import { nearest } from "../../vocab/nearest.ts";
import { periodsLeft } from "../../vocab/period.ts";
import type { KnownListing, ReadStake } from "../control/control-world.ts";
import { heldParty } from "../control/held-party.ts";
import { editsOf, foundFor, type ScenarioWorld } from "./scenario-world.ts";

/** What a scenario supposes of stakes and lists, with every party by the id that stands for it. */
export interface SupposedControl {
  readonly stakes: readonly ReadStake[];
  /** What is left of a stake of the baseline: the scenario's own takes its place on its days. */
  leftOf(stake: ReadStake): readonly ReadStake[];
  readonly listings: ReadonlyMap<string, readonly KnownListing[]>;
}

const AS_IT_IS: SupposedControl = { stakes: [], leftOf: (stake) => [stake], listings: new Map() };

/** Throws InvalidInput that names the edit for a party or a list that nobody knows. */
export async function supposedControl(
  world: ScenarioWorld | null,
  book: Book,
  made: boolean,
): Promise<SupposedControl> {
  if (world === null) return AS_IT_IS;
  /** The ids of the parties that an edit names; null where they are not of the kind, real or made, that is asked about. */
  const idsOf = async (edit: Edit, ...names: string[]) => {
    const found = await foundFor(edit, () => Promise.all(names.map((name) => heldParty(world.baseline, book, name))));
    if (found.some((party) => party.made !== made)) return null;
    world.read.add(edit.number);
    return found.map(({ id }) => id);
  };
  const dated = ({ from, until, number }: EditDays & Pick<Edit, "number">) => {
    return { from, until, known: null, source: SUPPOSED, locator: `edit ${number}` };
  };
  const listings = new Map<string, KnownListing[]>();
  for (const edit of editsOf(world, "listing")) {
    checkList(book, edit);
    for (const id of (await idsOf(edit, edit.party)) ?? []) {
      listings.set(id, [...(listings.get(id) ?? []), { ...dated(edit), list: edit.list }]);
    }
  }
  const stakes: ReadStake[] = [];
  for (const edit of editsOf(world, "stake")) {
    const [holder, held] = (await idsOf(edit, edit.holder, edit.held)) ?? [];
    if (holder === undefined || held === undefined) continue;
    const { interest, low, high } = edit;
    stakes.push({ holder, held, interest, low, high, ...dated(edit), basis: "assumed" });
  }
  return { stakes: stakes.filter(({ high }) => high > 0), listings, leftOf: leftBeside(stakes) };
}

function checkList(book: Book, { number, kind, list }: Extract<Edit, { kind: "listing" }>): void {
  const known = new Set([
    ...book.ownership.lists.map(({ id }) => id),
    ...book.ownership.listings.map((listing) => listing.list),
    ...book.rules.flatMap(({ tests }) => tests.flatMap((test) => askedGroup(test).lists)),
  ]);
  if (known.has(list)) return;
  const near = nearest(list, known, 1).map((id) => `Did you mean ${id}? `);
  throw editFault(
    number,
    kind,
    `no rule asks for a list “${list}”`,
    `${near.join("")}Lists: ${[...known].sort().join(", ")}.`,
  );
}

function leftBeside(supposed: readonly ReadStake[]): SupposedControl["leftOf"] {
  return (stake) => {
    let periods = [{ from: stake.from, until: stake.until }];
    for (const own of supposed) {
      if (own.holder !== stake.holder || own.held !== stake.held || own.interest !== stake.interest) continue;
      periods = periods.flatMap((period) => periodsLeft(period, own));
    }
    return periods.map((period) => ({ ...stake, ...period }));
  };
}
