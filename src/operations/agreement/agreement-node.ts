import type { Book } from "../../book/book.ts";
import type { Basis } from "../../evidence/basis.ts";
import { floorPrice } from "../../pricing/combined-price.ts";
import { floorLevies, type LevyOnLeg } from "../../scenario/agreement/floor-levy.ts";
import { coverageOf, type SupplyByPhase, supplyInYear, undatedSupply } from "../../scenario/agreement/group-supply.ts";
import { groupTrade } from "../../scenario/agreement/group-trade.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { demandYears } from "../pricing/reference-curve.ts";
import { figureText, tonnesText, usdText } from "../scenario/figure-text.ts";
import type { PlantRow } from "./agreement-input.ts";
import { placeIn, placeOfKey } from "./agreement-members.ts";
import type { AgreementResult, NodeResult } from "./agreement-result.ts";
import { billsLine } from "./node-bills.ts";
import type { NodeGround } from "./node-ground.ts";
import { inputLines } from "./node-inputs.ts";
import { leakageOfBills, leakageOfTrade } from "./node-leakage.ts";
import { productionLines } from "./node-production.ts";
import { referenceOf } from "./node-reference.ts";
import { plantsInside, type SupplyPlant, tonnesIn } from "./node-supply.ts";
import { keptLine, recognisedLine, seesSales, shareText, tradeLine } from "./node-trade.ts";
import type { PlantVerdict } from "./plant-verdicts.ts";

type Assumption = AgreementResult["assumptions"][number];

/** Who is in, and what is asked of a node. */
export interface NodeAsked {
  readonly members: ReadonlySet<string>;
  /** One more plant than the ground has. */
  readonly more: { readonly plant: SupplyPlant; readonly row: PlantRow } | null;
  /** By name of the plant. */
  readonly verdicts: ReadonlyMap<string, PlantVerdict>;
  readonly years: readonly number[];
  /** Year in which the rules begin to hold. */
  readonly begins: number | null;
  /** Without what takes long and does not hang on one more member or plant. */
  readonly brief: boolean;
  readonly days: Days;
  readonly top: number;
}

export interface NodeFindings {
  readonly node: NodeResult;
  readonly assumptions: readonly Assumption[];
}

const phases = (supply: SupplyByPhase, text: (value: number) => string) => ({
  operational: text(supply.operational),
  underConstruction: text(supply["under construction"]),
  planned: text(supply.planned),
});

