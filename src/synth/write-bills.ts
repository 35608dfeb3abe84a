import { epochDay, fromEpochDay, isoDate } from "../vocab/iso-date.ts";
import { ASSUMED_FX, portsOf } from "./assumed.ts";
import type { BillPlan } from "./bill-plan.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { goodsOf } from "./goods.ts";
import { mendableSpellings, misspelt } from "./name-noise.ts";
import { FIRST_YEAR, MONTHS, type NoiseRates } from "./options.ts";
import type { Random } from "./random.ts";
import { monthText, type World } from "./world.ts";

export const SHIPMENTS_HEADER =
  "bill,master_bill,arrived_on,shipper_name,shipper_country,consignee_name,consignee_country,forwarder_name,hs," +
  "hs_revision,description,origin,export_country,import_country,port_of_lading,port_of_unlading,value,currency,kg," +
  "quantity,unit";

export const TRUTH_BILLS_HEADER =
  "bill,true_shipper,true_consignee,hs6,usd,kg,master,house,forwarder_as_shipper,no_value,name_variant,name_noise," +
  "other_currency,weight_outlier,plant";

/** What the bills came to, by link, and how often each kind of noise fell on them. */
export interface BillSums {
  readonly kg: Float64Array;
  readonly bills: Int32Array;
  readonly hidden: Int32Array;
  readonly noise: Record<
    | "masters"
    | "houses_under_a_master"
    | "forwarder_as_shipper"
    | "no_value"
    | "name_variant"
    | "name_noise"
    | "other_currency"
    | "weight_outlier",
    number
  >;
}

export interface BillsJob {
  readonly world: World;
  readonly plan: BillPlan;
  readonly houses: number;
  readonly masters: number;
  readonly seed: number;
  readonly noise: NoiseRates;
  readonly random: Random;
  readonly shipments: CsvFile;
  /** Null where the truth of each bill is left out. */
  readonly truth: CsvFile | null;
  readonly onRows: (rows: number) => void;
}

const VALUE_SPREAD = 0.35;
const WEIGHT_SPREAD = 0.08;
const LARGEST_GROUP = 3;
/** How often a bill of a link arrives on the day of the one before. */
const SAME_DAY = 0.25;

/** Writes every bill, day by day; masters stand after the house bills they cover. */
export async function writeBills(job: BillsJob): Promise<BillSums> {
  const { world, plan, random } = job;
  const line = billLines(job);
  let links = new Int32Array(1024);
  let days = new Uint8Array(1024);
  for (let month = 0; month < MONTHS; month++) {
    const first = epochDay(isoDate(`${monthText(month)}-01`));
    const length =
      (month === MONTHS - 1
        ? epochDay(isoDate(`${FIRST_YEAR + MONTHS / 12}-01-01`))
        : epochDay(isoDate(`${monthText(month + 1)}-01`))) - first;
    let count = 0;
    const perDay = new Int32Array(length + 1);
    for (let link = 0; link < world.links.length; link++) {
      for (let bills = plan.billsIn(link, month); bills > 0; bills--) {
        if (count === links.length) {
          links = grown(links, new Int32Array(count * 2));
          days = grown(days, new Uint8Array(count * 2));
        }
        const together = count > 0 && links[count - 1] === link && random.unit() < SAME_DAY;
        const day = together ? (days[count - 1] as number) : random.below(length);
        links[count] = link;
        days[count] = day;
        perDay[day + 1] = (perDay[day + 1] as number) + 1;
        count++;
      }
    }
    for (let day = 0; day < length; day++) perDay[day + 1] = (perDay[day + 1] as number) + (perDay[day] as number);
    const sorted = new Int32Array(count);
    const next = perDay.slice();
    for (let at = 0; at < count; at++) {
      const day = days[at] as number;
      sorted[next[day] as number] = links[at] as number;
      next[day] = (next[day] as number) + 1;
    }
    for (let day = 0; day < length; day++) {
      line.day(first + day, sorted.subarray(perDay[day], perDay[day + 1]));
      await job.shipments.drain();
      await job.truth?.drain();
      job.onRows(line.rows());
    }
  }
  return line.sums;
}

function grown<T extends Int32Array | Uint8Array>(from: T, into: T): T {
  into.set(from);
  return into;
}

