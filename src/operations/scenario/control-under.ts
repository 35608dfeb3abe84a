import type { Book } from "../../book/book.ts";
import { askedGroup } from "../../control/rule.ts";
import { NotFound } from "../../errors.ts";
import type { Edit } from "../../scenario/overlay/edit.ts";
import { editFault, SUPPOSED } from "../../scenario/overlay/read-scenario.ts";
import { nearest } from "../../vocab/nearest.ts";
import { periodsLeft } from "../../vocab/period.ts";
import type { KnownListing, ReadStake } from "../control/control-world.ts";
import { heldParty } from "../control/held-party.ts";
import type { ScenarioWorld } from "./scenario-world.ts";

/** What a scenario supposes of stakes and lists, with every party by the id that stands for it. */
export interface SupposedControl {
  readonly stakes: readonly ReadStake[];
  /** What is left of a stake of the baseline: the scenario's own takes its place on its days. */
  leftOf(stake: ReadStake): readonly ReadStake[];
  readonly listings: ReadonlyMap<string, readonly KnownListing[]>;
}

const AS_IT_IS: SupposedControl = { stakes: [], leftOf: (stake) => [stake], listings: new Map() };

type ControlEdit = Extract<Edit, { kind: "stake" | "listing" }>;

/** Throws InvalidInput that names the edit for a party or a list that nobody knows. */
export async function supposedControl(
  world: ScenarioWorld | null,
  book: Book,
  made: boolean,
): Promise<SupposedControl> {
  if (world === null) return AS_IT_IS;
  const edits = world.scenario.edits.filter(
    (edit): edit is ControlEdit => edit.kind === "stake" || edit.kind === "listing",
  );
  const stakes: ReadStake[] = [];
  const listings = new Map<string, KnownListing[]>();
  for (const edit of edits) {
    const found = await Promise.all(partiesOf(edit).map((text) => partyOf(world, book, edit, text)));
    if (found.some((party) => party.made !== made)) continue;
    world.read.add(edit.number);
    const { from, until } = edit;
    const dated = { from, until, known: null, source: SUPPOSED, locator: `edit ${edit.number}` };
    const [first, second] = found.map(({ id }) => id);
    if (edit.kind === "listing") {
      checkList(book, edit);
      const id = first as string;
      listings.set(id, [...(listings.get(id) ?? []), { ...dated, list: edit.list }]);
      continue;
    }
    const { interest, low, high } = edit;
    const stake = { holder: first as string, held: second as string, interest, low, high, ...dated };
    stakes.push({ ...stake, basis: "assumed" });
  }
  return { stakes: stakes.filter(({ high }) => high > 0), listings, leftOf: leftBeside(stakes) };
}

const partiesOf = (edit: ControlEdit) => (edit.kind === "stake" ? [edit.holder, edit.held] : [edit.party]);

async function partyOf(world: ScenarioWorld, book: Book, edit: ControlEdit, text: string) {
  try {
    return await heldParty(world.baseline, book, text);
  } catch (error) {
    if (error instanceof NotFound)
      throw editFault(edit.number, edit.kind, error.message.replace(/\.$/, ""), error.hint);
    throw error;
  }
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
