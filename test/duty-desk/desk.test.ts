import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "../../src/operations/core/ask.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { dutyOperation } from "../../src/operations/duty.ts";
import { addDays, isoDate } from "../../src/vocab/iso-date.ts";
import { headwater } from "../cli/headwater.ts";

let work: string;

beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "headwater-desk-"));
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

function saved(name: string, text: string): string {
  const path = join(work, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return path;
}

async function answer(words: string, ...more: readonly string[]) {
  const { code, out, err } = await headwater([...words.split(" "), ...more, "--json"]);
  expect([code, err]).toEqual([0, ""]);
  return JSON.parse(out);
}

const GOODS = { product: "3801105090", origin: "CN", value: "10000", exporter: "separate-rate" };
const ANODE = "--product 3801.10.50.90 --origin CN --value 10000 --exporter separate-rate";

describe("duty-timeline", () => {
  test("its steps join, and the first and last day of each owe what the step says", async () => {
    const { result } = await answer(`duty-timeline ${ANODE} --since 2025-01-01 --until 2026-10-01 --known 2026-10-01`);
    const { steps } = result;
    const context = createContext({ store: work, today: isoDate("2026-10-01") });
    expect([steps[0].from, steps.at(-1).until]).toEqual(["2025-01-01", "2026-10-01"]);
    expect(steps.length).toBeGreaterThan(5);
    for (const [at, step] of steps.entries()) {
      if (at > 0) expect(step.from).toBe(steps[at - 1].until);
      for (const day of [step.from, addDays(isoDate(step.until), -1)]) {
        const owed = (await ask(dutyOperation, context, GOODS, { on: day, known: "2026-10-01" })).result;
        expect([day, owed.total, owed.refundable]).toEqual([day, step.total, step.refundable]);
      }
      const change = step.changes.reduce(
        (sum: number, { before, after }: { before: string; after: string }) => sum + Number(after) - Number(before),
        0,
      );
      if (at > 0) expect(Number(step.total) - Number(steps[at - 1].total)).toBeCloseTo(change, 2);
    }
  });

  test("a window without days is refused", async () => {
    const { code, err } = await headwater(`duty-timeline ${ANODE} --since 2026-01-01 --until 2026-01-01`.split(" "));
    expect([code, err.split("\n")[0]]).toEqual([2, "headwater: The days from 2026-01-01 until 2026-01-01 are none."]);
  });
});

describe("measures and case", () => {
  test("measures are found by code and origin, and those not in force only when all are asked for", async () => {
    const some = await answer("measures --product 3801.10.50 --origin CN --on 2026-08-01");
    const all = await answer("measures --product 3801.10.50 --origin CN --on 2026-08-01 --all");
    expect(some.result.measures.every(({ inForce }: { inForce: boolean }) => inForce)).toBe(true);
    expect(all.result.measures.length).toBeGreaterThan(some.result.measures.length);
  });

  test("a case tells what was known on the day: its stages, rates and refunds come with time", async () => {
    const early = (await answer("case A-570-194 --on 2025-08-15")).result;
    const late = (await answer("case A-570-194 --on 2025-08-15 --known 2026-04-15")).result;
    expect(late.stages.length).toBeGreaterThan(early.stages.length);
    for (const { on } of early.stages) expect(on <= "2025-08-15").toBe(true);
    expect(early.later).toEqual([]);
    expect(late.later.length).toBeGreaterThan(0);
  });

  test("a case that is not there is answered with the nearest", async () => {
    const { code, err } = await headwater(["case", "A-570-149"]);
    expect(code).toBe(3);
    expect(err).toContain("A-570-194");
  });
});

describe("watch", () => {
  test("what is upcoming lies ahead, what is silent lies behind, each in order", async () => {
    const { result } = await answer("watch --on 2026-03-01 --months 12");
    const days = (events: readonly { day: string }[]) => events.map(({ day }) => day);
    expect(result.upcoming.length).toBeGreaterThan(0);
    for (const day of days(result.upcoming)) expect(day >= "2026-03-01" && day <= "2027-03-01").toBe(true);
    expect(days(result.upcoming)).toEqual([...days(result.upcoming)].sort());
    for (const { day, days: since } of result.silent) {
      expect(day < "2026-03-01").toBe(true);
      expect(addDays(isoDate(day), since)).toBe("2026-03-01");
    }
  });

  test("nothing that became known later is told", async () => {
    const { result } = await answer("watch --on 2026-03-01 --since 2025-09-01");
    for (const { known } of result.changed) expect(known >= "2025-09-01" && known <= "2026-03-01").toBe(true);
  });

  test("parties are found by their exact names and by no part of them", async () => {
    const { result: cases } = await answer("case A-570-194 --on 2026-04-15");
    const named = cases.rates.map(({ for: who }: { for?: string }) => who).filter(Boolean);
    const rates = JSON.stringify(cases.rates);
    const producer =
      /"producer":"([^"|]+)/.exec(rates)?.[1]?.trim() ?? /"company":"([^"|]+)/.exec(JSON.stringify(cases.stages))?.[1];
    expect(producer, JSON.stringify(named)).toBeDefined();
    const list = saved("parties.csv", `name\n"${producer}"\n"${producer?.slice(0, 6)}"\n`);
    const { result } = await answer("watch --on 2026-03-01 --months 24", "--parties", list);
    expect(result.parties[1].named).toEqual([]);
  });

  test("the calendar file holds an event for each upcoming day", async () => {
    const file = join(work, "watch.ics");
    const { code } = await headwater(["watch", "--on", "2026-03-01", "--ics", file]);
    expect(code).toBe(0);
    const text = (await import("node:fs")).readFileSync(file, "utf8");
    const { result } = await answer("watch --on 2026-03-01");
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBeGreaterThanOrEqual(result.upcoming.length);
    expect(text.startsWith("BEGIN:VCALENDAR\r\n")).toBe(true);
  });
});

