import type { Book } from "../../book/book.ts";
import { holdsOn } from "../../control/in-force.ts";
import {
  type ListingRow,
  listingsOf,
  type MadeRow,
  madeOf,
  type StakeRow,
  stakesIn,
  stakesOf,
} from "../../store/queries/stakes.ts";
import { isoDate } from "../../vocab/iso-date.ts";
import { edgeStake, partyRef } from "../control/control-findings.ts";
import { type ControlWorld, worldBehind } from "../control/control-world.ts";
import { groupHead } from "../control/group-head.ts";
import { partyBook } from "../control/party-book.ts";
import { shellQuote } from "../core/command-line.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import type { CompanyGroup, CompanyListing } from "./company-market-result.ts";

const MOST = 40;

/** Whether all that the store says of the ids comes from made worlds, which the book knows nothing of. */
export async function isMade(context: Context, ids: readonly string[]): Promise<boolean> {
  const rows = await (await context.openEngine()).rows<MadeRow>(madeOf(ids), context.signal);
  return rows.length > 0 && rows.every(({ made }) => made);
}

interface GroupAsked {
  /** The id that stands for the party, and all others that it has. */
  readonly id: string;
  readonly ids: readonly string[];
  readonly inBook: boolean;
  readonly days: Days;
}

/** Parents and subsidiaries of the day; null where no stake of it or in it is recorded. */
export async function groupOf(context: Context, book: Book, asked: GroupAsked): Promise<CompanyGroup | null> {
  if (!asked.inBook && !(await hasStakes(context, asked.ids))) return null;
  const made = !asked.inBook && (await isMade(context, asked.ids));
  const held = await worldBehind(context, book, [asked.id], { made, days: asked.days, below: true });
  const own = held.indexOf.get(asked.id);
  if (own === undefined) return null;
  const { graph } = held.world;
  const edges = graph.holder.length;
  const [first = 0, until = 0] = [graph.offsets[own], graph.offsets[own + 1]];
  const parents = Array.from({ length: until - first }, (_, at) => first + at);
  const subsidiaries = Array.from({ length: edges }, (_, edge) => edge).filter((edge) => graph.holder[edge] === own);
  if (parents.length + subsidiaries.length === 0) return null;
  return {
    head: partyRef(held, groupHead(held.world, own)),
    parents: stakesOfEdges(held, parents),
    subsidiaries: stakesOfEdges(held, subsidiaries),
    truncated: parents.length > MOST || subsidiaries.length > MOST,
    more: `headwater affiliates --party ${shellQuote(asked.id)}`,
  };
}

const stakesOfEdges = (held: ControlWorld, edges: readonly number[]) =>
  edges.slice(0, MOST).map((edge) => edgeStake(held, edge));

async function hasStakes(context: Context, ids: readonly string[]): Promise<boolean> {
  const { tables } = await context.openVintage();
  if ((tables.stakes?.files.length ?? 0) === 0) return false;
  const engine = await context.openEngine();
  const [into, of] = await Promise.all([
    engine.rows<StakeRow>(stakesIn(ids), context.signal),
    engine.rows<StakeRow>(stakesOf(ids), context.signal),
  ]);
  return into.length + of.length > 0;
}

/** The lines of official lists that name the party on the day. */
export async function listingsOn(
  context: Context,
  book: Book,
  { id, ids, inBook, days }: GroupAsked,
): Promise<readonly CompanyListing[]> {
  const ofBook = inBook ? (partyBook(book).listings.get(id) ?? []) : [];
  const { tables } = await context.openVintage();
  const stored =
    (tables.listings?.files.length ?? 0) === 0
      ? []
      : await (await context.openEngine()).rows<ListingRow>(listingsOf(ids), context.signal);
  const day = (text: string | null) => (text === null ? null : isoDate(text));
  const lines = [
    ...ofBook,
    ...stored.map((row) => ({
      list: row.list,
      from: day(row.valid_from),
      until: day(row.valid_until),
      known: day(row.known_on),
      source: row.source_id,
    })),
  ];
  return lines
    .filter((line) => holdsOn(line, days))
    .map(({ list, from, until, source }) => ({ list, from, until, source: source ?? "" }));
}