function billLines(job: BillsJob) {
  const { world, plan, noise, random } = job;
  const { parties, links, makers } = world;
  const goods = world.products.map(goodsOf);
  const cells = parties.map(({ name }) => cell(name));
  const spellings: (readonly string[] | undefined)[] = [];
  const ports = new Map<string, readonly string[]>();
  const left = plan.counts.slice();
  const cents = plan.cents.slice();
  const price = Float64Array.from(makers, ({ product }) => goods[product]?.unitValue ?? 1);
  const priceLevel = makers.map(() => random.lognormal(0.15));
  const valueNoise = Float64Array.from({ length: 2048 }, () => random.lognormal(VALUE_SPREAD));
  const weightNoise = Float64Array.from({ length: 2048 }, () => random.lognormal(WEIGHT_SPREAD));
  const prefix = `MADE-${job.seed}-`;
  const sums: BillSums = {
    kg: new Float64Array(links.length),
    bills: new Int32Array(links.length),
    hidden: new Int32Array(links.length),
    noise: {
      masters: 0,
      houses_under_a_master: 0,
      forwarder_as_shipper: 0,
      no_value: 0,
      name_variant: 0,
      name_noise: 0,
      other_currency: 0,
      weight_outlier: 0,
    },
  };
  let rows = 0;
  let mastersLeft = job.masters;
  let housesLeft = job.houses;
  let groupCents = 0;
  let groupKg = 0;
  let groupValued = true;

  const portOf = (country: string) => {
    let known = ports.get(country);
    if (known === undefined) {
      known = portsOf(country).map(cell);
      ports.set(country, known);
    }
    return known.length === 1 ? (known[0] as string) : random.pick(known);
  };
  const variantOf = (party: number) => {
    let known = spellings[party];
    if (known === undefined) {
      known = mendableSpellings((parties[party] as { name: string }).name).map(cell);
      spellings[party] = known;
    }
    return random.pick(known);
  };
  const errorOf = (party: number) => cell(misspelt((parties[party] as { name: string }).name, random));
  const forwarderIn = (country: string) => random.pick(world.forwarders.get(country) as readonly number[]);

  const exportCountry = (at: number) => {
    const { seller } = links[at] as (typeof links)[number];
    return (parties[seller] as (typeof parties)[number]).country;
  };

  function draftCents(at: number): number {
    const count = left[at] as number;
    const rest = cents[at] as number;
    if (count === 1) return rest;
    const drawn = Math.round((rest / count) * (valueNoise[random.next() & 2047] as number));
    return Math.max(1, Math.min(drawn, Math.floor(rest * 0.8), rest - (count - 1)));
  }

  function house(at: number, day: Day, master: string, consolidator: number): void {
    const link = links[at] as (typeof links)[number];
    const product = goods[link.product] as (typeof goods)[number];
    const seller = parties[link.seller] as (typeof parties)[number];
    const buyer = parties[link.buyer] as (typeof parties)[number];
    const value = draftCents(at);
    cents[at] = (cents[at] as number) - value;
    left[at] = (left[at] as number) - 1;
    const usdPerKg =
      (price[link.sellerMaker] as number) *
      (priceLevel[link.sellerMaker] as number) *
      (weightNoise[random.next() & 2047] as number);
    const kg = Math.max(1, Math.round(value / 10 / usdPerKg));
    const noValue = random.unit() < noise.noValue;
    const hidden = random.unit() < noise.forwarderAsShipper;
    const variant = random.unit() < noise.nameVariants;
    const error = random.unit() < noise.nameErrors;
    const other = !noValue && random.unit() < noise.otherCurrency;
    const outlier = random.unit() < noise.weightOutliers;
    const named = consolidator !== -1 || random.unit() < noise.forwarderNamed;
    const forwarder = consolidator !== -1 ? consolidator : hidden || named ? forwarderIn(seller.country) : -1;
    const onShipper = !hidden && random.unit() < 0.5;
    let shipper = cells[hidden ? forwarder : link.seller] as string;
    let consignee = cells[link.buyer] as string;
    if (error && onShipper) shipper = errorOf(link.seller);
    else if (error) consignee = errorOf(link.buyer);
    else if (variant && onShipper) shipper = variantOf(link.seller);
    else if (variant) consignee = variantOf(link.buyer);

    const writtenKg = outlier
      ? random.unit() < 0.5
        ? kg * 10
        : random.unit() < 0.5
          ? kg * 100
          : Math.max(1, Math.round(kg / 10))
      : kg;
    const origin = link.origin ?? seller.country;
    const currency = noValue ? "" : other ? (seller.country === "CN" ? "CNY" : "EUR") : "USD";
    const bill = `${prefix}${numbered(++rows)}`;
    job.shipments.add(
      `${bill},${master},${day.text},${shipper},${seller.country},${consignee},${buyer.country},${
        named && !hidden ? cells[forwarder] : ""
      },${product.code(random)},${product.revision},${product.description(random)},${origin},${seller.country},${
        buyer.country
      },${portOf(seller.country)},${portOf(buyer.country)},${
        noValue ? "" : money(other ? Math.round(value / (day.fx[currency] as number)) : value)
      },${currency},${tenths(writtenKg)},${product.quantity(kg)}\n`,
    );
    job.truth?.add(
      `${bill},${seller.id},${buyer.id},${product.hs},${money(value)},${tenths(kg)},0,${master === "" ? 0 : 1},${flag(
        hidden,
      )},${flag(noValue)},${flag(variant && !error)},${flag(error)},${flag(other)},${flag(outlier)},${
        link.plant === -1 ? "" : world.plants[link.plant]?.id
      }\n`,
    );
    sums.kg[at] = (sums.kg[at] as number) + kg / 10;
    sums.bills[at] = (sums.bills[at] as number) + 1;
    if (hidden) sums.hidden[at] = (sums.hidden[at] as number) + 1;
    const tally = sums.noise;
    if (master !== "") tally.houses_under_a_master++;
    if (hidden) tally.forwarder_as_shipper++;
    if (noValue) tally.no_value++;
    if (error) tally.name_noise++;
    else if (variant) tally.name_variant++;
    if (other) tally.other_currency++;
    if (outlier) tally.weight_outlier++;
    groupCents += value;
    groupKg += kg;
    groupValued &&= !noValue;
    housesLeft--;
  }

  /** The goods of the house bills just written once more, from forwarder to forwarder. */
  function masterOf(at: number, day: Day, bill: string, consolidator: number): void {
    const link = links[at] as (typeof links)[number];
    const product = goods[link.product] as (typeof goods)[number];
    const from = (parties[link.seller] as (typeof parties)[number]).country;
    const to = (parties[link.buyer] as (typeof parties)[number]).country;
    const agent = forwarderIn(to);
    rows++;
    job.shipments.add(
      `${bill},,${day.text},${cells[consolidator]},${from},${cells[agent]},${to},${cells[consolidator]},${product.code(
        random,
      )},${product.revision},${product.description(random)},${link.origin ?? from},${from},${to},${portOf(from)},${portOf(
        to,
      )},${groupValued ? money(groupCents) : ""},${groupValued ? "USD" : ""},${tenths(groupKg)},${product.quantity(groupKg)}\n`,
    );
    job.truth?.add(
      `${bill},${parties[consolidator]?.id},${parties[agent]?.id},${product.hs},${money(groupCents)},${tenths(
        groupKg,
      )},1,0,0,${flag(!groupValued)},0,0,0,0,\n`,
    );
    sums.noise.masters++;
    if (!groupValued) sums.noise.no_value++;
    mastersLeft--;
  }

  return {
    sums,
    rows: () => rows,
    /** The bills of a day; those of one link stand together in `bills`. */
    day(epoch: number, bills: Int32Array): void {
      const text = fromEpochDay(epoch);
      const year = Number(text.slice(0, 4)) - FIRST_YEAR;
      const fx = { EUR: ASSUMED_FX.EUR?.[year] ?? 1, CNY: ASSUMED_FX.CNY?.[year] ?? 1 };
      const day: Day = { text, fx };
      for (let at = 0; at < bills.length; ) {
        const link = bills[at] as number;
        const starts = random.unit() * housesLeft < mastersLeft || housesLeft === mastersLeft;
        if (mastersLeft === 0 || !starts) {
          house(link, day, "", -1);
          at++;
          continue;
        }
        const most = Math.min(LARGEST_GROUP, housesLeft - mastersLeft + 1);
        let size = 1;
        while (size < most && bills[at + size] === link) size++;
        const consolidator = forwarderIn(exportCountry(link));
        const master = `${prefix}${numbered(rows + size + 1)}`;
        groupCents = 0;
        groupKg = 0;
        groupValued = true;
        for (let member = 0; member < size; member++) house(link, day, master, consolidator);
        masterOf(link, day, master, consolidator);
        at += size;
      }
    },
  };
}

interface Day {
  readonly text: string;
  readonly fx: Readonly<Record<string, number>>;
}

function numbered(number: number): string {
  return number < 100_000_000 ? String(number).padStart(8, "0") : String(number);
}

function money(cents: number): string {
  const whole = Math.floor(cents / 100);
  const rest = cents - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

function tenths(count: number): string {
  const whole = Math.floor(count / 10);
  const rest = count - whole * 10;
  return rest === 0 ? String(whole) : `${whole}.${rest}`;
}

function flag(is: boolean): 0 | 1 {
  return is ? 1 : 0;
}
