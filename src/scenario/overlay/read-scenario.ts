import { z } from "zod";
import { INTERESTS } from "../../control/facts.ts";
import { PARTS, partsOf } from "../../control/share.ts";
import { InvalidInput } from "../../errors.ts";
import { dutyRate } from "../../tariff/duty-rate.ts";
import { MEASURE } from "../../tariff/measure-schema.ts";
import { country } from "../../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../../vocab/country-group.ts";
import { compare, type Decimal, decimal, divide, fromUnits, ONE } from "../../vocab/decimal.ts";
import { dayField, idField, parsedField, textField } from "../../vocab/file-fields.ts";
import { hsDigits } from "../../vocab/hs-code.ts";
import { type IsoDate, isoDate } from "../../vocab/iso-date.ts";
import { nearest } from "../../vocab/nearest.ts";
import type { Edit, EditKind, Scenario } from "./edit.ts";

/** The id of the source that what a scenario supposes is cited by. */
export const SUPPOSED = "scenario";

/** What is supposed is known on every day. */
export const ALWAYS_KNOWN = isoDate("1900-01-01");
const MOST_EDITS = 200;
const HUNDRED = fromUnits(100n, 0);

const listOf = <T>(one: z.ZodType<T>) => z.union([one.transform((value) => [value]), z.array(one).min(1)]).optional();

const places = listOf(
  parsedField((text): readonly string[] => {
    const group = findGroup(text);
    return group === null ? [country(text).code] : COUNTRY_GROUPS[group];
  }),
).transform((found) => found?.flat() ?? null);

const products = listOf(
  parsedField((text): string => {
    const digits = /^\d{2}$/.test(text) ? text : hsDigits(text);
    if (digits !== null && digits.length <= 6) return digits;
    throw new InvalidInput(
      digits === null ? `“${text}” is not an HS code` : `“${text}” has more than the six digits that trade is known by`,
    );
  }),
).transform((found) => found ?? null);

/** "0.4" or "40 %". */
function readShare(text: string): Decimal {
  const percent = /^(.*?)\s*%$/.exec(text)?.[1];
  return percent === undefined ? decimal(text) : divide(decimal(percent), HUNDRED, 14);
}

const partThatStops = parsedField((text): Decimal => {
  const share = readShare(text);
  if (share.units > 0n && compare(share, ONE) <= 0) return share;
  throw new InvalidInput(`“${text}” is not a share: write more than 0 and at most 1, such as 0.4 or 40 %`);
}).default(ONE);

const stakeShare = parsedField((text): number => {
  const share = readShare(text);
  const parts = share.units < 0n ? -1 : partsOf(`${share.units}e-${share.scale}`);
  if (parts >= 0 && parts <= PARTS) return parts;
  throw new InvalidInput(`“${text}” is not a share from 0 to 1`);
});

const days = { from: dayField.optional(), until: dayField.optional(), note: textField.optional() };

interface DaysRead {
  readonly from?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
  readonly note?: string | undefined;
}

const daysOf = ({ from, until, note }: DaysRead) => ({ from: from ?? null, until: until ?? null, note: note ?? null });

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

const out = z
  .strictObject({ party: textField, share: partThatStops, ...days })
  .transform(({ party, share, ...rest }) => ({ kind: "out" as const, party, share, ...daysOf(rest) }));

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

/** What an edit of each kind is written with. */
const EDIT_FIELDS = { ban, out, measure, rate, end, listing, stake };

const KINDS: readonly string[] = Object.keys(EDIT_FIELDS);
const isKind = (text: string): text is EditKind => Object.hasOwn(EDIT_FIELDS, text);

const outer = z.strictObject({
  title: textField,
  about: textField.optional(),
  edits: z.array(z.record(z.string(), z.unknown())).max(MOST_EDITS).default([]),
});

/**
 * Reads a scenario as it was parsed from YAML or JSON: `{title, about?, edits: [{KIND: {field: value}}]}`.
 *
 * Throws InvalidInput that names the edit by number and kind, and what is allowed there.
 */
export function readScenario(given: unknown): Scenario {
  const read = outer.safeParse(given);
  if (!read.success) {
    throw new InvalidInput(`The scenario cannot be read: ${faultOf(read.error)}.`, {
      hint: 'It has a title, and edits: a list of one-key mappings such as - ban: {product: "3801.10", origin: CN}.',
    });
  }
  const { title, about, edits } = read.data;
  return { title, about: about ?? null, edits: edits.map((edit, at) => readEdit(edit, at + 1)) };
}

function readEdit(given: Readonly<Record<string, unknown>>, number: number): Edit {
  const [kind, ...others] = Object.keys(given);
  if (kind === undefined || others.length > 0) {
    throw new InvalidInput(
      kind === undefined
        ? `Edit ${number} is empty.`
        : `Edit ${number} has more than one kind: ${[kind, ...others].join(", ")}.`,
      { hint: "Write each edit as an item of its own." },
    );
  }
  if (!isKind(kind)) {
    const near = nearest(kind, KINDS, 1).map((one) => `Did you mean ${one}? `);
    throw new InvalidInput(`Edit ${number} is a “${kind}”, which is no kind of edit.`, {
      hint: `${near.join("")}Kinds: ${KINDS.join(", ")}.`,
    });
  }
  const read = EDIT_FIELDS[kind].safeParse(given[kind]);
  if (!read.success) throw editFault(number, kind, faultOf(read.error));
  const edit: Edit = { ...read.data, number };
  if (edit.kind !== "measure" && edit.from !== null && edit.until !== null && edit.until <= edit.from) {
    throw editFault(number, kind, `it ends on ${edit.until}, not after it begins on ${edit.from}`);
  }
  return edit;
}

/** An error about one edit of a scenario. */
export function editFault(number: number, kind: EditKind, what: string, hint?: string): InvalidInput {
  return new InvalidInput(`Edit ${number} (${kind}) cannot be used: ${what}.`, hint === undefined ? {} : { hint });
}

function faultOf({ issues }: z.ZodError): string {
  const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
  if (issue === undefined) return "it is not as it should be";
  if (issue.code === "unrecognized_keys") return `there is no field ${issue.keys.map((key) => `“${key}”`).join(", ")}`;
  const deepest =
    issue.code === "invalid_union" ? (issue.errors.flat().find(({ code }) => code === "custom") ?? issue) : issue;
  const path = [...issue.path, ...(deepest === issue ? [] : deepest.path)].map(String).join(".");
  const words = deepest.message.replace(/\.$/, "");
  return path === "" ? words : `“${path}”: ${words}`;
}