/** Everything that is asked of one node, for these members. */
export async function findingsOfNode(
  context: Context,
  book: Book,
  ground: NodeGround,
  asked: NodeAsked,
): Promise<NodeFindings> {
  const { node, label, trade, bills, rules, tonnes } = ground;
  const { members, more, verdicts, years, brief, days, top } = asked;
  const all =
    more === null ? ground.plants : [...ground.plants.filter(({ name }) => name !== more.plant.name), more.plant];
  const rows = more === null ? node.plants : [...node.plants.filter(({ name }) => name !== more.row.name), more.row];
  const inside = plantsInside(all, members);
  const tariff = rules.facility_tariff;
  const verdictOf = ({ name }: SupplyPlant): PlantVerdict => verdicts.get(name) ?? null;
  const isUnder = (plant: SupplyPlant) => tariff?.supply !== "in" && verdictOf(plant) === "yes";
  const counted = inside.filter((plant) => !isUnder(plant));
  const reference =
    ground.reference === null
      ? { reference: null, missing: "No costs are given of it.", assumptions: [] }
      : await referenceOf(context, book, ground.reference, {
          ...{ plants: all.filter((plant) => !isUnder(plant)), rows, members, tonnes, field: ground.field, days },
        });
  const demand = demandOf(ground, asked);
  const price = priceThen(reference.reference, asked.begins);
  const index = ground.reference?.benchmark ?? null;
  const floor = rules.floor === undefined || price === null ? null : floorPrice(rules.floor.alpha, price.value, index);
  const levy = levyLine(ground, asked, floor, price?.year ?? null, reference.reference?.currency ?? null);
  const leaks = brief ? NOT_ASKED : await leakageLines(context, book, ground, asked);
  const to = rules.export_control?.to;
  const outsiders =
    to === undefined
      ? null
      : new Set(to.flatMap((text, at) => [...placeIn(`rules.export_control.to[${at}]`, text).members]));
  return {
    node: {
      product: { code: node.product, label },
      stage: node.stage ?? null,
      mineral: node.mineral ?? null,
      trade: trade === null ? null : tradeLine(book, trade, members, top),
      tradeMissing: ground.tradeMissing,
      supply: inside.map((plant) => supplyLine(plant, verdictOf(plant), !isUnder(plant))),
      years: years.map((year) => {
        const supply = supplyInYear(counted, year);
        const need = demand.of(year);
        const covers = inside.length === 0 ? null : coverageOf(supply, need?.tonnes ?? null);
        return {
          year,
          demand: need === null ? null : tonnesText(need.tonnes),
          demandBasis: need?.basis ?? null,
          supply: phases(supply, tonnesText),
          covers: covers === null ? null : phases(covers, (value) => figureText(value)),
        };
      }),
      undated: phases(undatedSupply(counted), tonnesText),
      underTariff: phases(supplyOfAll(inside.filter(isUnder)), tonnesText),
      production: productionLines(ground.production, members),
      ...inputLines(ground.inputs, members),
      reference: reference.reference,
      referenceMissing: reference.missing,
      floor: floor === null ? null : figureText(floor, 4),
      ...levy,
      bills: bills === null || brief ? null : await billsLine(context, book, bills, rules, members, { days, top }),
      billsMissing: ground.billsMissing,
      kept: rules.export_control === undefined || trade === null ? null : keptLine(trade, members, outsiders, top),
      recognised:
        rules.mutual_recognition === undefined || trade === null || !seesSales(trade, members)
          ? null
          : recognisedLine(trade, members),
      ...leaks,
    },
    assumptions: [...demand.assumptions, ...reference.assumptions],
  };
}

const supplyOfAll = (plants: readonly SupplyPlant[]): SupplyByPhase => {
  const sum = (phase: SupplyPlant["phase"]) =>
    plants.reduce((total, plant) => total + (plant.phase === phase ? plant.tonnes : 0), 0);
  return { operational: sum("operational"), "under construction": sum("under construction"), planned: sum("planned") };
};

function supplyLine(plant: SupplyPlant, verdict: PlantVerdict, counts: boolean): NodeResult["supply"][number] {
  const { name, party, country, phase, tonnes, from, until, period, basis, source, locator, note } = plant;
  return {
    ...{ name, party, country: placeOfKey(country), phase },
    tonnes: tonnesText(tonnes),
    ...{ from, until, period, basis, source, locator, note, verdict, counts },
  };
}

interface Demand {
  of(year: number): { readonly tonnes: number; readonly basis: Basis } | null;
  readonly assumptions: readonly Assumption[];
}

/** What is needed in a year: as the file states it, else what members bought abroad in the year of the statistics. */
function demandOf({ node, field, trade, tonnes }: NodeGround, { members }: NodeAsked): Demand {
  const { demand, product } = node;
  if (demand !== undefined) {
    const weight = (unit: string) => tonnesIn(`${field}.demand.unit`, unit) / tonnes;
    const years = demandYears({ demand }, { weight });
    const basis = demand.basis ?? (demand.source === undefined ? "assumed" : "reported");
    const [first] = years;
    return {
      of(year) {
        const own = years.find((each) => each.year === year) ?? (first?.year === null ? first : undefined);
        return own === undefined ? null : { tonnes: own.quantity.central * tonnes, basis };
      },
      assumptions:
        basis !== "assumed" || first === undefined
          ? []
          : [
              {
                name: `demand for ${node.figures[0] ?? `HS ${formatHs(product)}`}`,
                value: `${tonnesText(first.quantity.central * tonnes)} t${first.year === null ? " a year" : ` in ${first.year}`}`,
                ...{ basis, source: demand.source ?? null },
                about: years.length > 1 ? "And its growth, as the file assumes them." : "As the file assumes it.",
              },
            ],
    };
  }
  const bought = trade === null ? 0 : groupTrade(trade.legs, members).imports.tonnes;
  if (trade === null || bought <= 0) return { of: () => null, assumptions: [] };
  return {
    of: (year) => ({ tonnes: bought, basis: String(year) === trade.year ? "observed" : "assumed" }),
    assumptions: [
      {
        name: `demand for HS ${formatHs(product)}`,
        value: `${tonnesText(bought)} t`,
        ...{ basis: "assumed", source: trade.dataset.source },
        about: `What members bought abroad in ${trade.year}, taken as what they need in every year: what they make for themselves is not in it.`,
      },
    ],
  };
}

