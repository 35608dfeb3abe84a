import type { InvalidInput } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import { codeSet } from "../tariff/code-set.ts";
import type { Base, Conditions, GoodsCovered, Measure, RateRow } from "../tariff/measure.ts";
import {
  type ConditionsInFile,
  MEASURE_FILE,
  type MeasureInFile,
  type MeasureWritten,
} from "../tariff/measure-schema.ts";
import { conditionKey } from "../tariff/rate-in-force.ts";
import { CUSTOMS_UNION } from "../tariff/tariff-book.ts";
import { findCountry } from "../vocab/country.ts";
import { COUNTRY_GROUPS, findGroup } from "../vocab/country-group.ts";
import { bookProblem } from "./book-problem.ts";
import { readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

/** The codes of `measures/lists/*.csv`, by list and by value of the list's own column. */
type Lists = (name: string) => readonly string[];

type Cited = { readonly source: string; readonly locator?: string | undefined };

interface Reader {
  /** What is wrong with what was read, and what is allowed. */
  readonly fault: (what: string, allowed: string) => InvalidInput;
  readonly sources: ReadonlyMap<string, Source>;
  readonly lists: Lists;
  /** Ids of the rules of control, read when a measure asks for one. */
  readonly rules: () => readonly string[];
  readonly book: string;
}

/**
 * Reads `measures/*.yaml` of all folders. A measure of a later folder replaces the earlier one of its id. Every fault is
 * an InvalidInput that names the file and the place.
 */
export function readMeasures(
  folders: readonly BookFolder[],
  sources: ReadonlyMap<string, Source>,
  rules: () => readonly string[],
): readonly Measure[] {
  const lists = readLists(folders);
  const measures = new Map<string, Measure>();
  folders.forEach((folder, at) => {
    const seen = new Map<string, string>();
    const files = filesOf([folder], "measures").filter(({ name }) => /^measures\/[^/]+\.yaml$/.test(name));
    for (const file of files) {
      const parsed = readYaml(textOf(file), file.shown, MEASURE_FILE);
      const fault: Reader["fault"] = (what, allowed) =>
        bookProblem(file.shown, lineOf(textOf(file), what), what, allowed);
      const reader: Reader = { fault, sources, lists, rules, book: at === 0 ? "shipped" : folder.path };
      for (const one of parsed.measures) {
        const twin = seen.get(one.id);
        if (twin !== undefined) throw fault(`the measure “${one.id}” is already in “${twin}”`, "Keep one of them.");
        seen.set(one.id, file.shown);
        measures.set(one.id, measureOf(one, parsed.programme, reader));
      }
    }
  });
  return [...measures.values()];
}

/** Reads a measure that is written elsewhere than in a book, by the lists, sources and rules of the book. */
export function readMeasure(
  { programme, ...written }: MeasureWritten,
  {
    folders,
    sources,
    rules,
  }: { folders: readonly BookFolder[]; sources: ReadonlyMap<string, Source>; rules: () => readonly string[] },
  fault: Reader["fault"],
): Measure {
  return measureOf(written, programme, { fault, sources, rules, lists: readLists(folders), book: "scenario" });
}

/** The line on which the measure that `what` quotes begins; the first when it quotes none. */
function lineOf(text: string, what: string): number {
  const id = /“([a-z0-9-]+)”/.exec(what)?.[1];
  const at = id === undefined ? -1 : text.split("\n").findIndex((line) => line.trim().endsWith(`id: ${id}`));
  return Math.max(1, at + 1);
}

function readLists(folders: readonly BookFolder[]): Lists {
  const tables = new Map<string, Map<string, string[]>>();
  for (const file of filesOf(folders, "measures/lists")) {
    const name = file.name.replace(/^.*\//, "").replace(/\.csv$/, "");
    const values = new Map<string, string[]>();
    for (const row of readTable(textOf(file), file.shown, { required: ["hs"], optional: ["list", "note"] })) {
      const code = row.get("hs").replaceAll(".", "");
      if (!/^\d{2,10}$/.test(code)) {
        throw bookProblem(file.shown, row.line, `“${row.get("hs")}” is not a tariff code`, "Write two to ten digits.");
      }
      for (const key of ["", row.get("list")]) {
        const held = values.get(key);
        if (held === undefined) values.set(key, [code]);
        else held.push(code);
      }
    }
    tables.set(name, values);
  }
  return (reference) => {
    const [name = "", value = ""] = reference.split("#");
    return tables.get(name)?.get(value) ?? [];
  };
}

function measureOf(one: MeasureInFile, programme: string, reader: Reader): Measure {
  const { id, title, importer, kind, order, authority } = one;
  if (importer !== CUSTOMS_UNION && findCountry(importer) === null) {
    throw reader.fault(
      `the importer “${importer}” of the measure “${id}” is not a country`,
      "Write it as two letters, such as US.",
    );
  }
  const rates = one.rates.map((row): RateRow => {
    if (row.until !== undefined && row.until <= row.from) {
      throw reader.fault(
        `the measure “${id}” has a rate from ${row.from} until ${row.until}, which is no period`,
        "Let it end after it begins.",
      );
    }
    return {
      from: row.from,
      until: row.until ?? null,
      known: row.known,
      untilKnown: row.until_known ?? row.known,
      rate: row.rate,
      heading: row.heading ?? null,
      status: row.status,
      when: conditionsOf(row.when, id, reader),
      because: row.because ?? null,
      floor: row.floor ?? null,
      cap: row.cap ?? null,
      exportSubsidy: row.export_subsidy ?? null,
      passThrough: row.pass_through ?? null,
      needs: row.needs ?? null,
      source: sourceOf(row, id, reader),
      confidence: row.confidence,
      note: row.note ?? null,
    };
  });
  checkPeriods(rates, id, reader);
  return {
    id,
    title,
    importer,
    programme,
    kind,
    order,
    authority,
    heading: one.heading ?? null,
    goods: goodsOf(one, reader),
    base: one.base as Base,
    yieldsTo: one.yields_to.map(({ measure, heading, because }) => ({ measure, heading: heading ?? null, because })),
    offsetBy: one.offset_by ?? null,
    rates,
    scope: one.scope.map((row) => ({ ...row, source: sourceOf(row, id, reader), note: row.note ?? null })),
    later: one.later.map((event) => ({
      known: event.known,
      entriesFrom: event.entries_from,
      entriesUntil: event.entries_until,
      status: event.status,
      refundable: event.refundable,
      because: event.because,
      source: sourceOf(event, id, reader),
    })),
    caveats: one.caveats.map((caveat) => ({
      from: caveat.from,
      until: caveat.until ?? null,
      known: caveat.known,
      when: conditionsOf(caveat.when, id, reader),
      text: caveat.text,
      source:
        caveat.source === undefined ? null : sourceOf({ source: caveat.source, locator: caveat.locator }, id, reader),
    })),
    expected: one.expected.map(({ by, known, what, settled, outcome, ...cited }) => ({
      by,
      known,
      what,
      settled: settled ?? null,
      outcome: outcome ?? null,
      source: sourceOf(cited, id, reader),
    })),
    stages: one.stages.map(({ on, stage, what, rates: set, ...cited }) => ({
      on,
      stage,
      what,
      rates: set,
      source: sourceOf(cited, id, reader),
    })),
    note: one.note ?? null,
    book: reader.book,
  };
}

function codesOfLists(names: readonly string[], id: string, reader: Reader): readonly string[] {
  return names.flatMap((name) => {
    const codes = reader.lists(name);
    if (codes.length > 0) return codes;
    const what = `the measure “${id}” names the list “${name}”, which holds no codes`;
    throw reader.fault(what, "Name a table of measures/lists, or table#value.");
  });
}

function goodsOf({ id, goods }: MeasureInFile, reader: Reader): GoodsCovered {
  const named = [...(goods.hs ?? []), ...codesOfLists(goods.lists, id, reader)];
  const every = goods.hs === undefined && goods.lists.length === 0;
  return {
    hs: every ? null : named,
    exceptHs: [...goods.except_hs, ...codesOfLists(goods.except_lists, id, reader)],
    articles: Object.entries(goods.articles).flatMap(([article, codes]) => codes.map((hs) => ({ hs, article }))),
    origin: goods.origin === undefined ? null : originsOf(goods.origin, reader),
    exceptOrigin: originsOf(goods.except_origin, reader),
  };
}

function originsOf(given: readonly string[], reader: Reader): readonly string[] {
  return given.flatMap((one) => {
    const group = findGroup(one);
    if (group !== null) return COUNTRY_GROUPS[group];
    if (findCountry(one) === null)
      throw reader.fault(
        `“${one}” is neither a country nor a group of countries`,
        "Write CN, or a group such as EU27.",
      );
    return [one];
  });
}

function conditionsOf(given: ConditionsInFile, id: string, reader: Reader): Conditions {
  const named = [...(given.hs ?? []), ...codesOfLists(given.lists ?? [], id, reader)];
  const all = {
    hs: given.hs === undefined && given.lists === undefined ? undefined : codeSet(named),
    origin: given.origin === undefined ? undefined : originsOf(given.origin, reader),
    exceptOrigin: given.except_origin === undefined ? undefined : originsOf(given.except_origin, reader),
    article: given.article,
    claim: given.claim,
    loadedBefore: given.loaded_before,
    mode: given.mode,
    exporter: given.exporter,
    producer: given.producer,
    metalWeightBelow: given.metal_weight_below,
    usContentFrom: given.us_content_from,
    control: given.control === undefined ? undefined : controlOf(given.control, id, reader),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Conditions;
}

function controlOf(
  given: NonNullable<ConditionsInFile["control"]>,
  measure: string,
  reader: Reader,
): NonNullable<Conditions["control"]> {
  const asked = typeof given === "string" ? { rule: given, outcome: "yes" as const, also_while: [] } : given;
  const rules = reader.rules();
  if (!rules.includes(asked.rule)) {
    throw reader.fault(
      `the measure “${measure}” asks for the rule “${asked.rule}”, which is not in the book`,
      `Rules: ${rules.join(", ")}.`,
    );
  }
  return { rule: asked.rule, outcome: asked.outcome, alsoWhile: asked.also_while };
}

function sourceOf({ source, locator }: Cited, measure: string, reader: Reader): Source {
  const found = reader.sources.get(source);
  if (found === undefined) {
    throw reader.fault(
      `the measure “${measure}” names the source “${source}”, which is not in sources.yaml`,
      "Add it to sources.yaml.",
    );
  }
  return locator === undefined ? found : { ...found, locator };
}

/** Two rows that were known on the same day may not both count on a day: nobody could say which. */
function checkPeriods(rates: readonly RateRow[], id: string, reader: Reader): void {
  const groups = new Map<string, RateRow[]>();
  for (const row of rates) {
    const key = `${row.known} ${conditionKey(row.when)}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  for (const rows of groups.values()) {
    const sorted = [...rows].sort((a, b) => (a.from < b.from ? -1 : 1));
    sorted.forEach((row, at) => {
      const next = sorted[at + 1];
      if (next === undefined || (next.from !== row.from && (row.until === null || next.from >= row.until))) return;
      throw reader.fault(
        `the measure “${id}” has two rates for the same goods on ${next.from}: one from ${row.from} until ${row.until ?? "further notice"}, one from ${next.from}`,
        "Let the first end where the second begins, or say on which day each was known.",
      );
    });
  }
}
