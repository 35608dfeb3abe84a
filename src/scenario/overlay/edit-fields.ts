import { z } from "zod";
import { INTERESTS } from "../../control/facts.ts";
import { PARTS } from "../../control/share.ts";
import { InvalidInput } from "../../errors.ts";
import { dutyRate, FREE } from "../../tariff/duty-rate.ts";
import { MEASURE } from "../../tariff/measure-schema.ts";
import { dayField, idField, parsedField, textField } from "../../vocab/file-fields.ts";
import { elasticity } from "./elasticity-fields.ts";
import {
  above,
  changeOf,
  days,
  daysOf,
  numberThat,
  partThatStops,
  place,
  places,
  product,
  products,
  productsNeeded,
  stakeShare,
} from "./scenario-fields.ts";
import { ALWAYS_KNOWN, SUPPOSED } from "./supposed.ts";

const ban = z
  .strictObject({
    product: products,
    origin: places,
    to: places,
    seller: textField.optional(),
    share: partThatStops,
    ...days,
  })
  .refine(({ product, origin, seller, to }) => [product, origin, to, seller ?? null].some((each) => each !== null), {
    message: "it says neither product nor origin, to or seller: all trade would stop",
  })
  .transform(({ product, origin, to, seller, share, ...rest }) => ({
    kind: "ban" as const,
    products: product,
    origins: origin,
    destinations: to,
    seller: seller ?? null,
    share,
    ...daysOf(rest),
  }));

const isOne = (...given: readonly unknown[]): boolean => given.filter((each) => each !== undefined).length === 1;

const out = z
  .strictObject({ party: textField.optional(), facility: textField.optional(), share: partThatStops, ...days })
  .refine(({ party, facility }) => isOne(party, facility), { message: "it needs either party or facility" })
  .transform(({ party, facility, share, ...rest }) => ({
    kind: "out" as const,
    party: party ?? null,
    facility: facility ?? null,
    share,
    ...daysOf(rest),
  }));

/** A row of a rate that is only supposed needs no source, confidence or day on which it was known. */
function supposed(given: unknown): unknown {
  if (typeof given !== "object" || given === null) return given;
  const { note, rates, ...fields }: { note?: unknown; rates?: unknown } = given;
  const cited = { known: ALWAYS_KNOWN, source: SUPPOSED, confidence: "low", status: "assumed" };
  const rows = Array.isArray(rates)
    ? rates.map((row: unknown) => (typeof row === "object" ? { ...cited, ...row } : row))
    : rates;
  return { measure: { programme: SUPPOSED, authority: "the scenario", ...fields, rates: rows }, note };
}

const measure = z
  .preprocess(supposed, z.strictObject({ measure: MEASURE, note: textField.optional() }))
  .transform(({ measure: written, note }) => ({ kind: "measure" as const, measure: written, note: note ?? null }));

const rate = z
  .strictObject({
    ...days,
    measure: idField,
    rate: parsedField((text) => ({ rate: dutyRate(text), written: text })),
    from: dayField,
    producer: textField.optional(),
    exporter: textField.optional(),
    origin: places,
  })
  .transform(({ measure: id, rate: { rate: read, written }, from, producer, exporter, origin, ...rest }) => ({
    kind: "rate" as const,
    measure: id,
    rate: read,
    written,
    producer: producer ?? null,
    exporter: exporter ?? null,
    origins: origin,
    ...daysOf(rest),
    from,
  }));

const end = z
  .strictObject({ ...days, measure: idField, from: dayField })
  .transform(({ measure: id, from, ...rest }) => ({ kind: "end" as const, measure: id, ...daysOf(rest), from }));

const listing = z
  .strictObject({ party: textField, list: idField, ...days })
  .transform(({ party, list, ...rest }) => ({ kind: "listing" as const, party, list, ...daysOf(rest) }));

const stake = z
  .strictObject({
    holder: textField,
    held: textField,
    interest: z.enum(INTERESTS).default("equity"),
    share: stakeShare.optional(),
    share_min: stakeShare.optional(),
    share_max: stakeShare.optional(),
    ...days,
  })
  .refine((read) => (read.share === undefined) === (read.share_min !== undefined && read.share_max !== undefined), {
    message: "it needs either share, or share_min and share_max",
  })
  .refine(({ share_min: least = 0, share_max: most = PARTS }) => least <= most, {
    message: "share_min is above share_max",
  })
  .transform(({ holder, held, interest, share, share_min: least = 0, share_max: most = PARTS, ...rest }) => ({
    kind: "stake" as const,
    holder,
    held,
    interest,
    low: share ?? least,
    high: share ?? most,
    ...daysOf(rest),
  }));

const capacity = z
  .strictObject({
    product,
    origin: place.optional(),
    party: textField.optional(),
    facility: textField.optional(),
    tonnes: above("a number of tonnes a year above 0"),
    price: above("a price in USD a tonne above 0").optional(),
    ramp_months: numberThat((value) => value >= 0 && value <= 600, "a number of months from 0").default(0),
    ...days,
  })
  .refine(({ origin, party, facility }) => isOne(origin, party, facility), {
    message: "it needs one of origin, party and facility",
  })
  .transform(({ product: made, origin, party, facility, tonnes, price, ramp_months: rampMonths, ...rest }) => ({
    kind: "capacity" as const,
    product: made,
    origin: origin ?? null,
    party: party ?? null,
    facility: facility ?? null,
    tonnes,
    price: price ?? null,
    rampMonths,
    ...daysOf(rest),
  }));

const price = z
  .strictObject({
    product: productsNeeded,
    origin: places,
    change: changeOf.optional(),
    usd_per_tonne: above("a price in USD a tonne above 0").optional(),
    ...days,
  })
  .refine((read) => isOne(read.change, read.usd_per_tonne), { message: "it needs either change or usd_per_tonne" })
  .transform(({ product: priced, origin, change, usd_per_tonne: usdPerTonne, ...rest }) => ({
    kind: "price" as const,
    products: priced,
    origins: origin,
    change: change ?? null,
    usdPerTonne: usdPerTonne ?? null,
    ...daysOf(rest),
  }));

const partOfValue = parsedField((text) => {
  const read = dutyRate(text);
  if (read.specific.length === 0 && read.topUpTo === null) return read;
  throw new InvalidInput(`“${text}” is not a part of the value: write Free or, for example, 2 %`);
});

const agreement = z
  .strictObject({ members: places, product: products, rate: partOfValue.default(FREE), ...days })
  .transform(({ members, product: goods, rate: most, ...rest }) => ({
    kind: "agreement" as const,
    members: [...new Set(members)],
    products: goods,
    rate: most,
    ...daysOf(rest),
  }))
  .refine(({ members }) => members.length > 1, { message: "it needs at least two members" });

const inventory = z
  .strictObject({
    product: products,
    party: textField.optional(),
    country: places,
    days: numberThat((value) => value >= 0 && value <= 3660, "a number of days of use from 0"),
    from: days.from,
    until: days.until,
    note: days.note,
  })
  .transform(({ product: goods, party, country: held, days: length, ...rest }) => ({
    kind: "inventory" as const,
    products: goods,
    party: party ?? null,
    countries: held,
    days: length,
    ...daysOf(rest),
  }));

/** What an edit of each kind is written with. */
export const EDIT_FIELDS = {
  ban,
  out,
  measure,
  rate,
  end,
  listing,
  stake,
  capacity,
  price,
  agreement,
  elasticity,
  inventory,
};