describe("landed-cost", () => {
  const OFFER =
    "landed-cost --product 3801.10.50 --offer CN=3700 --domestic 5400 --exporter separate-rate --on 2025-08-01";

  test("a tonne of Chinese anode graphite at 3,700 lands at 9,622.96 in August 2025", async () => {
    const [offer] = (await answer(OFFER)).result.offers;
    expect(offer.perUnit).toBe("9622.96");
    expect(offer.breakEvenDuty).toBe("0.459459459459");
    const back = Number(offer.breakEvenPrice) * (1 + Number(offer.rate));
    expect(back).toBeCloseTo(5400, 1);
  });

  test("deposits cost interest for as long as they lie with customs, and other duties none", async () => {
    const [offer] = (await answer(`${OFFER} --finance-rate 0.08 --deposit-months 18`)).result.offers;
    const deposits = offer.lines
      .filter(({ measure }: { measure: string }) => /^us-(ad|cvd)-/.test(measure))
      .reduce((sum: number, { amount }: { amount: string }) => sum + Number(amount), 0);
    expect(Number(offer.finance)).toBeCloseTo(deposits * 0.08 * 1.5, 2);
    expect(Number(offer.perUnit)).toBeCloseTo(9622.96 + Number(offer.finance), 2);
  });

  test("a system is imported three ways, and the finished container pays no deposit on the anode inside", async () => {
    const bom = saved(
      "bom.csv",
      [
        "name,hts,origin,amount,price,stage,content",
        "anode graphite,3801105090,CN,1.0,3.7,cell,graphite",
        "the rest of the cell,,,1,50,cell,",
        "enclosure and power electronics,,,1,60,system,",
      ].join("\n"),
    );
    const day = "--on 2025-08-15 --exporter separate-rate";
    const ask = async () =>
      (await answer(`landed-cost --product 8507600020 --offer CN=114 ${day}`, "--bom", bom)).result.bom;
    const { ways } = await ask();
    expect(ways.map(({ way }: { way: string }) => way)).toEqual(["materials", "cells", "system"]);
    for (const { before, duty, after } of ways) expect(Number(after)).toBeCloseTo(Number(before) + Number(duty), 4);
    const deposits = async (article: string) => {
      const goods = `--product 8507600020 --origin CN --value 113.70 --article ${article} --content graphite=3.70`;
      const { lines } = (await answer(`duty ${goods} ${day}`)).result;
      return lines.filter(
        ({ kind, outcome }: { kind: string; outcome: string }) => kind === "remedy" && outcome === "applied",
      ).length;
    };
    expect([await deposits("cell"), await deposits("container")]).toEqual([2, 0]);
  });
});

describe("what cannot be used is named with its place", () => {
  const refused = async (words: string, ...more: readonly string[]) => {
    const { code, err } = await headwater([...words.split(" "), ...more]);
    expect(code).toBeGreaterThan(1);
    return err;
  };
  const measureFile = (rates: string) =>
    saved(
      `book-${rates.length}/measures/own.yaml`,
      [
        "programme: own",
        "title: Own",
        "measures:",
        "  - id: own-duty",
        "    title: Own duty",
        "    importer: US",
        "    kind: additional",
        "    authority: own",
        "    rates:",
        rates,
      ].join("\n"),
    );
  const row = (from: string, rate: string, until = "") =>
    `      - { from: "${from}", ${until}known: "2025-01-01", rate: "${rate}", source: general-knowledge, confidence: low }`;
  const withBook = (file: string) => ["--book", dirname(dirname(file))];

  test("an unknown code says in which editions, and the nearest", async () => {
    const err = await refused("duty --product 3801.99.00 --origin CN --value 1");
    expect(err).toMatch(/3801\.99 in the Harmonized System of 2012, 2017, 2022[\s\S]*Near it in HS 2022: /);
  });

  test("a malformed rate names the file and what was written", async () => {
    const err = await refused(`duty ${ANODE}`, ...withBook(measureFile(row("2025-01-01", "ten per cent"))));
    expect(err).toMatch(/own\.yaml/);
    expect(err).toContain("“ten per cent” is not a rate of duty");
  });

  test("two rates for the same goods on one day name the file, the measure and the day", async () => {
    const rates = `${row("2025-01-01", "10 %", 'until: "2025-09-01", ')}\n${row("2025-06-01", "20 %")}`;
    const err = await refused(`duty ${ANODE}`, ...withBook(measureFile(rates)));
    expect(err).toMatch(/own\.yaml”, line 4: the measure “own-duty” has two rates for the same goods on 2025-06-01/);
  });

  test("contents above the value are refused", async () => {
    const err = await refused(
      "duty --product 8507600020 --origin CN --value 100 --content graphite=60 --content steel=50",
    );
    expect(err).toContain("The contents come to 110 USD, more than the value of 100 USD.");
  });

  test("a day before the book begins is answered with a warning", async () => {
    const { warnings } = await answer(`duty ${ANODE} --on 2010-01-01`);
    expect(warnings.join(" ")).toMatch(/The book of US begins on \d{4}-\d\d-\d\d/);
  });
});
