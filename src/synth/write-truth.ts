import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ASSUMED_FX } from "./assumed.ts";
import type { BillSums } from "./bill-sums.ts";
import { cell, csvFile } from "./csv-file.ts";
import { mappingText } from "./mapping-text.ts";
import { FIRST_YEAR } from "./options.ts";
import { trueOrigins } from "./true-origins.ts";
import { worksOf } from "./works.ts";
import { type Link, type Maker, monthText, type Party, type World } from "./world.ts";

type Row = readonly (string | number)[];

/** Writes what is true of the world beside its bills: every table but that of the single bills. */
export async function writeTruth(
  world: World,
  sums: BillSums,
  cents: Float64Array,
  folder: string,
  source: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const usd = cents.map((value) => value / 100);
  const tables: Readonly<Record<string, () => readonly Row[]>> = {
    parties: () => parties(world, usd),
    facilities: () => facilities(world),
    links: () => links(world, sums, usd),
    inputs: () => inputs(world, sums, usd),
    origins: () => origins(world, usd),
    stakes: () => stakes(world),
    diversions: () => diversions(world, sums, usd),
    "single-source": () => singleSources(world),
    fx: () =>
      Object.entries(ASSUMED_FX).flatMap(([code, rates]) => rates.map((rate, at) => [code, FIRST_YEAR + at, rate])),
  };
  for (const [name, rows] of Object.entries(tables)) {
    const file = await csvFile(join(folder, `${name}.csv`), TRUTH_HEADERS[name] as string);
    for (const row of rows()) {
      file.add(`${row.map((value) => cell(String(value))).join(",")}\n`);
      await file.drain();
    }
    await file.finish();
    const fields = IMPORTABLE[name];
    if (fields === undefined) continue;
    await writeFile(
      join(folder, `${name}.mapping.yaml`),
      mappingText(name, source, TRUTH_HEADERS[name] as string, fields),
    );
  }
}

/** Truth tables that an import can read as they stand, with the columns it knows. */
const IMPORTABLE: Readonly<Record<string, readonly string[]>> = {
  parties: ["name", "country", "kind"],
  facilities: ["name", "address", "operator", "operator_country", "country", "stage", "valid_from"],
  stakes: "holder,holder_country,holder_kind,held,held_country,interest,share,valid_from,valid_until".split(","),
  fx: ["currency", "period", "usd"],
};

export const TRUTH_HEADERS: Readonly<Record<string, string>> = {
  parties:
    "party_id,name,country,kind,stage,products,size_usd,home_sales_usd,inventory_weeks,controller_id,controller_country",
  facilities:
    "facility_id,operator_id,name,address,operator,operator_country,country,place,stage,hs6,capacity_kg_year,valid_from",
  links: "seller,buyer,hs6,use,kg,usd,bills,hidden_bills,from_month,until_month",
  inputs: "party_id,output_hs6,input_hs6,kind,share,low,high,range_basis,usd,kg_per_kg",
  stakes:
    "holder_id,holder,holder_country,holder_kind,held_id,held,held_country,interest,share,valid_from,valid_until,ladder,layer",
  diversions: "id,kind,hs6,source,third,destination,from_month,moved_share,moved_usd,moved_kg,bills,via,false_origin",
  origins: "destination,hs6,origin,share,usd",
  "single-source": "buyer,buyer_name,buyer_country,output_hs6,input_hs6,supplier,supplier_country,inventory_weeks",
  fx: "currency,period,usd",
};

const partyOf = (world: World, at: number) => world.parties[at] as Party;
const hsOf = (world: World, at: number) => world.products[at]?.hs as string;
const usdText = (value: number) => value.toFixed(2);
const kgText = (value: number) => value.toFixed(1);

function parties(world: World, usd: Float64Array): readonly Row[] {
  const bought = new Float64Array(world.parties.length);
  const sold = new Float64Array(world.parties.length);
  const home = new Float64Array(world.parties.length);
  world.links.forEach(({ seller, buyer }, at) => {
    sold[seller] = (sold[seller] as number) + (usd[at] as number);
    bought[buyer] = (bought[buyer] as number) + (usd[at] as number);
  });
  const products = new Map<number, string[]>();
  for (const maker of world.makers) {
    const { party, product, homeShare } = maker;
    products.set(party, [...(products.get(party) ?? []), hsOf(world, product)]);
    home[party] = (home[party] as number) + homeSales(maker, homeShare);
  }
  const controller = controllers(world);
  return world.parties.map((party, at) => {
    const by = controller(at);
    const size = (sold[at] as number) + (home[at] as number);
    const known = products.get(at) ?? [];
    return [
      ...[party.id, party.name, party.country, party.kind, party.stage, known.join(";")],
      ...[usdText(known.length === 0 ? (bought[at] as number) : size), usdText(home[at] as number)],
      ...[party.inventoryWeeks, partyOf(world, by).id, partyOf(world, by).country],
    ];
  });
}

function homeSales({ sales }: Maker, share: number): number {
  return (sales * share) / (1 - share);
}

/** Who stands at the top of the majority of equity: at or above one half on each rung. */
function controllers({ stakes }: World): (party: number) => number {
  const parent = new Map<number, number>();
  for (const { holder, held, share, interest } of stakes) {
    if (share >= 0.5 && interest === "equity") parent.set(held, holder);
  }
  return (party) => {
    let top = party;
    for (let next = parent.get(top); next !== undefined; next = parent.get(top)) top = next;
    return top;
  };
}