/** The combined price when the rules begin, else in the first year that has one. */
function priceThen(reference: NodeResult["reference"], begins: number | null) {
  const priced = (reference?.years ?? []).flatMap(({ year, combined }) =>
    combined === null ? [] : [{ year, value: Number(combined) }],
  );
  return priced.find(({ year }) => year === null || begins === null || year >= begins) ?? null;
}

function levyLine(
  { node, trade, tonnes, rules }: NodeGround,
  { members, top }: NodeAsked,
  floor: number | null,
  year: number | null,
  currency: string | null,
): Pick<NodeResult, "levy" | "levyMissing"> {
  const without = (levyMissing: string | null) => ({ levy: null, levyMissing });
  if (rules.floor === undefined) return without(null);
  if (floor === null) return without("There is no reference price of it for a floor.");
  if (trade === null) return without("No trade is held whose price could be below the floor.");
  if (currency !== "USD") return without(`The floor is in ${currency}, and trade is valued in USD.`);
  const { alpha, duty } = rules.floor;
  const perTonne = floor / tonnes;
  const { legs } = floorLevies(trade.legs, members, { floor: perTonne, duty });
  const owing = legs.filter(({ owed }) => owed > 0);
  const origins = new Map<string, LevyOnLeg[]>();
  for (const leg of legs) origins.set(leg.seller, [...(origins.get(leg.seller) ?? []), leg]);
  const lines = [...origins]
    .map(([key, own]) => leviedLine(key, null, own))
    .sort((a, b) => Number(b.owed) - Number(a.owed));
  return {
    levy: {
      ...{ floor: usdText(perTonne), alpha: figureText(alpha), year },
      origins: lines.slice(0, top),
      otherOrigins: Math.max(0, lines.length - top),
      legs: owing.slice(0, top).map((leg) => leviedLine(leg.seller, leg.buyer, [leg])),
      usd: usdText(legs.reduce((sum, leg) => sum + leg.usd, 0)),
      owed: usdText(legs.reduce((sum, leg) => sum + leg.owed, 0)),
    },
    levyMissing: legs.length === 0 ? `Nothing that members buy of ${node.product} outside has a price.` : null,
  };
}

function leviedLine(origin: string, to: string | null, legs: readonly LevyOnLeg[]) {
  const sum = (of: (leg: LevyOnLeg) => number) => legs.reduce((total, leg) => total + of(leg), 0);
  const [usd, tonnes, owed] = [sum((leg) => leg.usd), sum((leg) => leg.tonnes), sum((leg) => leg.owed)];
  return {
    origin: placeOfKey(origin),
    to: to === null ? null : placeOfKey(to),
    ...{ usd: usdText(usd), tonnes: tonnesText(tonnes), unitValue: usdText(usd / tonnes) },
    below: usdText(sum((leg) => (leg.owed > 0 ? leg.usd : 0))),
    owed: usdText(owed),
    rate: shareText(owed, usd),
  };
}

const NOT_ASKED: Pick<NodeResult, "leakage" | "leakageMissing"> = { leakage: [], leakageMissing: null };

async function leakageLines(
  context: Context,
  book: Book,
  { node, trade, bills }: NodeGround,
  { members, days }: NodeAsked,
): Promise<Pick<NodeResult, "leakage" | "leakageMissing">> {
  const asked = { product: node.product, members, days };
  const found = [
    trade === null ? null : await leakageOfTrade(context, book, trade, asked),
    bills === null ? null : await leakageOfBills(context, book, bills, asked),
  ].filter((each) => each !== null);
  const missing = found.length > 0 ? null : "No sales of members are held whose value could be followed.";
  return { leakage: found, leakageMissing: missing };
}
