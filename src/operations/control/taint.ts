import type { Book } from "../../book/book.ts";
import { inputsFor } from "../../book/inputs-for.ts";
import { evaluation, groupMembers } from "../../control/evaluate-rule.ts";
import { askedGroup, type Group, type Rule, type SupplyTest, type Test } from "../../control/rule.ts";
import { SURE, whyMember } from "../../control/world.ts";
import { NotFound } from "../../errors.ts";
import { inputMap } from "../../network/input-map.ts";
import type { Network } from "../../network/network.ts";
import { type Supply, supplyPath } from "../../network/supply-path.ts";
import { sellersAmong, sourcesOfBuyers } from "../../store/queries/buyers.ts";
import { listingsOf, type PlaceRow, placesOf } from "../../store/queries/stakes.ts";
import { epochDay } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { openNetwork } from "../trade/open-network.ts";
import { partyLabel } from "../trade/party.ts";
import { revisionOf } from "../trade/product.ts";
import { writeCents } from "../trade/split-parts.ts";
import {
  asNetworkDataset,
  type DatasetChoice,
  datasetFlags,
  fitsChoice,
  type TradeDataset,
  tradeDatasets,
} from "../trade/trade-dataset.ts";
import { becauseOf, partyRef } from "./control-findings.ts";
import type { ControlRule } from "./control-result.ts";
import { type ControlWorld, worldBehind } from "./control-world.ts";
import type { HeldParty } from "./held-party.ts";
import { partyBook } from "./party-book.ts";

/** A step on the way from a seller of a group to the party: who that is, or one leg of trade. */
export type TradeStep = ControlRule["path"][number];

/** What the trade of a store says of the tests of supply. */
export interface Taint {
  /** Tests of which it says yes. */
  readonly tests: ReadonlySet<Test>;
  /** The way of the goods, of a rule that such a test decides by itself or through another rule. */
  stepsOf(rule: Rule): readonly TradeStep[];
  readonly notes: readonly string[];
}

export interface TaintAsked {
  readonly party: HeldParty;
  /** Rules that are asked, and by id all that they may ask for in turn. */
  readonly rules: readonly Rule[];
  readonly choice: DatasetChoice;
  readonly days: Days;
}

/**
 * Whether goods of a group come to a party along any tiers of trade, in the largest dataset in which it buys. Made data are
 * looked at for parties of made rows alone, and real ones for real parties.
 */
export async function supplyTaint(context: Context, book: Book, asked: TaintAsked): Promise<Taint> {
  const tests = supplyTests(asked.rules, book.rules);
  const nothing = { tests: new Set<Test>(), stepsOf: () => [] };
  if (tests.length === 0) return { ...nothing, notes: [] };
  const names = partyBook(book);
  const buyers = asked.party.made ? [asked.party.id] : names.all(asked.party.id);
  const dataset = await datasetOf(context, buyers, asked);
  if (dataset === null) {
    return { ...nothing, notes: ["No trade was looked at: no shipments of the store say what it buys."] };
  }
  const walk = walkOf(context, book, dataset, buyers, asked.days);
  const found = new Map<Test, readonly TradeStep[]>();
  let walked: Supply | null = null;
  for (const test of tests) {
    const members = await membersIn(context, book, dataset, test, asked, walk);
    if (members.ids.size === 0) continue;
    const network = await walk.network();
    const indexes = new Set([...members.ids.keys()].map((id) => network.parties.find(id)));
    walked = await walk.to((party) => indexes.has(party));
    if (walked.path !== null) found.set(test, stepsOf(book, dataset, network, walked.path.legs, members, asked.days));
  }
  const flags = datasetFlags(dataset);
  const notes =
    found.size > 0
      ? [`Trade was walked in ${flags} up to ${asked.days.on}, in whatever order of time, until a seller was found.`]
      : walked === null
        ? [`Of those who sell in ${flags} none is on a list or in a place that a rule of supply asks for.`]
        : [
            `Trade was walked in ${flags} up to ${asked.days.on}: ${walked.tiers} tiers, ${walked.purchases} purchases.`,
          ];
  const first = [...found.values()][0] ?? [];
  return {
    tests: new Set(found.keys()),
    stepsOf: (rule) => rule.tests.map((test) => found.get(test)).find((steps) => steps !== undefined) ?? first,
    notes,
  };
}

