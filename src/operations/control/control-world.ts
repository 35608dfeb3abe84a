import type { Book } from "../../book/book.ts";
import { buildWorld } from "../../control/build-world.ts";
import {
  type Cited,
  type Company,
  type Dated,
  INTERESTS,
  type PartyKind,
  type StakeInTime,
} from "../../control/facts.ts";
import { holdsOn, stakesInForce } from "../../control/in-force.ts";
import type { Place } from "../../control/rule.ts";
import { PARTS, partsOf } from "../../control/share.ts";
import { interestIndex } from "../../control/stake-graph.ts";
import { PARTY_KINDS, type World } from "../../control/world.ts";
import type { Basis } from "../../evidence/basis.ts";
import {
  allStakes,
  type HeldPartyRow,
  type ListingRow,
  listingsOf,
  type PlaceRow,
  partiesById,
  partiesOfStakes,
  placesOf,
  type StakeRow,
  stakesIn,
  stakesOf,
} from "../../store/queries/stakes.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { type SupposedControl, supposedControl } from "../scenario/control-under.ts";
import { type PartyBook, partyBook } from "./party-book.ts";
import { EACH_ITS_OWN, type SameParties, sameParties } from "./same-parties.ts";

/** A stake as it was read, on whatever days it holds. */
export interface KnownStake extends StakeInTime, Cited {
  readonly basis: Basis;
}

export interface KnownListing extends Dated, Cited {
  readonly list: string;
}

export interface KnownParty {
  readonly id: string;
  readonly name: string;
  readonly kind: PartyKind;
  readonly country: string | null;
}