function facilities(world: World): readonly Row[] {
  const kg = new Float64Array(world.makers.length);
  world.makers.forEach(({ sales, homeShare, product }, at) => {
    kg[at] = sales / (1 - homeShare) / (world.products[product]?.unitValue ?? 1) / 5 / 0.8;
  });
  const works = worksOf(world);
  return world.makers.flatMap(({ party, product, start }, at) => {
    const own = works[at] ?? null;
    if (own === null) return [];
    const { id, name, country, stage } = partyOf(world, party);
    return [
      [
        ...[own.id, id, own.name, own.address, name, country, country, own.place, stage],
        hsOf(world, product),
        ...[Math.round(kg[at] as number), `${monthText(start)}-01`],
      ],
    ];
  });
}

function links(world: World, sums: BillSums, usd: Float64Array): readonly Row[] {
  interface Sum {
    readonly link: Link;
    kg: number;
    usd: number;
    bills: number;
    hidden: number;
    from: number;
    until: number;
  }
  const byEnds = new Map<string, Sum>();
  world.links.forEach((link, at) => {
    const key = `${link.seller} ${link.buyer} ${link.product} ${link.use}`;
    const sum = byEnds.get(key) ?? { link, kg: 0, usd: 0, bills: 0, hidden: 0, from: link.from, until: link.until };
    sum.kg += sums.kg[at] as number;
    sum.usd += usd[at] as number;
    sum.bills += sums.bills[at] as number;
    sum.hidden += sums.hidden[at] as number;
    sum.from = Math.min(sum.from, link.from);
    sum.until = Math.max(sum.until, link.until);
    byEnds.set(key, sum);
  });
  return [...byEnds.values()].map(({ link, kg, usd: value, bills, hidden, from, until }) => [
    ...[partyOf(world, link.seller).id, partyOf(world, link.buyer).id, hsOf(world, link.product), link.use],
    ...[kgText(kg), usdText(value), bills, hidden, monthText(from), monthText(until)],
  ]);
}

function inputs(world: World, sums: BillSums, usd: Float64Array): readonly Row[] {
  const boughtUsd = new Map<string, number>();
  const boughtKg = new Map<string, number>();
  const soldKg = new Float64Array(world.makers.length);
  const add = (into: Map<string, number>, key: string, value: number) => into.set(key, (into.get(key) ?? 0) + value);
  world.links.forEach(({ buyerMaker, sellerMaker, product }, at) => {
    const key = `${buyerMaker} ${product}`;
    add(boughtUsd, key, usd[at] as number);
    add(boughtKg, key, sums.kg[at] as number);
    soldKg[sellerMaker] = (soldKg[sellerMaker] as number) + (sums.kg[at] as number);
  });
  return world.makers.flatMap((maker, at): readonly Row[] => {
    const { party, product, homeShare, resells, shares } = maker;
    const row = (input: number, rest: Row): Row => {
      const key = `${at} ${input}`;
      const output = (soldKg[at] as number) / (1 - homeShare);
      const perKg = output > 0 ? (boughtKg.get(key) ?? 0) / output : 0;
      const ends = [partyOf(world, party).id, hsOf(world, product), hsOf(world, input)];
      return [...ends, ...rest, usdText(boughtUsd.get(key) ?? 0), perKg.toFixed(6)];
    };
    if (resells) return [row(product, ["resale", 1, 1, 1, "resale"])];
    const recipes = world.products[product]?.inputs ?? [];
    const embodied = shares.map(({ recipe, share }) => {
      const { input, kind, low, high, rangeBasis } = recipes[recipe] as (typeof recipes)[number];
      return row(input, [kind, share, low, high, rangeBasis]);
    });
    const machines = recipes
      .filter(({ kind, input }) => kind === "equipment" && boughtUsd.has(`${at} ${input}`))
      .map(({ input }) => row(input, ["equipment", "", "", "", "none"]));
    return [...embodied, ...machines];
  });
}

function origins(world: World, usd: Float64Array): readonly Row[] {
  return trueOrigins(world, usd).map(({ destination, hs, origin, share, usd: value }) => {
    return [destination, hs, origin, share.toFixed(12), usdText(value)];
  });
}

function stakes(world: World): readonly Row[] {
  return world.stakes.map(({ holder, held, interest, share, from, until, ladder, layer }) => {
    const by = partyOf(world, holder);
    const of = partyOf(world, held);
    const ends = [by.id, by.name, by.country, by.kind, of.id, of.name, of.country];
    return [...ends, interest, share.toFixed(4), from, until, ladder, ladder === "" ? "" : layer];
  });
}

function diversions(world: World, sums: BillSums, usd: Float64Array): readonly Row[] {
  return world.plants.map((plant, index) => {
    const legs = world.links.flatMap((link, at) => (link.plant === index && link.use !== "resale" ? [at] : []));
    const total = (of: (at: number) => number) => legs.reduce((sum, at) => sum + of(at), 0);
    const moved = [usdText(total((at) => usd[at] as number)), kgText(total((at) => sums.kg[at] as number))];
    return [
      ...[plant.id, plant.kind, hsOf(world, plant.product), plant.source, plant.third, plant.destination],
      ...[monthText(plant.fromMonth), plant.movedShare, ...moved, total((at) => sums.bills[at] as number)],
      ...[plant.via.map((party) => partyOf(world, party).id).join(";"), plant.falseOrigin ? 1 : 0],
    ];
  });
}

function singleSources(world: World): readonly Row[] {
  return world.singleSources.map(({ buyer, supplier, output, input }) => {
    const of = partyOf(world, buyer);
    const by = partyOf(world, supplier);
    const goods = [hsOf(world, output), hsOf(world, input)];
    return [of.id, of.name, of.country, ...goods, by.id, by.country, of.inventoryWeeks];
  });
}