/** Tests of supply of some rules, and of those that they ask for. */
function supplyTests(rules: readonly Rule[], all: readonly Rule[]): readonly SupplyTest[] {
  const asked = new Set(rules);
  for (const rule of asked) {
    for (const test of rule.tests) {
      const group = askedGroup(test);
      for (const id of group.rules) for (const other of all.filter((each) => each.id === id)) asked.add(other);
    }
  }
  return [...asked].flatMap(({ tests }) => tests.filter((test): test is SupplyTest => test.kind === "supply"));
}

/** The largest dataset of shipments in which the party buys; as chosen, where one is. */
async function datasetOf(
  context: Context,
  buyers: readonly string[],
  { party, choice }: TaintAsked,
): Promise<TradeDataset | null> {
  const all = (await tradeDatasets(context, null)).filter(({ made }) => made === party.made);
  const chosen = all.filter((each) => fitsChoice(each, choice)).sort((a, b) => b.rows - a.rows);
  const isChosen = Object.values(choice).some((value) => value !== undefined);
  if (isChosen && chosen.length === 0) {
    throw new NotFound(`The store holds no such dataset of ${party.made ? "made" : "real"} rows.`, {
      hint: all.length === 0 ? "It holds none at all." : `It holds: ${all.map(datasetFlags).join("; ")}.`,
    });
  }
  const shipments = chosen.filter(({ data }) => data === "shipments");
  if (shipments.length === 0) return null;
  const engine = await context.openEngine();
  const rows = await engine.rows<{ source_id: string }>(sourcesOfBuyers(buyers), context.signal);
  const sources = new Set(rows.map(({ source_id: source }) => source));
  return shipments.find(({ source }) => sources.has(source)) ?? null;
}

/** The network of what stands behind the party, opened when first needed. */
function walkOf(context: Context, book: Book, dataset: TradeDataset, buyers: readonly string[], { on }: Days) {
  const links = inputsFor(book, revisionOf(dataset.hsRevision));
  let opened: Promise<Network> | undefined;
  const network = () => {
    opened ??= openNetwork(context, asNetworkDataset(dataset), async () => {
      const { attributionNeed } = await import("../../store/cone-need.ts");
      return attributionNeed({ products: dataset.products, inputs: "all", links, parties: buyers });
    });
    return opened;
  };
  return {
    network,
    async to(isMember: (party: number) => boolean): Promise<Supply> {
      const opened = await network();
      return supplyPath(opened, inputMap(opened.products, links), {
        buyers: buyers.map((id) => opened.parties.find(id)).filter((party) => party >= 0),
        isMember,
        ...(opened.lastDay > epochDay(on) ? { lastDay: epochDay(on) } : {}),
      });
    },
  };
}

interface Members {
  /** By id in the dataset, the id by which the world knows it. */
  readonly ids: ReadonlyMap<string, string>;
  readonly held: ControlWorld;
  readonly group: Group;
}

