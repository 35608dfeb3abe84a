import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Context, createContext } from "../../src/operations/core/context.ts";
import { impactUnder } from "../../src/operations/scenario/impact/impact-under.ts";
import { underScenario } from "../../src/operations/scenario/scenario-world.ts";
import { whatIfGround } from "../../src/operations/scenario/whatif/whatif-ask.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { readScenario } from "../../src/scenario/overlay/read-scenario.ts";
import { hs6 } from "../../src/vocab/hs-code.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { smallWorld } from "../support/small-world.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";

const TODAY = isoDate("2026-01-02");
const DAYS = { on: TODAY, known: TODAY };
const STOCKS_IN_WEEKS = [2, 5, 9];
let context: Context;
let planted: readonly Row[];
/** By seller and product: other parties that bills give in its place, a forwarder or a name that is misspelt. */
let inPlaceOf: ReadonlyMap<string, ReadonlySet<string>>;
/** Who truly is somebody; a name that is misspelt on bills is a party of its own, as nothing in them says otherwise. */
let trueIds: ReadonlyMap<string, string>;

beforeAll(async () => {
  const { world, store } = await smallWorld();
  context = createContext({ store, today: TODAY });
  planted = await rowsOf(world, join("truth", "single-source.csv"));
  const parties = await rowsOf(world, join("truth", "parties.csv"));
  trueIds = new Map(
    parties.map(({ party_id = "", name = "", country = "" }) => [party_id, partyId(name, country)] as const),
  );
  inPlaceOf = await standIns(world);
}, 300_000);
afterAll(() => context?.close());

async function standIns(world: string): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const truth = new Map((await rowsOf(world, join("truth", "bills.csv"))).map((row) => [row.bill, row]));
  const found = new Map<string, Set<string>>();
  for (const { bill, shipper_name = "", shipper_country = "" } of await rowsOf(world, "shipments.csv")) {
    const { true_shipper = "", hs6, name_noise, forwarder_as_shipper } = truth.get(bill) as Row;
    if (name_noise === "0" && forwarder_as_shipper === "0") continue;
    const key = `${true_shipper} ${hs6}`;
    found.set(key, (found.get(key) ?? new Set()).add(partyId(shipper_name, shipper_country)));
  }
  return found;
}

test("where a single source is out, its planted buyer is named first, in the week that its stock is used up", async () => {
  expect(planted.length).toBeGreaterThan(2);
  const own = new Set(trueIds.values());
  for (const { buyer, buyer_country, supplier, output_hs6, input_hs6 } of planted) {
    const others = [...(inPlaceOf.get(`${supplier} ${input_hs6}`) ?? [])];
    for (const weeks of STOCKS_IN_WEEKS) {
      const edits = [
        { out: { party: trueIds.get(supplier as string) } },
        ...others.map((seller) => ({ ban: { product: input_hs6, to: buyer_country, seller } })),
        { inventory: { days: 7 * weeks } },
      ];
      const scenario = readScenario({ title: "A single source is out", edits });
      const question = { product: [hs6(input_hs6 as string)], weeks: 40, top: 20, data: "shipments" as const };
      const { asked } = await whatIfGround(context, scenario, question, DAYS);
      const { part, warnings } = await impactUnder(underScenario(context, scenario, TODAY), asked);
      const [first] = part?.hits.filter(({ key }) => own.has(key)) ?? [];
      expect(first).toMatchObject({
        key: trueIds.get(buyer as string),
        product: output_hs6,
        role: "makes",
        tier: 1,
        lacks: { product: input_hs6, stockDays: String(7 * weeks), stockOf: "scenario" },
      });
      expect(Math.abs((first?.hitIn as number) - weeks)).toBeLessThanOrEqual(1);
      expect(warnings).toEqual([]);
    }
  }
});
