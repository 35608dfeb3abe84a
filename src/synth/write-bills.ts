import { fromEpochDay } from "../vocab/iso-date.ts";
import { ASSUMED_FX, portsOf } from "./assumed.ts";
import { billsOfMonth } from "./bill-calendar.ts";
import type { BillPlan } from "./bill-plan.ts";
import { type BillSums, emptySums, YEARS } from "./bill-sums.ts";
import { type CsvFile, cell } from "./csv-file.ts";
import { type Goods, goodsOf } from "./goods.ts";
import { FIRST_YEAR, MONTHS, type NoiseRates } from "./options.ts";
import type { Random } from "./random.ts";
import { worksOf } from "./works.ts";
import type { Link, Party, World } from "./world.ts";
import { writtenNames } from "./written-names.ts";

export const SHIPMENTS_HEADER =
  "bill,master_bill,arrived_on,shipper_name,shipper_country,shipper_facility,consignee_name,consignee_country,forwarder_name,hs," +
  "hs_revision,description,origin,export_country,import_country,port_of_lading,port_of_unlading,value,currency,kg," +
  "quantity,unit";

export const TRUTH_BILLS_HEADER =
  "bill,true_shipper,true_consignee,hs6,usd,kg,master,house,forwarder_as_shipper,no_value,name_variant,name_noise," +
  "other_currency,weight_outlier,plant";

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
const SELLERS_PRICE_SPREAD = 0.15;
const LARGEST_GROUP = 3;
/** The most of what is left of a link's value that one bill takes while others are to come. */
const LARGEST_PART = 0.8;

/** Writes every bill, day by day; masters stand after the house bills they cover. */
export async function writeBills(job: BillsJob): Promise<BillSums> {
  const writer = billWriter(job);
  for (let month = 0; month < MONTHS; month++) {
    const { firstDay, days } = billsOfMonth(job.plan, month, job.random);
    for (const [day, bills] of days.entries()) {
      writer.writeDay(firstDay + day, bills);
      await job.shipments.drain();
      await job.truth?.drain();
      job.onRows(writer.rows());
    }
  }
  return writer.sums;
}

interface Day {
  readonly text: string;
  /** Years since FIRST_YEAR. */
  readonly year: number;
  /** USD of one unit of the currency. */
  readonly fx: Readonly<Record<string, number>>;
}

/** What befalls one house bill. */
interface Fate {
  noValue: boolean;
  hidden: boolean;
  variant: boolean;
  wrong: boolean;
  otherCurrency: boolean;
  outlier: boolean;
  /** The forwarder that stands on the bill, or -1. */
  forwarder: number;
  /** Whether noise in a name falls on the shipper's. */
  onShipper: boolean;
}