/** Who sells in the dataset and is of the group of a test; only those are weighed who may be, where that can be told. */
async function membersIn(
  context: Context,
  book: Book,
  dataset: TradeDataset,
  { sellers: group }: SupplyTest,
  { party, days }: TaintAsked,
  walk: ReturnType<typeof walkOf>,
): Promise<Members> {
  const names = partyBook(book);
  const one = (id: string) => (party.made ? id : names.one(id));
  const all = (id: string) => (party.made ? [id] : names.all(id));
  const named = hasNamedMembers(group)
    ? (await candidates(context, book, group, party.made)).flatMap(all)
    : await everySeller(walk);
  const engine = await context.openEngine();
  const ids = new Map<string, string>();
  for (let at = 0; at < named.length; at += IDS_AT_ONCE) {
    const part = sellersAmong(named.slice(at, at + IDS_AT_ONCE), dataset.source);
    for (const { party_id: id } of await engine.rows<{ party_id: string }>(part, context.signal)) ids.set(id, one(id));
  }
  const held = await worldBehind(context, book, [...new Set(ids.values())], { made: party.made, days });
  const members = groupMembers(evaluation(held.world, book.rules), group, []);
  for (const [id, main] of ids) {
    if ((members[held.indexOf.get(main) as number] as number) !== SURE) ids.delete(id);
  }
  return { ids, held, group };
}

const IDS_AT_ONCE = 5000;

/** Whether all members of the group are named by lists or by where plants are. */
function hasNamedMembers(group: Group): boolean {
  const { governmentsOf, nationalsOf, organisedIn, headquarteredIn, rules, ultimate } = group;
  return (
    [governmentsOf, nationalsOf, organisedIn, headquarteredIn, rules].every(({ length }) => length === 0) && !ultimate
  );
}

/** Parties that a list of the group names, or that have a plant in one of its countries. */
async function candidates(context: Context, book: Book, group: Group, made: boolean): Promise<readonly string[]> {
  const engine = await context.openEngine();
  const listed = await engine.rows<{ party_id: string; list: string; made: boolean }>(listingsOf(null), context.signal);
  const countries = new Set(group.placedIn.map(({ country }) => country));
  const placed = countries.size === 0 ? [] : await engine.rows<PlaceRow>(placesOf(null), context.signal);
  const names = partyBook(book);
  const ofBook = made
    ? []
    : [
        ...[...names.listings].filter(([, lines]) => lines.some(({ list }) => group.lists.includes(list))),
        ...book.ownership.companies
          .filter(({ region, country }) => region !== null && countries.has(country))
          .map(({ id }) => [names.ofCompany(id)] as const),
      ].map(([id]) => id);
  return [
    ...new Set([
      ...listed.filter((row) => row.made === made && group.lists.includes(row.list)).map((row) => row.party_id),
      ...placed.filter((row) => row.made === made && countries.has(row.country)).map((row) => row.operator_id),
      ...ofBook,
    ]),
  ];
}

async function everySeller(walk: ReturnType<typeof walkOf>): Promise<readonly string[]> {
  const { sell, parties } = await walk.network();
  const found: string[] = [];
  for (let party = 0; party < parties.count; party++) {
    if ((sell.ofParty[party + 1] as number) > (sell.ofParty[party] as number)) found.push(parties.id(party));
  }
  return found;
}

function stepsOf(
  book: Book,
  dataset: TradeDataset,
  network: Network,
  legs: NonNullable<Supply["path"]>["legs"],
  { ids, held, group }: Members,
  days: Days,
): readonly TradeStep[] {
  const ref = (party: number) => {
    const id = network.parties.id(party);
    return { key: id, label: partyLabel(network, id), country: network.parties.country(party) || null };
  };
  const trade = legs.map(
    ({ seller, buyer, product, usd, rows }): TradeStep => ({
      step: "trade",
      seller: ref(seller),
      buyer: ref(buyer),
      product: network.products[product] as string,
      usd: usd === null ? null : writeCents(BigInt(Math.round(usd))),
      rows,
      source: dataset.source,
      locator: null,
    }),
  );
  const first = legs[0];
  const member = first === undefined ? undefined : held.indexOf.get(ids.get(network.parties.id(first.seller)) ?? "");
  const because = member === undefined ? null : whyMember(held.world, group, member);
  if (member === undefined || because === null) return trade;
  return [{ step: "is", party: partyRef(held, member), ...becauseOf({ book, held, days }, member, because) }, ...trade];
}
