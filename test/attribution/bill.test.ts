import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { headwater } from "../cli/headwater.ts";
import { attribution, demoStore, userFile } from "./demo-store.ts";

let store: { readonly folder: string; remove(): void };

beforeAll(async () => {
  store = await demoStore();
});
afterAll(() => store.remove());

const bill = (...rows: string[]): string => userFile("bill.csv", `${rows.join("\n")}\n`);
const asked = (...flags: string[]) => attribution(store.folder, "--to", "US", "--inputs", "same", ...flags);

describe("a bill of materials", () => {
  test("of two codes is the mix of their two answers, by the value of each", async () => {
    const file = bill("code,quantity,unit,unit_price", "8505.11,2,kg,30", "7502.10,3,piece,13.333333333333334");
    const { result } = await asked("--bom", file, "--top", "300");
    expect(result.root.products.map(({ code, weight }) => [code, Number(weight)])).toEqual([
      ["850511", 0.6],
      ["750210", 0.4],
    ]);
    expect(Number(result.root.usd)).toBeCloseTo(100, 9);
    const [magnets, nickel] = await Promise.all(
      ["850511", "750210"].map((code) => asked("--product", code, "--top", "300")),
    );
    const shareIn = (answer: typeof magnets, key: string): number =>
      Number(answer?.result.by.find((line) => line.key === key)?.share ?? 0);
    for (const { key, share } of result.by) {
      expect(Number(share)).toBeCloseTo(0.6 * shareIn(magnets, key) + 0.4 * shareIn(nickel, key), 9);
    }
  });

  test("without prices takes the unit values of what the buyer imports, and says so", async () => {
    const { result, warnings } = await asked("--bom", bill("code,quantity,unit", "850511,1000,g", "750210,2,kg"));
    expect(warnings.join(" ")).toContain("Prices of HS 8505.11, 7502.10 are unit values of the data");
    const prices = await Promise.all(
      ["850511", "750210"].map(async (code) => {
        const { out } = await headwater([
          "suppliers",
          "--product",
          code,
          "--to",
          "US",
          "--json",
          "--store",
          store.folder,
        ]);
        return Number(JSON.parse(out).result.total.unitValue);
      }),
    );
    const [magnet = 0, nickel = 0] = prices;
    expect(Number(result.root.usd)).toBeCloseTo(magnet + 2 * nickel, 0);
    expect(Number(result.root.products[0]?.weight)).toBeCloseTo(magnet / (magnet + 2 * nickel), 3);
  });

  test("of shares has no value of its own, and a code that nobody sells is untraced", async () => {
    const { result } = await asked("--bom", bill("code,share", "850511,0.25", "850760,0.75"));
    expect(result.root.usd).toBeNull();
    expect(result.by[0]?.usd).toBeNull();
    expect(Number(result.untraced.share)).toBeCloseTo(0.75, 12);
    expect(result.untraced.by[0]).toMatchObject({ key: "850760" });
  });

  test.each([
    [
      ["code,quantity,unit", "850511,1,kg", "750210,4,piece"],
      "Line 3 of the bill of materials (HS 7502.10) has no unit_price",
    ],
    [
      ["code,quantity,unit", "850511,1,kg", "850760,4,kg"],
      "Line 3 of the bill of materials (HS 8507.60) has no unit_price, and the data hold no row",
    ],
    [["code,share", "850511,0.25", "750210,0.25"], "add up to 0.5, not to 1"],
    [["code,share,quantity", "850511,1,", "750210,,3"], "Line 3 of the bill of materials (HS 7502.10) has no share"],
    [["code,quantity", "850511,-1"], "not above zero"],
    [["code,amount", "850511,1"], "amount"],
  ])("%j is refused", async (rows, says) => {
    const { code, err } = await headwater([
      ...["trace", "--to", "US", "--method", "attribution", "--bom", bill(...rows), "--store", store.folder],
    ]);
    expect(code).toBe(2);
    expect(err.replace(/\s+/g, " ")).toContain(says);
  });

  test("cannot be given beside a product, nor to a reach", async () => {
    const file = bill("code,share", "850511,1");
    const both = ["trace", "--product", "850511", "--to", "US", "--bom", file, "--store", store.folder];
    expect((await headwater([...both, "--method", "attribution"])).err).toContain("a product and a bill");
    expect((await headwater(both)).err).toContain('"bom" is for the method of attribution');
  });
});
