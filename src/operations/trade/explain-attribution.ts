import { InvalidInput } from "../../errors.ts";
import type { Attribution, Solved } from "../../network/attribution/attribute.ts";
import { nodeKeys, originOf } from "../../network/attribution/lens.ts";
import { VALUE_ESTIMATED } from "../../network/network.ts";
import { partOfLine } from "./attribution-control.ts";
import type { AttributionFindings } from "./attribution-findings.ts";
import type { AttributionResult } from "./attribution-result.ts";
import type { Figure } from "./explain-figure.ts";
import { apportion, largestOf } from "./explain-largest.ts";
import { listed, type PickedRows } from "./explain-reach.ts";

/** What one seller of a product adds to a figure. */
export interface Contribution {
  /** A node of the cone; -1 where nobody is behind it. */
  readonly node: number;
  /** Of the root's value: what reached the node, on the way that the figure counts, and the part of it that counts. */
  readonly passing: number;
  readonly part: number;
  readonly share: number;
}

/** The contributions that make up a figure, and by purchase what of the root's value came that way. */
export interface Contributions {
  readonly list: readonly Contribution[];
  /** By mix of the cone. */
  readonly through: ArrayLike<number>;
}

/** What a figure of an attribution is made of, largest first; they add up to its central share. */
export function contributionsTo(
  figure: Figure,
  findings: AttributionFindings,
  result: AttributionResult,
): Contributions {
  const { attribution } = findings.solved;
  const [first = "", second = "", third = "", ...rest] = figure.path;
  switch (first) {
    case "by":
    case "others": {
      const { by } = findings.ground.question;
      const keys = first === "by" ? new Set([second === "unknown" ? "" : second]) : listed(result.by);
      if (by === "tier") return tierContributions(attribution, second === "beyond" ? null : Number(second));
      const part = third === "control" ? partOfLine(findings, rest) : () => true;
      if (part === null) break;
      return lensContributions(findings, keys, first === "others", part);
    }
    case "tiers": {
      const { tier } = figure.steps[1] as { readonly tier: number | null };
      return tierContributions(attribution, tier);
    }
    case "untraced":
      return untracedContributions(attribution.solved, second === "by" ? third : null);
    case "direct":
      return directContributions(attribution.solved, second === "unknown" ? "" : second);
    case "root":
      return directContributions(attribution.solved, null);
  }
  throw new InvalidInput(`"${figure.path.join(".")}" is not a part of the root's value.`, {
    hint: "Figures under by, others, untraced, direct, tiers and root can be walked down to rows.",
  });
}

const bySize = (a: Contribution, b: Contribution): number => b.share - a.share || a.node - b.node;

function lensContributions(
  { solved }: AttributionFindings,
  keys: ReadonlySet<string>,
  others: boolean,
  counts: (node: number) => boolean,
) {
  const { shared, visits, added } = solved.attribution.solved;
  const named = nodeKeys(shared.cone, solved.lens ?? "origin");
  const list: Contribution[] = [];
  for (let node = 0; node < shared.nodes; node++) {
    const here = added[node] as number;
    if (here === 0 || !counts(node)) continue;
    let part = 0;
    for (let at = named.offsets[node] as number; at < (named.offsets[node + 1] as number); at++) {
      if (keys.has(named.keys[named.key[at] as number] as string) !== others) part += named.part[at] as number;
    }
    if (part === 0) continue;
    const passing = visits.visits[shared.mixes + node] as number;
    list.push({ node, passing, part: (shared.kept[node] as number) * part, share: here * part });
  }
  return { list: list.sort(bySize), through: visits.visits };
}

/** What is added at a distance from the root; null is all that is added beyond the tiers that the answer lists. */
function tierContributions(attribution: Attribution, tier: number | null): Contributions {
  if (tier === null) {
    throw new InvalidInput("What is added beyond the listed tiers is a rest, not a sum of rows.", {
      hint: "Raise the depth in the reference and explain the tiers themselves.",
    });
  }
  const { chain, mixes, nodes, kept, keepsUnknown, start } = attribution.solved.shared;
  let atMixes = start;
  let atNodes = start;
  for (let step = 1; step <= tier; step++) {
    if (step > 1) atMixes = passOn(chain, atNodes, mixes, mixes + nodes);
    atNodes = passOn(chain, atMixes, 0, mixes);
  }
  const list: Contribution[] = [];
  for (let node = 0; node < nodes; node++) {
    const passing = atNodes[mixes + node] as number;
    const part = kept[node] as number;
    if (keepsUnknown[node] === 0 && passing * part > 0) list.push({ node, passing, part, share: passing * part });
  }
  return { list: list.sort(bySize), through: atMixes };
}