function billWriter(job: BillsJob) {
  const { world, plan, noise, random } = job;
  const { parties, links, makers } = world;
  const goods = world.products.map(goodsOf);
  const names = writtenNames(parties, random);
  const works = worksOf(world).map((own) => (own === null ? "" : cell(own.address)));
  const billsLeft = plan.counts.slice();
  const centsLeft = plan.cents.slice();
  const usdPerKg = Float64Array.from(makers, ({ product }) => {
    return (goods[product] as Goods).unitValue * random.lognormal(SELLERS_PRICE_SPREAD);
  });
  const valueNoise = Float64Array.from({ length: 2048 }, () => random.lognormal(VALUE_SPREAD));
  const weightNoise = Float64Array.from({ length: 2048 }, () => random.lognormal(WEIGHT_SPREAD));
  const sums = emptySums(links.length);
  const tally = sums.noise;
  const ports = new Map<string, readonly string[]>();
  const fate: Fate = {
    noValue: false,
    hidden: false,
    variant: false,
    wrong: false,
    otherCurrency: false,
    outlier: false,
    forwarder: -1,
    onShipper: false,
  };
  let rows = 0;
  let mastersLeft = job.masters;
  let housesLeft = job.houses;
  let group = { cents: 0, tenths: 0, valued: true };

  const linkAt = (at: number) => links[at] as Link;
  const partyAt = (at: number) => parties[at] as Party;
  const billNumber = (row: number) => `MADE-${job.seed}-${String(row).padStart(8, "0")}`;
  const forwarderIn = (country: string) => random.pick(world.forwarders.get(country) as readonly number[]);

  function portOf(country: string): string {
    const known = ports.get(country) ?? portsOf(country).map(cell);
    ports.set(country, known);
    return known.length === 1 ? (known[0] as string) : random.pick(known);
  }

  /** A part of what the link still has to ship; its last bill takes the rest, so that the sum is exact. */
  function nextCents(at: number): number {
    const count = billsLeft[at] as number;
    const rest = centsLeft[at] as number;
    const drawn = Math.round((rest / count) * (valueNoise[random.next() & 2047] as number));
    const cents = count === 1 ? rest : Math.max(1, Math.min(drawn, Math.floor(rest * LARGEST_PART), rest - count + 1));
    billsLeft[at] = count - 1;
    centsLeft[at] = rest - cents;
    return cents;
  }

  function drawFate(shipperCountry: string, consolidator: number): void {
    fate.noValue = random.unit() < noise.noValue;
    fate.hidden = random.unit() < noise.forwarderAsShipper;
    fate.wrong = random.unit() < noise.nameErrors;
    fate.variant = random.unit() < noise.nameVariants && !fate.wrong;
    fate.otherCurrency = random.unit() < noise.otherCurrency && !fate.noValue;
    fate.outlier = random.unit() < noise.weightOutliers;
    fate.onShipper = random.unit() < 0.5 && !fate.hidden;
    const named = random.unit() < noise.forwarderNamed;
    fate.forwarder = consolidator;
    if (consolidator === -1 && (named || fate.hidden)) fate.forwarder = forwarderIn(shipperCountry);
  }

  function nameOn(party: number, noisy: boolean): string {
    if (noisy && fate.wrong) return names.wrong(party);
    return noisy && fate.variant ? names.variant(party) : names.plain(party);
  }

  function outlying(tenths: number): number {
    const way = random.below(4);
    return way < 2 ? tenths * 10 : way === 2 ? tenths * 100 : Math.max(1, Math.round(tenths / 10));
  }

  function count(at: number, year: number, cents: number, tenths: number, underMaster: boolean): void {
    sums.kg[at] = (sums.kg[at] as number) + tenths / 10;
    const inYear = at * YEARS + year;
    sums.yearCents[inYear] = (sums.yearCents[inYear] as number) + cents;
    sums.yearKg[inYear] = (sums.yearKg[inYear] as number) + tenths / 10;
    sums.bills[at] = (sums.bills[at] as number) + 1;
    if (fate.hidden) sums.hidden[at] = (sums.hidden[at] as number) + 1;
    tally.houses_under_a_master += flag(underMaster);
    tally.forwarder_as_shipper += flag(fate.hidden);
    tally.no_value += flag(fate.noValue);
    tally.name_noise += flag(fate.wrong);
    tally.name_variant += flag(fate.variant);
    tally.other_currency += flag(fate.otherCurrency);
    tally.weight_outlier += flag(fate.outlier);
  }

  /** What both kinds of bill say of the goods and their way, from the code to the port of unlading. */
  function goodsCells(link: Link, from: string, to: string): string {
    const product = goods[link.product] as Goods;
    const origin = link.origin ?? from;
    const what = `${product.code(random)},${product.revision},${product.description(random)}`;
    return `${what},${origin},${from},${to},${portOf(from)},${portOf(to)}`;
  }

  function writeHouse(at: number, day: Day, master: string, consolidator: number): void {
    const link = linkAt(at);
    const product = goods[link.product] as Goods;
    const seller = partyAt(link.seller);
    const buyer = partyAt(link.buyer);
    const cents = nextCents(at);
    const perKg = (usdPerKg[link.sellerMaker] as number) * (weightNoise[random.next() & 2047] as number);
    const tenths = Math.max(1, Math.round(cents / 10 / perKg));
    drawFate(seller.country, consolidator);
    const { noValue, hidden, variant, wrong, otherCurrency, outlier, forwarder, onShipper } = fate;
    const shipper = hidden ? names.plain(forwarder) : nameOn(link.seller, onShipper);
    const consignee = nameOn(link.buyer, !onShipper);
    const beside = hidden || forwarder === -1 ? "" : names.plain(forwarder);
    const abroad = seller.country === "CN" ? "CNY" : "EUR";
    const currency = otherCurrency ? abroad : "USD";
    const value = otherCurrency ? Math.round(cents / (day.fx[currency] as number)) : cents;
    const paid = noValue ? "," : `${money(value)},${currency}`;
    const bill = billNumber(++rows);
    const left = hidden ? "" : works[link.sellerMaker];
    const who = `${shipper},${seller.country},${left},${consignee},${buyer.country},${beside}`;
    const what = goodsCells(link, seller.country, buyer.country);
    const weight = kilograms(outlier ? outlying(tenths) : tenths);
    job.shipments.add(`${bill},${master},${day.text},${who},${what},${paid},${weight},${product.quantity(tenths)}\n`);
    if (job.truth !== null) {
      const flags = `${flag(hidden)},${flag(noValue)},${flag(variant)},${flag(wrong)},${flag(otherCurrency)},${flag(outlier)}`;
      const sold = `${seller.id},${buyer.id},${product.hs},${money(cents)},${kilograms(tenths)}`;
      const plant = link.plant === -1 ? "" : world.plants[link.plant]?.id;
      job.truth.add(`${bill},${sold},0,${flag(master !== "")},${flags},${plant}\n`);
    }
    count(at, day.year, cents, tenths, master !== "");
    group.cents += cents;
    group.tenths += tenths;
    group.valued &&= !noValue;
    housesLeft--;
  }

  /** The goods of the house bills just written once more, from forwarder to forwarder. */
  function writeMaster(at: number, day: Day, bill: string, consolidator: number): void {
    const link = linkAt(at);
    const product = goods[link.product] as Goods;
    const from = partyAt(link.seller).country;
    const to = partyAt(link.buyer).country;
    const agent = forwarderIn(to);
    const { cents, tenths, valued } = group;
    const shipper = names.plain(consolidator);
    const who = `${shipper},${from},,${names.plain(agent)},${to},${shipper}`;
    const paid = valued ? `${money(cents)},USD` : ",";
    const weight = `${kilograms(tenths)},${product.quantity(tenths)}`;
    rows++;
    job.shipments.add(`${bill},,${day.text},${who},${goodsCells(link, from, to)},${paid},${weight}\n`);
    const sold = `${partyAt(consolidator).id},${partyAt(agent).id},${product.hs},${money(cents)},${kilograms(tenths)}`;
    job.truth?.add(`${bill},${sold},1,0,0,${flag(!valued)},0,0,0,0,\n`);
    tally.masters++;
    tally.no_value += flag(!valued);
    mastersLeft--;
  }

  /** One to three house bills of a link under a master; the number of the master is known before its row is written. */
  function writeGroup(at: number, size: number, day: Day): void {
    const consolidator = forwarderIn(partyAt(linkAt(at).seller).country);
    const master = billNumber(rows + size + 1);
    group = { cents: 0, tenths: 0, valued: true };
    for (let member = 0; member < size; member++) writeHouse(at, day, master, consolidator);
    writeMaster(at, day, master, consolidator);
  }

  return {
    sums,
    rows: () => rows,
    /** Masters are spread so that the last of them still finds a house bill: their number comes out exactly. */
    writeDay(epoch: number, bills: Int32Array): void {
      const day = dayOf(epoch);
      for (let at = 0; at < bills.length; ) {
        const link = bills[at] as number;
        const starts = mastersLeft > 0 && random.unit() * housesLeft < mastersLeft;
        if (!starts) {
          writeHouse(link, day, "", -1);
          at++;
          continue;
        }
        const most = Math.min(LARGEST_GROUP, housesLeft - mastersLeft + 1);
        let size = 1;
        while (size < most && bills[at + size] === link) size++;
        writeGroup(link, size, day);
        at += size;
      }
    },
  };
}

function dayOf(epoch: number): Day {
  const text = fromEpochDay(epoch);
  const year = Number(text.slice(0, 4)) - FIRST_YEAR;
  return { text, year, fx: { EUR: ASSUMED_FX.EUR?.[year] ?? 1, CNY: ASSUMED_FX.CNY?.[year] ?? 1 } };
}

function money(cents: number): string {
  const whole = Math.floor(cents / 100);
  const rest = cents - whole * 100;
  return rest < 10 ? `${whole}.0${rest}` : `${whole}.${rest}`;
}

function kilograms(tenths: number): string {
  const whole = Math.floor(tenths / 10);
  const rest = tenths - whole * 10;
  return rest === 0 ? String(whole) : `${whole}.${rest}`;
}

function flag(is: boolean): 0 | 1 {
  return is ? 1 : 0;
}
