import { InvalidInput, NotFound } from "../../../errors.ts";
import type { Network } from "../../../network/network.ts";
import type { CapacityAdded, Edit } from "../../../scenario/overlay/edit.ts";
import { traders } from "../../../store/queries/traders.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { inSentence } from "../../../vocab/in-sentence.ts";
import { worldBehind } from "../../control/control-world.ts";
import { heldParty } from "../../control/held-party.ts";
import type { Context } from "../../core/context.ts";
import { placeOf } from "../../market/trade-of-product.ts";
import { windowWarnings } from "../../trade/dataset-facts.ts";
import { facilityCalled, facilityLabel, facilityWarnings } from "../../trade/facility.ts";
import { countryLabel } from "../../trade/labels.ts";
import { openNetwork } from "../../trade/open-network.ts";
import { partOfProducts } from "../../trade/part-needed.ts";
import { resolveParty } from "../../trade/party.ts";
import { asNetworkDataset } from "../../trade/trade-dataset.ts";
import { foundFor, type ScenarioWorld } from "../scenario-world.ts";
import { stopsIn } from "../trade-under.ts";
import { type SoldByBills, soldByBills } from "./resourcing-bills.ts";
import { statedCapacities } from "./resourcing-capacities.ts";
import {
  type Added,
  AS_SOLD,
  capacityEdits,
  grownOn,
  type SupposedSupply,
  supposedSupply,
} from "./resourcing-edits.ts";
import type { MarketAsked, MarketGround } from "./resourcing-ground.ts";
import { addedByCountry } from "./resourcing-statistics.ts";
import type { Supplier } from "./resourcing-supplier.ts";
import { windowOfBills } from "./resourcing-window.ts";

/** Parties, their facilities or their countries that sell the product, by bills of a window. */
export async function groundOfBills(context: Context, asked: MarketAsked): Promise<MarketGround> {
  const { dataset, product, to, days, by = "party" } = asked;
  if (by === "country" && (asked.rules ?? []).length > 0) {
    throw new InvalidInput(`The rule “${asked.rules?.[0]}” asks of parties, and suppliers are countries here.`, {
      hint: "Ask --by party or --by facility.",
    });
  }
  const window = windowOfBills(dataset, asked);
  const held = { since: window.from, until: window.until };
  const network = await openNetwork(context, asNetworkDataset(dataset), partOfProducts([product], held));
  const buyer = asked.buyer === undefined ? null : await resolveParty(context, network, asked.buyer);
  const engine = await context.openEngine();
  const rows = await engine.rows<{ party_id: string }>(traders(), context.signal);
  const stated = await statedCapacities(context, product, days);
  const bills = {
    ...{ product, to, by, buyer: buyer?.key ?? null, window },
    traders: new Set(rows.map(({ party_id }) => party_id)),
    capacities: new Map([...stated].map(([id, kg]) => [id, kg * window.years])),
  };
  const sold = (supposed: SupposedSupply): SoldByBills => soldByBills(network, { ...bills, buying: supposed.buying });
  const asItIs = sold(AS_SOLD);
  if (asItIs.suppliers.every(({ way }) => way.kg === 0)) {
    const who = buyer === null ? inSentence(countryLabel(to)) : `${buyer.label} in ${inSentence(countryLabel(to))}`;
    throw new NotFound(
      `“${dataset.source}” holds no purchases of HS ${formatHs(product)} by ${who} in “${window.label}” with a weight and a value.`,
      { hint: `It runs from ${dataset.from ?? "nowhere"} up to ${dataset.until ?? "nowhere"}.` },
    );
  }
  return {
    window,
    buyer: buyer ?? { key: to, label: countryLabel(to) },
    by,
    sold: (supposed) => (supposed === AS_SOLD ? asItIs : sold(supposed)),
    supposed: (world) => supposedOfBills(world, network, asked, asItIs.suppliers),
    avoided: await avoidedIn(context, network, asked.avoid ?? []),
    notes: notesOf(asItIs),
    warnings: [
      ...windowWarnings(dataset, asked),
      ...facilityWarnings(network, by),
      ...(asItIs.silent === 0
        ? []
        : [`${asItIs.silent} of ${asItIs.of} bills state no weight or no value and are left out.`]),
      ...(asItIs.withoutOrigin === 0
        ? []
        : [`${asItIs.withoutOrigin} bills state no origin: that their goods are of the seller's country is assumed.`]),
      ...(asItIs.estimated === 0
        ? []
        : [
            `The value of ${asItIs.estimated} of ${asItIs.of} bills is an estimate, and so is the price that follows from it.`,
          ]),
    ],
  };
}