function passOn(chain: Solved["shared"]["chain"], waiting: Float64Array, from: number, until: number): Float64Array {
  const next = new Float64Array(chain.states);
  for (let state = from; state < until; state++) {
    const here = waiting[state] as number;
    if (here === 0) continue;
    for (let e = chain.offsets[state] as number; e < (chain.offsets[state + 1] as number); e++) {
      const to = chain.target[e] as number;
      next[to] = (next[to] as number) + here * (chain.weight[e] as number);
    }
  }
  return next;
}

/** By seller, the value whose input nobody was seen to sell to it. */
function untracedContributions({ shared, visits }: Solved, code: string | null): Contributions {
  const { cone, chain, mixes, nodes, kept, keepsUnknown, untracedProducts, start } = shared;
  const counts = (product: number): boolean => code === null || cone.recipes.products[product] === code;
  const list: Contribution[] = [];
  const firstUntraced = mixes + nodes;
  for (let node = 0; node < nodes; node++) {
    const passing = visits.visits[mixes + node] as number;
    let part = 0;
    for (let e = chain.offsets[mixes + node] as number; e < (chain.offsets[mixes + node + 1] as number); e++) {
      const to = (chain.target[e] as number) - firstUntraced;
      if (to >= 0 && counts(untracedProducts[to] as number)) part += chain.weight[e] as number;
    }
    const own = counts(cone.nodes.product[node] as number);
    if (keepsUnknown[node] === 1 && own) part += kept[node] as number;
    if (passing * part > 0) list.push({ node, passing, part, share: passing * part });
    const caught = own ? (visits.caught?.[mixes + node] ?? 0) : 0;
    if (caught > 0) list.push({ node: -1, passing: caught, part: 1, share: caught });
  }
  let unsold = 0;
  for (let at = 0; at < untracedProducts.length; at++) {
    if (counts(untracedProducts[at] as number)) unsold += start[firstUntraced + at] as number;
  }
  for (let mix = 0; mix < mixes; mix++) {
    if (counts(cone.mixes.product[mix] as number)) unsold += visits.caught?.[mix] ?? 0;
  }
  if (unsold > 0) list.push({ node: -1, passing: unsold, part: 1, share: unsold });
  return { list: list.sort(bySize), through: visits.visits };
}

/** What the root itself bought, of everybody or of the sellers of one country. */
function directContributions({ shared }: Solved, origin: string | null): Contributions {
  const { cone, start } = shared;
  const countryOf = originOf(cone);
  const sums = new Map<number, number>();
  const through = new Float64Array(cone.mixes.count);
  for (let mix = 0; mix < cone.mixes.roots; mix++) {
    through[mix] = start[mix] as number;
    for (let at = cone.mixes.offsets[mix] as number; at < (cone.mixes.offsets[mix + 1] as number); at++) {
      const node = cone.mixes.seller[at] as number;
      if (origin !== null && countryOf(node) !== origin) continue;
      sums.set(node, (sums.get(node) ?? 0) + (start[mix] as number) * (cone.mixes.part[at] as number));
    }
  }
  const list = [...sums].map(([node, share]) => ({ node, passing: share, part: 1, share }));
  return { list: list.sort(bySize), through };
}

