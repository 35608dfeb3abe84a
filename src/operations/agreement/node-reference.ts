import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import { combinedPrice } from "../../pricing/combined-price.ts";
import { exactly } from "../../pricing/spread.ts";
import type { CostFigure, CostsInOwnUnits } from "../../pricing/stated-costs.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { type Eligibility, eligibility } from "../pricing/eligibility.ts";
import { knownCosts } from "../pricing/known-costs.ts";
import { benchmarkPrice, contractPrice } from "../pricing/observed-price.ts";
import { demandYears, yearCurve } from "../pricing/reference-curve.ts";
import { curveSteps, figureLines, priceText, yearLine } from "../pricing/reference-findings.ts";
import { type ReferenceInput, referenceModelInput } from "../pricing/reference-input.ts";
import { type Candidate, candidatesOf, type PriceGround, priceGround } from "../pricing/stated-tranches.ts";
import { rulesNamed } from "../scenario/resourcing/resourcing-rules.ts";
import type { AgreementNode, PlantRow } from "./agreement-input.ts";
import { inField } from "./agreement-members.ts";
import type { AgreementResult, NodeResult } from "./agreement-result.ts";
import type { SupplyPlant } from "./node-supply.ts";

type Assumption = AgreementResult["assumptions"][number];
type Reference = NonNullable<NodeResult["reference"]>;

/** What a reference price of a node is computed from, whoever is in. */
export interface ReferenceGround {
  readonly asked: ReferenceInput;
  readonly price: PriceGround;
  readonly known: readonly CostsInOwnUnits[];
  /** What a market and contracts pay, a unit of the price; null where the file names none. */
  readonly benchmark: number | null;
  readonly contracts: number | null;
}

/** The reference price of a node for some members, or why there is none. */
export interface NodeReference {
  readonly reference: NodeResult["reference"];
  readonly missing: string | null;
  readonly assumptions: readonly Assumption[];
}

const none = (missing: string): NodeReference => ({ reference: null, missing, assumptions: [] });

/** The costs of a node as a question for its price; null where the file gives none. Throws InvalidInput by its field. */
export async function referenceGround(
  context: Context,
  book: Book,
  node: AgreementNode,
  field: string,
  days: Days,
): Promise<ReferenceGround | null> {
  const { costs, demand, unit, product, figures } = node;
  if (costs === undefined) return null;
  if (demand === undefined) {
    throw new InvalidInput(`${field}.demand: a reference price needs a demand.`, {
      hint: "Add demand: { quantity: …, year: … } to the node, or take its costs away.",
    });
  }
  const name = costs.product ?? figures[0] ?? formatHs(product);
  const asked = referenceModelInput.parse({ ...costs, product: name, unit, demand });
  try {
    if (asked.eligible.rule !== undefined) rulesNamed(book, [asked.eligible.rule]);
    const price = priceGround(asked);
    return {
      ...{ asked, price },
      known: await knownCosts(context, book, asked, days),
      benchmark: await benchmarkPrice(context, asked, price, days),
      contracts: contractPrice(asked, price),
    };
  } catch (error) {
    throw inField(`${field}.costs`, error);
  }
}

function ofField<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw inField(field, error);
  }
}

const isGiven = (figure: CostFigure, ...rows: readonly object[]): boolean =>
  rows.some((row) => Object.entries(row).some(([name, value]) => name === figure && value !== undefined));

/** Figures that an offer needs and for which nothing stands in. */
function lacking(
  row: PlantRow | undefined,
  isNew: boolean,
  { asked, known }: ReferenceGround,
  name: string,
): CostFigure[] {
  const own = known.find((costs) => costs.name === name)?.figures ?? {};
  const given = (figure: CostFigure) => isGiven(figure, row ?? {}, own, asked.assume);
  if (given("price")) return [];
  return (isNew ? (["capex", "var_opex"] as const) : (["var_opex"] as const)).filter((figure) => !given(figure));
}

/**
 * The curve of the plants in members, year by year. A plant that is not there yet and has no year, and one whose costs nobody
 * states, are named and left out.
 */
