import type { Book } from "../../book/book.ts";
import type { Attribution } from "../../network/attribution/attribute.ts";
import { format, fromUnits } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { OPEN_CONTROL } from "../control/control-lens.ts";
import type { Coverage } from "../core/answer.ts";
import { equipmentBeside, physicalBeside } from "./attribution-beside.ts";
import type { Basket } from "./attribution-bill.ts";
import { withControl } from "./attribution-control.ts";
import { directOrigins, writeLines, writeShareOf } from "./attribution-lines.ts";
import { mineralsBeside } from "./attribution-minerals.ts";
import type { AttributionResult, AttributionYear } from "./attribution-result.ts";
import type { Ground, SolvedWindow } from "./attribution-solve.ts";
import { FACILITY_MEANING, facilityLabel, facilityWarnings } from "./facility.ts";
import { countryLabel, productLabel } from "./labels.ts";
import { partyLabel, type ResolvedParty } from "./party.ts";
import { writeCents } from "./split-parts.ts";
import type { DatasetFacts } from "./trade-fields.ts";

export interface AttributionFindings {
  readonly book: Book;
  readonly ground: Ground;
  readonly solved: SolvedWindow;
  readonly facts: DatasetFacts;
  readonly party: ResolvedParty | null;
  readonly basket: Basket | null;
}

function labelOf({ book, ground, facts }: AttributionFindings): (key: string) => string {
  const product = (code: string) => `${formatHs(code)} ${productLabel(book, code, facts.hsRevision ?? 2022)}`;
  switch (ground.question.by) {
    case "origin":
      return countryLabel;
    case "party":
      return (id) => partyLabel(ground.network, id);
    case "facility":
      return (id) => facilityLabel(ground.network, id);
    case "product":
      return product;
    case "port":
      return (name) => (name === "" ? "Unknown" : name);
    case "tier":
      return (key) => (key === "beyond" ? "beyond" : `tier ${key}`);
    case "region":
      return (name) => name;
    case "control":
      return (key) => (key === OPEN_CONTROL ? "Open" : countryLabel(key));
  }
}

/** What the root paid, in cents; of a bill of materials what it lists; null when nobody knows. */
function rootCents({ solved, basket }: AttributionFindings): bigint | null {
  if (basket === null) return solved.attribution.root.usd;
  return basket.usd === null ? null : BigInt(Math.round(basket.usd * 100));
}

/** Amounts of material and of minerals, for one product whose inputs are followed. */
function physicalOf(
  { ground, solved, party, basket }: AttributionFindings,
  name: (code: string) => string,
): Pick<AttributionResult, "physical" | "minerals"> {
  const { network, question, root, country, links } = ground;
  const { attribution, window } = solved;
  const [only] = root.products;
  if (basket !== null || only === undefined || question.inputs === "same" || attribution.empty) {
    return { physical: [], minerals: [] };
  }
  const buyer = party === null ? {} : { buyer: network.parties.find(party.key) };
  return {
    physical: physicalBeside(attribution, links, only, { ...window, product: only, country, ...buyer }, name),
    minerals: mineralsBeside(attribution, links, only, question.unitPrice),
  };
}

/** The core's numbers as the answer's labelled shares and amounts. */
export function attributionFindings(findings: AttributionFindings): AttributionResult {
  const { book, ground, solved, facts, party } = findings;
  const { question, root, country } = ground;
  const { attribution, coverage, production, window } = solved;
  const revision = facts.hsRevision ?? 2022;
  const name = (code: string) => productLabel(book, code, revision);
  const cents = rootCents(findings);
  const lines = writeLines(
    attribution,
    {
      lens: solved.lens,
      top: question.top,
      depth: question.depth,
      rootCents: cents,
      labelOf: labelOf(findings),
    },
    name,
  );
  return {
    method: "attribution",
    dataset: facts,
    root: {
      products: root.products.map((code, at) => ({
        code,
        label: name(code),
        weight: root.weights === undefined ? null : writeShareOf(root.weights[at] ?? 0),
      })),
      revision,
      country: country === undefined ? null : { key: country, label: countryLabel(country) },
      party,
      from: question.since ?? facts.from,
      until: question.until ?? facts.until,
      rows: attribution.root.rows,
      rowsWithoutValue: attribution.root.rowsWithoutValue,
      usd: cents === null ? null : writeCents(cents),
    },
    lens: question.by,
    ...lines,
    ...withControl(findings, lines.by, cents),
    residual: attribution.residual,
    direct: directOrigins(attribution)
      .slice(0, question.top)
      .map(({ key, share }) => ({
        key: key === "" ? "unknown" : key,
        label: countryLabel(key),
        share: writeShareOf(share),
      })),
    tiers: tiersOf(attribution, question.depth),
    estimated: writeShareOf(attribution.estimated),
    outlying: writeShareOf(attribution.outlying),
    rootEstimated: writeShareOf(attribution.rootEstimated),
    passedOn: passedOn(attribution),
    coverage,
    production: [...production.listed],
    equipment: equipmentBeside(attribution, window, name),
    ...physicalOf(findings, name),
    size: {
      nodes: attribution.size.nodes,
      purchases: attribution.size.mixes,
      links: attribution.size.edges,
    },
  };
}

function tiersOf(attribution: Attribution, depth: number): AttributionResult["tiers"] {
  if (attribution.empty) return [];
  return attribution
    .tiers(depth)
    .map((share, at) => ({ tier: at < depth ? at + 1 : null, share: writeShareOf(share) }));
}