function notesOf({ suppliers }: SoldByBills): readonly string[] {
  const stated = suppliers.filter(({ idle }) => idle > 0).length;
  return [
    "Suppliers are those that the bills name: who sells by other ways, or elsewhere, is not seen.",
    stated === 0
      ? "What a supplier could sell is what its bills say it sells, within the share that is assumed to turn: no capacity is stated of any."
      : `Of ${stated} of ${suppliers.length} suppliers a capacity beyond what they sold is stated, and counts as idle; of the others none is.`,
    "Who sells is taken for the maker and exporter whose duty is owed, unless it is known to trade in what others make.",
  ];
}

async function avoidedIn(
  context: Context,
  network: Network,
  avoid: readonly string[],
): Promise<MarketGround["avoided"]> {
  const tests: ((supplier: Pick<Supplier, "origin" | "party">) => string | null)[] = [];
  for (const text of avoid) {
    const place = placeNamed(text);
    if (place !== null) {
      const { members, label, group } = place;
      tests.push(({ origin }) =>
        members.has(origin)
          ? `It is to be avoided${group ? ` (${label})` : ` (goods of ${inSentence(label)})`}.`
          : null,
      );
      continue;
    }
    const { key } = await resolveParty(context, network, text);
    tests.push(({ party }) => (party === key ? "It is to be avoided." : null));
  }
  return (supplier) => tests.flatMap((test) => test(supplier) ?? []);
}

function placeNamed(text: string): ReturnType<typeof placeOf> | null {
  try {
    return placeOf(text);
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

async function supposedOfBills(
  world: ScenarioWorld,
  network: Network,
  { product, to, days }: MarketAsked,
  suppliers: readonly Supplier[],
): Promise<SupposedSupply> {
  const added: Added[] = [];
  for (const edit of capacityEdits(world, product)) {
    world.read.add(edit.number);
    added.push({ edit, supplier: await addedBy(edit, world, network, suppliers), grown: grownOn(edit, days.on) });
  }
  return supposedSupply(world, { product, to }, await stopsIn(world, network), added);
}

/** Whose a capacity is: a party or facility of the data, or a party that only the store or the book knows. */
async function addedBy(
  edit: CapacityAdded & Edit,
  { baseline }: ScenarioWorld,
  network: Network,
  suppliers: readonly Supplier[],
): Promise<Added["supplier"]> {
  if (edit.origin !== null) return addedByCountry(edit.origin);
  const { parties, facilities } = network;
  const { facility } = edit;
  if (facility !== null) {
    const at = await foundFor(edit, async () => facilityCalled(network, facility));
    const operator = facilities.operator(at);
    const party = operator < 0 ? "" : parties.id(operator);
    return {
      id: facilities.id(at),
      label: `${facilityLabel(network, facilities.id(at))} (added)`,
      origin: facilities.country(at) || (operator < 0 ? "" : parties.country(operator)),
      party: party === "" ? null : party,
      maker: operator < 0 ? null : parties.name(operator) || null,
      members: [{ seller: party, facility: at, kg: 0 }],
    };
  }
  const { id, label, country } = await partyNamed(edit, baseline, network);
  const own = suppliers.find((supplier) => supplier.party === id);
  const members = [{ seller: id, facility: 0, kg: 0 }];
  return { id, label: `${label} (added)`, origin: own?.origin ?? country, party: id, maker: label, members };
}

async function partyNamed(edit: CapacityAdded & Edit, context: Context, network: Network) {
  const text = edit.party ?? "";
  try {
    const { key, label } = await resolveParty(context, network, text);
    return { id: key, label, country: network.parties.country(network.parties.find(key)) };
  } catch (error) {
    if (!(error instanceof NotFound)) throw error;
  }
  const book = await context.openBook();
  const { id, made } = await foundFor(edit, () => heldParty(context, book, text));
  const on = context.today;
  const held = await worldBehind(context, book, [id], { made, days: { on, known: on } });
  const { name, country } = held.parties[held.indexOf.get(id) ?? -1] ?? { name: id, country: null };
  return { id, label: name, country: country ?? "" };
}
