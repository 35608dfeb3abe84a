import type { CostRatioRule } from "../control/cost-ratio-rule.ts";
import type { Ownership } from "../control/facts.ts";
import type { Rule } from "../control/rule.ts";
import type { Source } from "../evidence/source.ts";
import type { InputLink } from "../network/input-link.ts";
import type { Edit } from "../scenario/overlay/edit.ts";
import { agreementsUnder, measuresUnder } from "../scenario/overlay/measures-under.ts";
import { editFault } from "../scenario/overlay/read-scenario.ts";
import type { Calendar } from "../tariff/calendar.ts";
import type { MeasureWritten } from "../tariff/measure-schema.ts";
import type { Restrictions } from "../tariff/restriction.ts";
import { type TariffBook, tariffBook } from "../tariff/tariff-book.ts";
import type { CountryCode } from "../vocab/country.ts";
import { HS_REVISIONS } from "../vocab/hs-code.ts";
import { type IsoDate, isoDate } from "../vocab/iso-date.ts";
import { bookProblem } from "./book-problem.ts";
import { readCalendar } from "./calendar.ts";
import { readCostRatio } from "./cost-ratio.ts";
import { type BookFolder, filesOf, hashOf, readFolder, readOverlay, SHIPPED_FOLDER, textOf } from "./folder.ts";
import { readInputMap } from "./input-map.ts";
import { readMeasure, readMeasures } from "./measures.ts";
import { type Nomenclature, readNomenclature } from "./nomenclature.ts";
import { readOwnership } from "./ownership.ts";
import { type Partners, readPartners } from "./partners.ts";
import { readRestrictions } from "./restrictions.ts";
import { readRules } from "./rules.ts";
import { readSchedules } from "./schedules.ts";
import { readSources } from "./sources.ts";
import { readTradeWords, type TradeWord } from "./trade-words.ts";

/** Everything that `data/` says, and the user's own folder over it. Parts are parsed when they are first asked for. */
export interface Book {
  /** The folders it was read from, the shipped one first. */
  readonly folders: readonly string[];
  /** Date and hash in one: "2026-11-21+0123456789ab". */
  readonly vintage: string;
  /** The date of the newest VINTAGE, and a hash that any edit of any file changes. */
  readonly edition: { readonly date: IsoDate; readonly hash: string };
  readonly sources: ReadonlyMap<string, Source>;
  readonly nomenclature: Nomenclature;
  /** The input map as it is written, each link in its own HS revision; `inputsFor` gives it in one. */
  readonly inputs: readonly InputLink[];
  readonly partners: Partners;
  /** What trade calls goods that the nomenclature says otherwise. */
  readonly tradeWords: readonly TradeWord[];
  /** Spellings of countries beyond ISO 3166, by `countryKey`; `partners.find` reads codes and names as well. */
  readonly countryAliases: ReadonlyMap<string, CountryCode>;
  /** Duties and fees by border: measures and schedules. */
  readonly tariff: TariffBook;
  /** Those with the edits of a scenario laid over the measures, and what stands in them cited as its own. */
  readonly tariffUnder: (edits: readonly Edit[], source: Source) => TariffBook;
  /** What comes due, and what sources disagree about. */
  readonly calendar: Calendar;
  /** How much of a cost may come of prohibited foreign entities. */
  readonly costRatio: CostRatioRule;
  /** Who owns whom, and who is on an official list. */
  readonly ownership: Ownership;
  /** What each law of control asks of a party. */
  readonly rules: readonly Rule[];
  /** What may not leave a country, or not without a licence. */
  readonly restrictions: Restrictions;
}

export interface BookOptions {
  /** A folder laid out like `data/` whose rows replace and add to the shipped ones. */
  readonly overlay?: string | undefined;
  /** The folder that takes the place of the shipped one; for tests of a malformed book. */
  readonly shipped?: string | undefined;
}

/** Reads the book; throws InvalidInput with file, line and what is allowed when a file of it is malformed. */
export async function readBook(options: BookOptions = {}): Promise<Book> {
  const shipped = await readFolder(options.shipped ?? SHIPPED_FOLDER, "data");
  const folders = options.overlay === undefined ? [shipped] : [shipped, await readOverlay(options.overlay, shipped)];
  const edition = { date: readDate(folders), hash: hashOf(folders) };
  const sources = lazy(() => readSources(folders));
  const nomenclature = lazy(() => readNomenclature(folders));
  const inputs = lazy(() => readInputMap(folders, nomenclature(), sources()));
  const partners = lazy(() => readPartners(folders));
  const tradeWords = lazy(() => readTradeWords(folders, nomenclature(), sources()));
  const ruleIds = () => rules().map(({ id }) => id);
  const tariffParts = lazy(() => ({
    measures: readMeasures(folders, sources(), ruleIds),
    ...readSchedules(folders, sources()),
  }));
  const tariff = lazy(() => tariffBook(tariffParts()));
  const tariffUnder: Book["tariffUnder"] = (edits, source) => {
    const known = { folders, sources: new Map([...sources(), [source.id, source]]), rules: ruleIds };
    const read = (written: MeasureWritten, number: number) =>
      readMeasure(written, known, (what, allowed) => editFault(number, "measure", what, allowed));
    return tariffBook({
      ...tariffParts(),
      measures: measuresUnder(tariffParts().measures, edits, { read, source }),
      agreements: agreementsUnder(edits, source),
    });
  };
  const calendar = lazy(() => readCalendar(folders, sources()));
  const costRatio = lazy(() => readCostRatio(folders, sources()));
  const ownership = lazy(() => readOwnership(folders, sources()));
  const rules = lazy(() => readRules(folders, sources()));
  const restrictions = lazy(() => readRestrictions(folders, sources()));
  if (options.overlay !== undefined)
    check(inputs, partners, tradeWords, tariff, ownership, rules, costRatio, restrictions, () =>
      HS_REVISIONS.map((revision) => nomenclature().subheadings(revision)),
    );
  return {
    folders: folders.map(({ path }) => path),
    vintage: `${edition.date}+${edition.hash}`,
    edition,
    get sources() {
      return sources();
    },
    get nomenclature() {
      return nomenclature();
    },
    get inputs() {
      return inputs();
    },
    get partners() {
      return partners();
    },
    get tradeWords() {
      return tradeWords();
    },
    get countryAliases() {
      return partners().aliases;
    },
    get tariff() {
      return tariff();
    },
    tariffUnder,
    get calendar() {
      return calendar();
    },
    get costRatio() {
      return costRatio();
    },
    get ownership() {
      return ownership();
    },
    get rules() {
      return rules();
    },
    get restrictions() {
      return restrictions();
    },
  };
}

function readDate(folders: readonly BookFolder[]): IsoDate {
  const file = filesOf(folders, "VINTAGE").at(-1);
  const line = file === undefined ? "" : textOf(file).trim();
  try {
    return isoDate(line);
  } catch {
    throw bookProblem(
      file?.shown ?? "data/VINTAGE",
      1,
      `“${line}” is not the date of a book`,
      "Write one line: YYYY-MM-DD.",
    );
  }
}

/** A user's own book is read whole at once: its faults show at the start, not in the middle of an answer. */
function check(...parts: readonly (() => unknown)[]): void {
  for (const part of parts) part();
}

function lazy<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