/** Some parties with all that is known of who stands behind them, and the world of it on one day. */
export interface ControlWorld {
  readonly world: World;
  readonly parties: readonly KnownParty[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Every stake, whatever its days. */
  readonly stakes: readonly KnownStake[];
  /** Of a row of the graph its stake. */
  readonly stakeOfRow: readonly number[];
  readonly listings: ReadonlyMap<number, readonly KnownListing[]>;
}

/** A list of ids in one statement; longer ones are asked in turns. */
const IDS_AT_ONCE = 5000;

/** Which rows are read: of real parties, with the book beside, or of made ones alone. */
export interface WorldAsked {
  readonly made: boolean;
  readonly days: Days;
}

/** The world of all that stands behind some parties; with `below`, of what they hold as well. */
export async function worldBehind(
  context: Context,
  book: Book,
  ids: readonly string[],
  asked: WorldAsked & { readonly below?: boolean },
): Promise<ControlWorld> {
  const reader = await openReader(context, book, asked.made);
  const found = new Map<string, ReadStake>();
  const walk = async (towards: "holder" | "held") => {
    const met = new Set<string>();
    for (let frontier: readonly string[] = ids; frontier.length > 0; ) {
      context.signal?.throwIfAborted();
      await reader.same.learn(frontier);
      const next = [...new Set(frontier.map(reader.same.one))].filter((id) => !met.has(id));
      for (const id of next) met.add(id);
      const rows = await (towards === "holder" ? reader.into(next) : reader.of(next));
      for (const row of rows) found.set(JSON.stringify(row), row);
      frontier = [...new Set(rows.map((row) => row[towards]))];
    }
  };
  await walk("holder");
  if (asked.below === true) await walk("held");
  return build(await readFacts([...found.values()], ids, reader), asked.days);
}

/** The world of every stake there is. */
export async function wholeWorld(context: Context, book: Book, asked: WorldAsked): Promise<ControlWorld> {
  const reader = await openReader(context, book, asked.made);
  await reader.same.learn("any");
  return build(await readFacts(await reader.everything(), [], reader, "all"), asked.days);
}

interface Read {
  readonly facts: Facts;
  readonly rows: readonly ReadStake[];
  readonly parties: readonly string[];
  readonly same: SameParties;
  /** Ids that were asked about, whichever stands for them. */
  readonly asked: readonly string[];
}

/** What is known of the parties of some stakes and of those that were asked about, each under the id that stands for it. */
async function readFacts(
  read: readonly ReadStake[],
  asked: readonly string[],
  reader: Awaited<ReturnType<typeof openReader>>,
  which: "these" | "all" = "these",
): Promise<Read> {
  const { one } = reader.same;
  // A stake that was read before its party was known to be another's as well still has the other id.
  const rows = read.map((row) => ({ ...row, holder: one(row.holder), held: one(row.held) }));
  const parties = [...new Set([...asked.map(one), ...rows.flatMap(({ holder, held }) => [holder, held])])];
  const facts = which === "all" ? await reader.allFacts(parties) : await reader.facts(parties);
  return { facts, rows, parties, same: reader.same, asked };
}

/** A stake with its parties by the ids that stand for them. */
export interface ReadStake extends Omit<KnownStake, "holder" | "held"> {
  readonly holder: string;
  readonly held: string;
}

interface Facts {
  readonly of: (id: string) => Omit<HeldPartyRow, "party_id" | "name" | "kind"> & { name: string; kind: PartyKind };
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly listings: ReadonlyMap<string, readonly KnownListing[]>;
}

async function openReader(context: Context, book: Book, made: boolean) {
  const engine = await context.openEngine();
  const names = partyBook(book);
  const same = made ? EACH_ITS_OWN : await sameParties(context, engine, names);
  const { one, all } = same;
  const supposed = await supposedControl(context.scenario, book, made);
  const beside = [
    ...(made ? [] : book.ownership.stakes.map((stake) => fromBook(stake, names))).flatMap(supposed.leftOf),
    ...supposed.stakes,
  ];
  const stored = (rows: readonly StakeRow[]): ReadStake[] => {
    return rows.filter((row) => row.made === made).flatMap((row) => supposed.leftOf(fromStore(row, one)));
  };
  const inTurns = async <T>(ids: readonly string[], read: (part: readonly string[]) => Promise<readonly T[]>) => {
    const found: T[] = [];
    for (let at = 0; at < ids.length; at += IDS_AT_ONCE) found.push(...(await read(ids.slice(at, at + IDS_AT_ONCE))));
    return found;
  };
  const facts = async (
    parties: readonly string[],
    records: readonly HeldPartyRow[],
    listed: readonly ListingRow[],
    places: readonly PlaceRow[],
  ): Promise<Facts> =>
    factsOf({
      parties,
      records,
      listed: listed.filter((row) => row.made === made),
      places: places.filter((row) => row.made === made),
      names,
      one,
      made,
      supposed: supposed.listings,
    });
  return {
    same,
    async into(ids: readonly string[]): Promise<readonly ReadStake[]> {
      const rows = await inTurns(ids.flatMap(all), (part) => engine.rows<StakeRow>(stakesIn(part), context.signal));
      const wanted = new Set(ids);
      return [...stored(rows), ...beside.filter(({ held }) => wanted.has(held))];
    },
    async of(ids: readonly string[]): Promise<readonly ReadStake[]> {
      const rows = await inTurns(ids.flatMap(all), (part) => engine.rows<StakeRow>(stakesOf(part), context.signal));
      const wanted = new Set(ids);
      return [...stored(rows), ...beside.filter(({ holder }) => wanted.has(holder))];
    },
    async everything(): Promise<readonly ReadStake[]> {
      return [...stored(await engine.rows<StakeRow>(allStakes(), context.signal)), ...beside];
    },
    async facts(parties: readonly string[]): Promise<Facts> {
      const ids = parties.flatMap(all);
      return facts(
        parties,
        await inTurns(ids, (part) => engine.rows<HeldPartyRow>(partiesById(part), context.signal)),
        await inTurns(ids, (part) => engine.rows<ListingRow>(listingsOf(part), context.signal)),
        await inTurns(ids, (part) => engine.rows<PlaceRow>(placesOf(part), context.signal)),
      );
    },
    async allFacts(parties: readonly string[]): Promise<Facts> {
      return facts(
        parties,
        await engine.rows<HeldPartyRow>(partiesOfStakes(), context.signal),
        await engine.rows<ListingRow>(listingsOf(null), context.signal),
        await engine.rows<PlaceRow>(placesOf(null), context.signal),
      );
    },
  };
}

const dayOf = (text: string | null): IsoDate | null => text as IsoDate | null;

function fromStore(row: StakeRow, one: (id: string) => string): ReadStake {
  const low = row.share_min === null ? 0 : partsOf(row.share_min);
  return {
    holder: one(row.holder_id),
    held: one(row.held_id),
    interest: INTERESTS.find((each) => each === row.interest) ?? "equity",
    low,
    high: row.share_max === null ? PARTS : Math.max(low, partsOf(row.share_max)),
    from: dayOf(row.valid_from),
    until: dayOf(row.valid_until),
    known: dayOf(row.known_on),
    source: row.source_id,
    locator: `import ${row.import_id.slice(0, 12)}, row ${row.source_row}`,
    basis: "reported",
  };
}

function fromBook(stake: Book["ownership"]["stakes"][number], names: PartyBook): ReadStake {
  const { interest, low, high, from, until, known, source, locator, basis } = stake;
  const ends = { holder: names.ofCompany(stake.holder), held: names.ofCompany(stake.held) };
  return { ...ends, interest, low, high, from, until, known, source, locator, basis };
}

interface FactsRead {
  readonly parties: readonly string[];
  readonly records: readonly HeldPartyRow[];
  readonly listed: readonly ListingRow[];
  readonly places: readonly PlaceRow[];
  readonly names: PartyBook;
  readonly one: (id: string) => string;
  readonly made: boolean;
  readonly supposed: SupposedControl["listings"];
}

function factsOf({ parties, records, listed, places, names, one, made, supposed }: FactsRead): Facts {
  const said = new Map<string, HeldPartyRow>();
  for (const row of records) {
    const id = one(row.party_id);
    const before = said.get(id);
    said.set(id, before === undefined ? row : merged(before, row));
  }
  const placed = new Map<string, Place[]>();
  const place = (id: string, found: Place) => placed.set(id, [...(placed.get(id) ?? []), found]);
  for (const { operator_id: id, country, region } of places) place(one(id), { country, region });
  const listings = new Map<string, KnownListing[]>();
  const list = (id: string, found: KnownListing) => listings.set(id, [...(listings.get(id) ?? []), found]);
  for (const { party_id: id, list: name, valid_from, valid_until, known_on, source_id: source } of listed) {
    const days = { from: dayOf(valid_from), until: dayOf(valid_until), known: dayOf(known_on) };
    list(one(id), { list: name, ...days, source, locator: null });
  }
  for (const [id, lines] of supposed) for (const line of lines) list(id, line);
  const company = (id: string) => (made ? null : names.company(id));
  for (const id of made ? [] : parties) {
    for (const { list: name, from, until, known, source, locator } of names.listings.get(id) ?? []) {
      list(id, { list: name, from, until, known, source, locator });
    }
    const known = company(id);
    if (known?.region != null) place(id, { country: known.country, region: known.region });
  }
  return {
    of(id) {
      const row = said.get(id);
      const known = company(id);
      return {
        name: known?.name ?? row?.name ?? id,
        kind: known?.kind ?? PARTY_KINDS.find((each) => each === row?.kind) ?? "company",
        country: nationality(known) ?? row?.country ?? null,
        incorporated_in: known?.incorporatedIn ?? row?.incorporated_in ?? null,
        headquartered_in: known?.headquarteredIn ?? row?.headquartered_in ?? null,
        legal_form: known?.legalForm ?? row?.legal_form ?? null,
      };
    },
    places: placed,
    listings,
  };
}

/** Of a person the book's country is that of a seat or a firm, and no citizenship; that stands beside it, where it is cited. */
function nationality(company: Company | null): string | null {
  return company?.kind === "person" ? company.incorporatedIn : (company?.country ?? null);
}

function merged(one: HeldPartyRow, other: HeldPartyRow): HeldPartyRow {
  return {
    party_id: one.party_id,
    kind: one.kind ?? other.kind,
    name: one.name ?? other.name,
    country: one.country ?? other.country,
    incorporated_in: one.incorporated_in ?? other.incorporated_in,
    headquartered_in: one.headquartered_in ?? other.headquartered_in,
    legal_form: one.legal_form ?? other.legal_form,
  };
}

function build({ facts, rows, parties: ids, same, asked }: Read, days: Days): ControlWorld {
  const indexOf = new Map(ids.map((id, at) => [id, at]));
  for (const id of asked) indexOf.set(id, indexOf.get(same.one(id)) as number);
  const at = (id: string) => indexOf.get(id) as number;
  const stakes = rows.map((row): KnownStake => ({ ...row, holder: at(row.holder), held: at(row.held) }));
  const stakeOfRow = stakesInForce(stakes, days);
  const column = (read: (stake: KnownStake) => number) => stakeOfRow.map((index) => read(stakes[index] as KnownStake));
  const described = ids.map((id) => ({ id, ...facts.of(id), lines: facts.listings.get(id) ?? [] }));
  const world = buildWorld(
    described.map(({ id, kind, country, lines, ...said }) => ({
      kind,
      seat: country,
      incorporated: said.incorporated_in,
      headquartered: said.headquartered_in,
      legalForm: said.legal_form,
      lists: [...new Set(lines.filter((line) => holdsOn(line, days)).map(({ list }) => list))],
      plants: facts.places.get(id) ?? [],
    })),
    {
      holder: Int32Array.from(column(({ holder }) => holder)),
      held: Int32Array.from(column(({ held }) => held)),
      interest: Uint8Array.from(column(({ interest }) => interestIndex(interest))),
      low: Float64Array.from(column(({ low }) => low)),
      high: Float64Array.from(column(({ high }) => high)),
    },
  );
  return {
    world,
    parties: described.map(({ id, name, kind, country }) => ({ id, name, kind, country })),
    indexOf,
    stakes,
    stakeOfRow,
    listings: new Map(described.flatMap(({ lines }, party) => (lines.length === 0 ? [] : [[party, lines] as const]))),
  };
}