/** A number of at most 12 places that may exceed one. */
const places = (value: number): string => format(fromUnits(BigInt(Math.round(value * 1e12)), 12)).replace(/\.?0+$/, "");

function passedOn({ passedOn: by }: Attribution): AttributionResult["passedOn"] {
  return {
    observed: places(by.observed),
    reported: places(by.reported),
    estimated: places(by.estimated),
    assumed: places(by.assumed),
  };
}

/** One year's answer, with a line for each key of the whole answer. */
export function attributionYear(
  findings: AttributionFindings,
  year: string,
  whole: AttributionResult,
): AttributionYear {
  const { book, ground, solved, facts, basket } = findings;
  const { attribution } = solved;
  const cents = rootCents(findings);
  const revision = facts.hsRevision ?? 2022;
  const keys = whole.by.map(({ key }) => (key === "unknown" ? "" : key));
  const { by, others, untraced } = writeLines(
    attribution,
    {
      lens: solved.lens,
      top: 0,
      depth: ground.question.depth,
      rootCents: attribution.empty && basket === null ? 0n : cents,
      labelOf: labelOf(findings),
      keys,
    },
    (code) => productLabel(book, code, revision),
  );
  return {
    year,
    usd: cents === null ? null : writeCents(cents),
    coverage: solved.coverage.share,
    by,
    others,
    untraced: { share: untraced.share, usd: untraced.usd },
    residual: attribution.residual,
  };
}

/** Things about this answer that a reader must know before using it. */
export function attributionWarnings(
  result: AttributionResult,
  { solved, ground, basket }: AttributionFindings,
): string[] {
  const warnings: string[] = [...solved.production.warnings, ...facilityWarnings(ground.network, ground.question.by)];
  const { root, coverage, untraced } = result;
  const { attribution } = solved;
  const place = root.party?.label ?? root.country?.label ?? "anyone";
  if (solved.attribution.empty) {
    const codes = root.products.map(({ code }) => formatHs(code)).join(", ");
    warnings.unshift(`The data hold no row of HS ${codes} with a value bought by ${place} under these filters.`);
    return warnings;
  }
  if (root.rowsWithoutValue > 0) {
    warnings.push(`${root.rowsWithoutValue} of the ${root.rows} rows of the root state no value and are left out.`);
  }
  if (attribution.outlying > 0) {
    const part = (100 * attribution.outlying).toFixed(1);
    warnings.push(
      `Rows whose unit value is several times off what is usual, counted as they stand: ${part} % of the purchases on the way.`,
    );
  }
  if (basket !== null && basket.priced.length > 0) {
    const codes = basket.priced.map((code) => formatHs(code)).join(", ");
    warnings.push(`Prices of HS ${codes} are unit values of the data (estimated): the bill gives none.`);
  }
  if (ground.dataset.data === "shipments" && coverage.how === "taken") {
    warnings.push(
      "How much of all trade these shipments show is not known; the bands take it to be all. State it with --coverage, " +
        "or import official statistics of the importer.",
    );
  }
  if (solved.control?.recorded === 0) {
    warnings.push("No stake in any of these parties is recorded, so that each counts as its own country's.");
  }
  const over = coverage.years.filter(({ usd, official }) => Number(usd) > 1.01 * Number(official));
  if (over.length > 0) {
    warnings.push(
      `The shipments are worth more than the official imports in ${over.map(({ year }) => year).join(", ")}; their coverage is taken as 1 there.`,
    );
  }
  if (Number(untraced.share) > 0.5) {
    const [most] = untraced.by;
    const held = ground.network.products.includes(most?.key ?? "");
    const why = held ? "is not seen to be bought by all who sell what it goes into" : "is in no row of the data";
    warnings.push(
      `More than half of the value is untraced, so the shares say little of where it was added: HS ${formatHs(most?.key ?? "")} ${why}.`,
    );
  }
  return warnings;
}

export function attributionCoverage(
  { ground, solved }: AttributionFindings,
  result: AttributionResult,
  blind: readonly string[],
): Coverage {
  const { dataset } = ground;
  const share = result.coverage.share;
  const how = {
    taken: "The data are taken to show all purchases.",
    stated: `The asker states that the data show ${share} of all purchases.`,
    official: `The data show ${share} of the official import value (${result.coverage.source ?? ""}).`,
  }[result.coverage.how];
  const bound =
    Number(share) < 1
      ? [
          `For a party with m rows of an input the band takes c − 2·√(c(1 − c)/m) of its purchases as shown, with c = ${share} for every party: who sold the rest is unknown.`,
        ]
      : [];
  const assumed = Number(result.passedOn.assumed) > 0;
  const divided = ground.question.by === "facility" ? [FACILITY_MEANING] : [];
  const controlled =
    solved.control === null
      ? []
      : [
          `Whose a party is holds on ${ground.days.on} as known on ${ground.days.known}, for the whole window: the country of those who together hold at least one half of its equity or votes and more than those of any other. What is not recorded is not held; ${solved.control.recorded} of the parties have a recorded holder.`,
        ];
  const meaning = [
    "A share says where value was added on the way to the root, not where goods were last sent from.",
    ...divided,
    ...controlled,
    ...(assumed
      ? [
          "Where nobody states how much of a sale was bought in, the centre of a band is an assumption: read the band, not the centre.",
        ]
      : []),
    ...(solved.production.figures.length === 0
      ? ["No production figure was given or held: what a seller of a product made and what it resold is not known."]
      : []),
  ];
  return { made: dataset.made, from: dataset.from, until: dataset.until, notes: [how, ...bound, ...meaning, ...blind] };
}