export async function referenceOf(
  context: Context,
  book: Book,
  ground: ReferenceGround,
  {
    plants,
    rows,
    members,
    tonnes,
    field,
    days,
  }: {
    readonly plants: readonly SupplyPlant[];
    readonly rows: readonly PlantRow[];
    readonly members: ReadonlySet<string>;
    /** In one unit of the price. */
    readonly tonnes: number;
    /** Where in the file the node stands. */
    readonly field: string;
    readonly days: Days;
  },
): Promise<NodeReference> {
  const { asked, price, known, benchmark, contracts } = ground;
  const undated: Reference["out"] = [];
  const unpriced: Reference["unpriced"] = [];
  const tranches = plants.flatMap((plant): ReferenceInput["tranches"] => {
    const row = rows.find(({ name }) => name === plant.name);
    if (plant.whole && row === undefined) return [];
    const isNew = plant.phase !== "operational";
    const missing = lacking(row, isNew, ground, plant.name);
    if (missing.length > 0) {
      if (members.has(plant.country)) unpriced.push({ name: plant.name, missing });
      return [];
    }
    if (isNew && plant.from === null) {
      if (members.has(plant.country))
        undated.push({ name: plant.name, because: "no year is stated in which it begins" });
      return [];
    }
    const { phase: _, capacity, ...stated } = row ?? { name: plant.name, confidential: plant.confidential };
    const unit = row?.unit === undefined ? tonnes : tonnes * price.weight(row.unit);
    return [
      {
        ...stated,
        ...(plant.party === null ? {} : { party: plant.party }),
        ...(plant.from === null ? {} : { from: plant.from }),
        ...(plant.until === null ? {} : { until: plant.until }),
        country: plant.country,
        status: isNew ? "new" : "existing",
        capacity: capacity ?? exactly(plant.tonnes / unit),
      },
    ];
  });
  if (!tranches.some(({ country }) => country !== undefined && members.has(country))) {
    return none("No plant of a member has both costs and a year.");
  }
  const offered = new Set(tranches.map(({ name }) => name));
  const question: ReferenceInput = {
    ...asked,
    tranches,
    eligible: { ...asked.eligible, countries: [...members] },
  };
  const priced = ofField(`${field}.costs`, () =>
    candidatesOf(
      question,
      price,
      known.filter(({ name }) => offered.has(name)),
    ).filter(({ built, stated }) => built.tranche !== null && stated.country !== null && members.has(stated.country)),
  );
  const found = await eligibleOf(context, book, priced, question, days);
  if (found === null) return none("No plant of a member that is priced may offer.");
  const years = demandYears(question, price);
  const last = years.at(-1);
  const curve = last === undefined ? [] : curveSteps(found.eligible, yearCurve(found.eligible, last, "central"));
  return {
    reference: {
      ...{ unit: asked.unit, currency: price.currency, terms: asked.terms, rule: asked.combine.rule },
      benchmark: benchmark === null ? null : priceText(benchmark),
      contracts: contracts === null ? null : priceText(contracts),
      years: years.map((year) => {
        const { reference, marginal, next, unmet } = yearLine(found.eligible, year);
        const computed = reference.central === null ? null : Number(reference.central);
        const { rule, weights } = asked.combine;
        const combined = combinedPrice(rule, { reference: computed, benchmark, contracts }, weights ?? null);
        return {
          ...{ year: year.year, ...reference, marginal, next, unmet },
          combined: combined === null ? null : priceText(combined),
        };
      }),
      curve: curve.map(({ name, status, price: offer, supply, cumulative, basis }) => {
        return { name, status, price: offer, supply, cumulative, basis };
      }),
      out: [...undated, ...found.out.map(({ candidate, because }) => ({ name: candidate.stated.name, because }))],
      open: found.open.map(({ candidate, because }) => ({ name: candidate.stated.name, because })),
      unpriced,
    },
    missing: null,
    assumptions: [...benchmarkAssumed(ground), ...assumptionsOf(figureLines(found.eligible))],
  };
}

/** Who of the plants may offer; null where nobody may. */
async function eligibleOf(
  context: Context,
  book: Book,
  priced: readonly Candidate[],
  question: ReferenceInput,
  days: Days,
): Promise<Eligibility | null> {
  try {
    return await eligibility(context, book, priced, question, days);
  } catch (error) {
    if (error instanceof InvalidInput) return null;
    throw error;
  }
}

function benchmarkAssumed({ asked, benchmark }: ReferenceGround): readonly Assumption[] {
  const { basis, source, series, name } = asked.benchmark ?? {};
  const isStated = series !== undefined || (basis ?? (source === undefined ? "assumed" : "reported")) !== "assumed";
  if (benchmark === null || isStated) return [];
  const about = "As the file assumes it.";
  return [{ name: name ?? "benchmark", value: priceText(benchmark), basis: "assumed", source: source ?? null, about }];
}

/** Every figure of an offer but its capacity that no source states, once for all plants of which the same is assumed. */
function assumptionsOf(lines: ReturnType<typeof figureLines>): readonly Assumption[] {
  const groups = new Map<string, { line: (typeof lines)[number]; names: string[] }>();
  for (const line of lines) {
    if (line.basis !== "assumed" || line.figure === "capacity") continue;
    const key = `${line.figure} ${line.low} ${line.high} ${line.from}`;
    const group = groups.get(key) ?? { line, names: [] };
    group.names.push(line.tranche);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ line, names }) => ({
    name: `${line.figure.replaceAll("_", " ")} of ${names.join(", ")}`,
    value: line.low === line.high ? line.central : `${line.low} to ${line.high}`,
    basis: "assumed",
    source: line.source,
    about: line.from === "default" ? "Neither the plant nor the file says it." : "As the file assumes it.",
  }));
}
