import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import type { Days } from "../core/operation.ts";
import { rulesNamed } from "../scenario/resourcing/resourcing-rules.ts";
import { chosenLists, listedParties } from "../screen/listed-parties.ts";
import { type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import { changes, figuresOf } from "./agreement-figures.ts";
import type { AgreementCandidate, AgreementInput } from "./agreement-input.ts";
import { inField, type Members, membersOf, placeIn } from "./agreement-members.ts";
import { findingsOfNode, type NodeAsked, type NodeFindings } from "./agreement-node.ts";
import type { AgreementFigure, AgreementResult } from "./agreement-result.ts";
import { candidateSentence } from "./agreement-words.ts";
import { refuseMixed } from "./node-bills.ts";
import { type NodeGround, nodeGround } from "./node-ground.ts";
import { plantOfRow, type SupplyPlant } from "./node-supply.ts";
import { type PlantVerdicts, plantVerdicts } from "./plant-verdicts.ts";

type Candidate = AgreementResult["candidates"][number];

/** Everything that one agreement is found to do. */
export interface AgreementRun {
  readonly members: Members;
  readonly grounds: readonly NodeGround[];
  readonly nodes: readonly NodeFindings[];
  readonly figures: readonly AgreementFigure[];
  readonly candidates: readonly Candidate[];
  /** Datasets that any of it is from, each once. */
  readonly datasets: readonly TradeDataset[];
  readonly made: boolean;
  /** What must be said of how it was asked. */
  readonly warnings: readonly string[];
}

/** Reads the ground of every node, and asks of each with the members and with each candidate. */
export async function runAgreement(
  context: Context,
  book: Book,
  agreement: AgreementInput,
  { days, top, withCandidates }: { readonly days: Days; readonly top: number; readonly withCandidates: boolean },
): Promise<AgreementRun> {
  const members = membersOf(agreement);
  await requireRules(context, book, agreement);
  const grounds: NodeGround[] = [];
  for (const at of agreement.nodes.keys()) {
    context.signal?.throwIfAborted();
    grounds.push(await nodeGround(context, book, agreement, at, days));
  }
  const datasets = datasetsOf(grounds);
  const made = refuseMixed(datasets);
  const real = made
    ? grounds.find(({ plants }) => plants.some(({ source }) => source !== null && book.sources.has(source)))
    : undefined;
  if (real !== undefined) {
    throw new InvalidInput(
      `${real.field}: plants of the book are real, and the trade that the store holds of it is made.`,
      {
        hint: "They are never in one answer: leave figures, and from: [book] of its costs, out.",
      },
    );
  }
  const candidates = withCandidates
    ? agreement.candidates.map((each, at) => readCandidate(each, at, grounds, members))
    : [];
  const asked: Omit<NodeAsked, "verdicts" | "years"> = {
    ...{ members: members.countries, more: null, brief: false, days, top },
    begins: agreement.from === undefined ? null : Number(agreement.from.slice(0, 4)),
  };
  const verdicts = await verdictsOf(context, book, grounds, candidates, days);
  const warnings = [...new Set([...verdicts.values()].flatMap((each) => each.warnings))];
  const every = async (how: Partial<NodeAsked>, of: (ground: NodeGround) => Partial<NodeAsked> = () => ({})) => {
    const found: NodeFindings[] = [];
    for (const ground of grounds) {
      context.signal?.throwIfAborted();
      const own = { verdicts: verdicts.get(ground)?.verdicts ?? new Map(), years: yearsOf(agreement, ground, days) };
      found.push(await findingsOfNode(context, book, ground, { ...asked, ...own, ...how, ...of(ground) }));
    }
    return found;
  };
  const nodes = await every({});
  const figures = figuresOf(nodes.map(({ node }) => node));
  const brief = candidates.length === 0 ? [] : figuresOf((await every({ brief: true })).map(({ node }) => node));
  const lines: Candidate[] = [];
  for (const { kind, name, note, members: with_, ground: of, more } of candidates) {
    const found = await every({ brief: true, members: with_ }, (ground) => (ground === of ? { more } : {}));
    const changed = [...changes(brief, figuresOf(found.map(({ node }) => node)))];
    lines.push({ kind, name, note, figures: changed, because: candidateSentence(name, changed) });
  }
  return { members, grounds, nodes, figures, candidates: lines, datasets, made, warnings };
}

/** Throws for a rule of control or a list that neither the book nor the store has, whether or not anything turns on it. */
async function requireRules(context: Context, book: Book, { rules }: AgreementInput): Promise<void> {
  const { facility_tariff: tariff, ban } = rules;
  try {
    if (tariff !== undefined) rulesNamed(book, [tariff.rule]);
  } catch (error) {
    throw inField("rules.facility_tariff.rule", error);
  }
  if (ban === undefined) return;
  const store = await hasStore(context);
  const made = store && (await tradeDatasets(context, null)).some((dataset) => dataset.made);
  const kinds = made ? [false, true] : [false];
  const known = await Promise.all(kinds.map((each) => listedParties(context, book, { made: each, store })));
  const lists = new Map(known.flatMap((each) => each.lists.map((list) => [list.id, list])));
  try {
    chosenLists([...lists.values()], ban.lists);
  } catch (error) {
    throw inField("rules.ban.lists", error);
  }
}

interface ReadCandidate {
  readonly kind: Candidate["kind"];
  readonly name: string;
  readonly note: string | null;
  readonly members: ReadonlySet<string>;
  readonly ground: NodeGround | null;
  readonly more: NodeAsked["more"];
}

function readCandidate(
  candidate: AgreementCandidate,
  at: number,
  grounds: readonly NodeGround[],
  { countries }: Members,
): ReadCandidate {
  const field = `candidates[${at}]`;
  const note = candidate.note ?? null;
  if ("country" in candidate) {
    const { label, members: own } = placeIn(`${field}.country`, candidate.country);
    if ([...own].every((country) => countries.has(country))) {
      throw new InvalidInput(`${field}.country: ${label} is a member already.`);
    }
    return { kind: "country", name: label, note, members: new Set([...countries, ...own]), ground: null, more: null };
  }
  const { product, plant: row } = candidate;
  const ground = grounds.find(({ node }) => node.product === product);
  if (ground === undefined) throw new InvalidInput(`${field}.product: no node of the agreement is HS ${product}.`);
  const known = ground.plants.find(({ name }) => name === row.name);
  const plant: SupplyPlant = plantOfRow(row, known, ground.node.unit, `${field}.plant`);
  if (!countries.has(plant.country)) {
    throw new InvalidInput(`${field}.plant.country: “${plant.country}” is no member, so that the plant adds nothing.`, {
      hint: "Name a plant in a member, or the country as a candidate.",
    });
  }
  return { kind: "plant", name: row.name, note, members: countries, ground, more: { plant, row } };
}

function datasetsOf(grounds: readonly NodeGround[]): readonly TradeDataset[] {
  const all = grounds.flatMap(({ trade, bills, inputs }) => [
    ...(trade === null ? [] : [trade.dataset]),
    ...(bills === null ? [] : [bills.dataset]),
    ...inputs.flatMap((input) => (input.trade === null ? [] : [input.trade.dataset])),
  ]);
  const keyOf = ({ data, source, side, frequency }: TradeDataset) => JSON.stringify([data, source, side, frequency]);
  return [...new Map(all.map((dataset) => [keyOf(dataset), dataset])).values()];
}

async function verdictsOf(
  context: Context,
  book: Book,
  grounds: readonly NodeGround[],
  candidates: readonly ReadCandidate[],
  days: Days,
): Promise<ReadonlyMap<NodeGround, PlantVerdicts>> {
  const found = new Map<NodeGround, PlantVerdicts>();
  for (const ground of grounds) {
    const more = candidates.flatMap((each) => (each.ground === ground && each.more !== null ? [each.more.plant] : []));
    found.set(
      ground,
      await plantVerdicts(context, book, [...ground.plants, ...more], ground.rules.facility_tariff?.rule, days),
    );
  }
  return found;
}

/** Years that are asked about: of the file, else those of the node's demand, else the year of the answer. */
function yearsOf({ years }: AgreementInput, { node: { demand } }: NodeGround, { on }: Days): readonly number[] {
  const span = (from: number, until: number) => Array.from({ length: Math.max(0, until - from) }, (_, at) => from + at);
  if (years !== undefined) return span(years.from, years.until);
  if (demand?.year === undefined) return [Number(on.slice(0, 4))];
  if (demand.until !== undefined) return span(demand.year, demand.until);
  return [demand.year, ...(demand.by_year ?? []).map(({ year }) => year)];
}