/** Calls `visit` with each sale of the node that the figure's value came by, and how much of the root's value that was. */
function eachSale(
  { ground, solved }: AttributionFindings,
  through: ArrayLike<number>,
  node: number,
  visit: (entry: number, passed: number) => void,
): void {
  const { cone } = solved.attribution.solved.shared;
  const { network } = ground;
  const { runs, buy, sell, reverse } = network;
  const sellNode = cone.nodes.sellNode[node] as number;
  if (sellNode < 0) return;
  const product = cone.nodes.product[node] as number;
  const rootMix = cone.mixes.product.subarray(0, cone.mixes.roots).indexOf(product);
  const { countries, parties } = ground.root;
  const buyers = parties && new Set(parties.map((id) => network.parties.find(id)));
  const wanted: { run: number; perCent: number }[] = [];
  for (let at = sell.offsets[sellNode] as number; at < (sell.offsets[sellNode + 1] as number); at++) {
    const run = reverse[at] as number;
    const buyer = buy.party[runs.buyNode[run] as number] as number;
    const perCentOf = (mix: number): number => {
      const usd = mix < 0 ? 0 : (cone.mixes.usd[mix] as number);
      return usd > 0 ? (through[mix] as number) / usd : 0;
    };
    const toRoot =
      (countries === undefined || countries.includes(network.countries[runs.destination[run] as number] ?? "")) &&
      (buyers === undefined || buyers.has(buyer));
    const perCent = perCentOf(toRoot ? rootMix : -1) + perCentOf(cone.mixOf(buyer, product));
    if (perCent === 0) continue;
    wanted.push({ run, perCent });
    network.pages.want(runs.offsets[run] as number, runs.offsets[run + 1] as number);
  }
  network.pages.fetch();
  for (const { run, perCent } of wanted) {
    for (let entry = runs.offsets[run] as number; entry < (runs.offsets[run + 1] as number); entry++) {
      const cents = cone.reader.centsOf(entry);
      if (cents > 0) visit(entry, cents * perCent);
    }
  }
}

export interface AttributedRows extends PickedRows {
  /** Of the figure, by contribution, in the units of the sum. */
  readonly contributions: readonly (Contribution & { readonly amount: bigint; readonly rows: number })[];
  readonly otherContributions: { readonly count: number; readonly amount: bigint };
}

/** Rows that came by no row of the data are a rest; a smaller one than this is rounding. */
const ROUNDING = 1e-9;

/**
 * The purchases by which the value of a figure reached those who added it, each with its part of the figure. A
 * contribution is smaller than the one before and a row than its contribution: looking ends when none can be larger.
 */
export function attributedRows(
  findings: AttributionFindings,
  { list, through }: Contributions,
  { total, scale, top }: { readonly total: bigint; readonly scale: number; readonly top: number },
): AttributedRows {
  const { flags } = findings.ground.network.columns;
  const whole = list.reduce((sum, { share }) => sum + share, 0);
  const largest = largestOf(top);
  const shown = list.slice(0, top);
  const rowsOf: number[] = [];
  let [looked, estimated, rows] = [0, 0, 0];
  for (const contribution of list) {
    const isShown = looked < shown.length;
    if (!isShown && contribution.share < largest.least()) break;
    looked++;
    const sales: { entry: number; passed: number }[] = [];
    if (contribution.node >= 0) {
      eachSale(findings, through, contribution.node, (entry, passed) => sales.push({ entry, passed }));
    }
    const passed = sales.reduce((sum, sale) => sum + sale.passed, 0);
    for (const sale of sales) {
      largest.add(sale.entry, (contribution.share * sale.passed) / passed);
      if (((flags[sale.entry] as number) & VALUE_ESTIMATED) !== 0) estimated++;
    }
    rows += sales.length;
    if (isShown) rowsOf.push(sales.length);
  }
  const picked = largest.list();
  const complete = looked === list.length;
  const rest = whole - picked.reduce((sum, { amount }) => sum + amount, 0);
  const parts = [...picked.map(({ amount }) => amount), rest > whole * ROUNDING ? rest : 0];
  const amounts = apportion(parts, total);
  const restOf = (count: number) => list.slice(count).reduce((sum, { share }) => sum + share, 0);
  const ofNodes = apportion([...shown.map(({ share }) => share), restOf(shown.length)], total);
  return {
    entries: picked.map(({ entry }, at) => ({ entry, amount: amounts[at] ?? 0n })),
    others: { rows: complete ? rows - picked.length : null, amount: amounts.at(-1) ?? 0n },
    total,
    scale,
    rows: complete ? rows : null,
    estimated,
    contributions: shown.map((each, at) => ({ ...each, amount: ofNodes[at] ?? 0n, rows: rowsOf[at] ?? 0 })),
    otherContributions: { count: list.length - shown.length, amount: ofNodes.at(-1) ?? 0n },
  };
}
