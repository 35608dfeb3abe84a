import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { type AgreementResult, agreementOperation } from "../../src/operations/agreement.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { COUNTRY_GROUPS } from "../../src/vocab/country-group.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { grouped, type Row, rowsOf, sumOf } from "../support/world-rows.ts";

const TODAY = isoDate("2026-01-02");
const RATE = 0.5;
/** Bills as they are meant: nobody in another's place, every value in dollars. */
const NO_NOISE = {
  ...{ forwarderAsShipper: 0, noValue: 0, masters: 0, nameVariants: 0, nameErrors: 0 },
  ...{ otherCurrency: 0, weightOutliers: 0, forwarderNamed: 0 },
};
const MEMBERS: ReadonlySet<string> = new Set([...COUNTRY_GROUPS.USMCA, ...COUNTRY_GROUPS.EU27, "JP", "KR"]);

let base: string;
let context: Context;
let parties: ReadonlyMap<string, Row>;
let stakes: readonly Row[];
/** What went into members from elsewhere in the last year, with the truth of who sent it. */
let imports: readonly (Row & { readonly seller: string; readonly hs6: string })[];

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-agreement-"));
  const world = join(base, "world");
  const book = await readBook();
  await makeWorld({ shipments: 6_000, seed: 11, out: world, book, noise: NO_NOISE });
  const store = await Store.create(join(base, "store"));
  for (const file of ["shipments.csv", "truth/parties.csv", "truth/stakes.csv"]) {
    await importFile(store, book, { file: join(world, file), importedOn: TODAY });
  }
  context = createContext({ store: join(base, "store"), today: TODAY });
  parties = new Map((await rowsOf(world, "truth/parties.csv")).map((row) => [row.party_id ?? "", row]));
  stakes = await rowsOf(world, "truth/stakes.csv");
  const truth = new Map((await rowsOf(world, "truth/bills.csv")).map((row) => [row.bill, row]));
  imports = (await rowsOf(world, "shipments.csv"))
    .filter(({ import_country = "", origin, arrived_on = "" }) => {
      return MEMBERS.has(import_country) && origin !== import_country && arrived_on.startsWith("2024");
    })
    .map((bill) => {
      const { true_shipper = "", hs6 = "", usd = "" } = truth.get(bill.bill) ?? {};
      return { ...bill, seller: true_shipper, hs6, usd };
    });
}, 300_000);
afterAll(async () => {
  context?.close();
  await rm(base, { recursive: true, force: true });
});

/** One half or more, of equity or of votes, with China or with those of whom it has that. */
function isControlled(party: string, above: readonly string[] = []): boolean {
  if (above.includes(party)) return false;
  return ["equity", "vote"].some((interest) => {
    const held = stakes.filter((stake) => {
      if (stake.held_id !== party || stake.interest !== interest || (stake.valid_from ?? "") > TODAY) return false;
      return stake.holder_country === "CN" || isControlled(stake.holder_id ?? "", [...above, party]);
    });
    return sumOf(held, ({ share }) => Number(share)) >= 0.5;
  });
}

/** Under the rule, or a plant abroad of a firm that is Chinese itself. */
const isHit = ({ seller, origin }: { readonly seller: string; readonly origin?: string }): boolean =>
  isControlled(seller) || (parties.get(seller)?.country === "CN" && origin !== "CN");

async function asked(products: readonly string[], rules: object, compare: readonly object[] = []) {
  const agreement = {
    title: "Made",
    members: { bloc: ["USMCA", "EU27"], processing: ["JP", "KR"] },
    nodes: products.map((product) => ({ product })),
    rules,
  };
  const { result, coverage } = await ask(agreementOperation, context, { agreement, compare, top: 1000 });
  expect(coverage.made).toBe(true);
  return result as AgreementResult;
}

const tariff = { facility_tariff: { rule: "facility-tariff", rate: RATE } };

test("the tariff by owner hits what planted firms under Chinese control sent into members, bill by bill, and nothing else", async () => {
  const products = [...new Set(imports.filter(isHit).map(({ hs6 }) => hs6))].sort();
  expect(products.length).toBeGreaterThan(3);
  const abroad = imports.filter((bill) => isHit(bill) && bill.origin !== "CN");
  expect(abroad.filter(({ origin = "" }) => MEMBERS.has(origin)).length).toBeGreaterThan(5);
  const { nodes } = await asked(products, tariff);
  for (const { product, bills } of nodes) {
    const expected = grouped(
      imports.filter((bill) => bill.hs6 === product.code && isHit(bill)),
      ({ seller, origin }) => {
        const { name = "", country = "" } = parties.get(seller) ?? {};
        return `${partyId(name, country)} ${origin}`;
      },
    );
    const found = grouped(bills?.owners?.hits ?? [], ({ party, origin }) => `${party.key} ${origin.key}`);
    expect([...found.keys()].sort(), product.code).toEqual([...expected.keys()].sort());
    for (const [key, hits] of found) {
      const usd = sumOf(expected.get(key) ?? [], (bill) => Number(bill.usd));
      expect(sumOf(hits, (hit) => Number(hit.usd))).toBeCloseTo(usd, 1);
      expect(sumOf(hits, ({ owed }) => Number(owed))).toBeCloseTo(usd * RATE, 1);
      for (const { origin, inside, verdict } of hits)
        expect([inside, verdict]).toEqual([MEMBERS.has(origin.key), "yes"]);
    }
    expect(bills?.owners?.open).toEqual([]);
    const all = sumOf(
      imports.filter(({ hs6 }) => hs6 === product.code),
      ({ usd }) => Number(usd),
    );
    expect(Number(bills?.owners?.usd)).toBeCloseTo(all, 0);
  }
});

test("without it nothing owes it; an origin that is left out does not; and the two stand side by side", async () => {
  const [product = ""] =
    [...grouped(imports.filter(isHit), ({ hs6 }) => hs6)].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  const without = { title: "Without", members: { bloc: [...MEMBERS] }, nodes: [{ product }] };
  const { nodes, figures, compare } = await asked([product], tariff, [without]);
  const owed =
    sumOf(
      imports.filter((bill) => bill.hs6 === product && isHit(bill)),
      ({ usd }) => Number(usd),
    ) * RATE;
  expect(Number(figures.find(({ key }) => key.endsWith(" owners"))?.value)).toBeCloseTo(owed, 1);
  expect(nodes[0]?.bills?.owners?.hits.length).toBeGreaterThan(0);
  expect(compare[0]?.figures.some(({ key }) => key.endsWith(" owners"))).toBe(false);
  expect((await asked([product], {})).nodes[0]?.bills?.owners).toBeNull();
  const abroad = await asked([product], { facility_tariff: { ...tariff.facility_tariff, except: ["CN"] } });
  expect(abroad.nodes[0]?.bills?.owners?.hits.map(({ origin }) => origin.key)).not.toContain("CN");
});
