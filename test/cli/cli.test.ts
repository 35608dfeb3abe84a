import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { COMMANDS } from "../../src/cli/program.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { traceOperation } from "../../src/operations/trace.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { fixtureStore } from "./fixture-store.ts";
import { headwater } from "./headwater.ts";

let store: string;
let both: string;
const trace = ["trace", "--product", "8505.11", "--to", "US"];

beforeAll(async () => {
  store = await fixtureStore();
  both = await fixtureStore({ shipments: true });
});

describe("an answer", () => {
  test("is the same envelope from the library and from --json", async () => {
    const context = createContext({ store, today: isoDate("2026-11-21") });
    const answer = await ask(traceOperation, context, { product: "850511", to: "USA" }, { explain: true });
    context.close();
    const { out, code } = await headwater([...trace, "--explain", "--json", "--store", store]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(answer)));
    expect(traceOperation.output.safeParse(answer.result).success).toBe(true);
  });

  test("counts each tier to the cent, and its shares sum to one", async () => {
    const { out } = await headwater([...trace, "--json", "--store", store]);
    const { tiers } = JSON.parse(out).result;
    expect(tiers.map(({ tier, rows, usd, kg }: Record<string, unknown>) => [tier, rows, usd, kg])).toEqual([
      [1, 3, "1000.00", "39.000"],
      [2, 5, "1350.00", "30.500"],
      [3, 1, "90.00", "9.000"],
    ]);
    for (const { by } of tiers) {
      const units = by.map(({ share }: { share: string }) => BigInt((Number(share) * 1e12).toFixed(0)));
      expect(units.reduce((sum: bigint, unit: bigint) => sum + unit, 0n)).toBe(10n ** 12n);
    }
  });

  test("names the command that asks it again, and that command gives it again", async () => {
    const first = JSON.parse(
      (await headwater([...trace, "--by", "region", "--explain", "--json", "--store", store])).out,
    );
    const words = String(first.explanation.command).split(" ").slice(1);
    expect(words).toContain("--vintage");
    const again = JSON.parse((await headwater([...words, "--json", "--store", store])).out);
    expect(again.result).toEqual(first.result);
    expect(again.input).toEqual(first.input);
  });

  test("warns when the window reaches outside the data", async () => {
    const { out } = await headwater([...trace, "--since", "2019-01-01", "--json", "--store", store]);
    expect(JSON.parse(out).warnings[0]).toContain("nothing is known before 2024-01-01");
    const outside = await headwater([...trace, "--since", "2030-01-01", "--json", "--store", store]);
    expect(outside.code).toBe(0);
    expect(JSON.parse(outside.out).warnings[0]).toContain("lies outside the data");
    expect(JSON.parse(outside.out).result.tiers[0].rows).toBe(0);
  });

  test("says on which inputs of the map the data are silent", async () => {
    const { result } = JSON.parse((await headwater([...trace, "--depth", "2", "--json", "--store", store])).out);
    const codes = (list: { code: string }[]) => list.map(({ code }) => code);
    expect(codes(result.inputsHeld)).toContain("280530");
    expect(codes(result.inputsNotHeld)).toContain("720610");
    expect(codes(result.inputsNotHeld)).not.toContain("280530");
  });
});

describe("a filter of the trace", () => {
  const usdOfTiers = async (...flags: string[]): Promise<string[]> => {
    const { out, err } = await headwater([...trace, ...flags, "--json", "--store", store]);
    expect(err).toBe("");
    return JSON.parse(out).result.tiers.map(({ usd }: { usd: string }) => usd);
  };

  test.each([
    [["--depth", "1"], ["1000.00"]],
    [["--inputs", "none"], ["1000.00"]],
    [
      ["--inputs", "same"],
      ["1000.00", "50.00"],
    ],
    [
      ["--origin", "CN"],
      ["700.00", "1000.00", "90.00"],
    ],
    [
      ["--component", "280530"],
      ["1000.00", "1300.00"],
    ],
    [
      ["--component", "280530,284690"],
      ["1000.00", "1300.00", "90.00"],
    ],
    [
      ["--tier-origin", "2:MM"],
      ["1000.00", "600.00"],
    ],
    [
      ["--tier-origin", "1:CN,JP", "--tier-origin", "2:VN"],
      ["900.00", "400.00", "90.00"],
    ],
    [
      ["--min-share", "0.25"],
      ["1000.00", "1000.00", "90.00"],
    ],
    [["--until", "2024-01-01"], ["0.00"]],
  ])("%j gives tiers of %j", async (flags, expected) => {
    expect(await usdOfTiers(...flags)).toEqual(expected);
  });

  test("takes a party by its id or its exact name, in any case", async () => {
    const args = ["trace", "--product", "850511", "--data", "shipments", "--json", "--store", both];
    for (const party of ["p-acme", "Acme Motors", "ACME MOTORS"]) {
      const { out } = await headwater([...args, "--party", party]);
      expect(JSON.parse(out).result).toMatchObject({
        root: { party: { key: "p-acme" } },
        tiers: [{ usd: "250.00" }, {}],
      });
    }
  });

  test("divides by region, party, product and port as it does by origin", async () => {
    for (const by of ["region", "party", "product", "port"]) {
      const { out } = await headwater([...trace, "--by", by, "--json", "--store", store]);
      const [first] = JSON.parse(out).result.tiers;
      const cents = first.by.map(({ usd }: { usd: string }) => Math.round(Number(usd) * 100));
      expect([by, cents.reduce((sum: number, each: number) => sum + each, 0)]).toEqual([by, 100_000]);
    }
  });
});

describe("a dataset", () => {
  test("is never guessed: made and real rows of the same product are an error that lists both", async () => {
    const { code, err, out } = await headwater([...trace, "--store", both]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain("--data flows --source fixture-flows");
    expect(err).toContain("--data shipments --source fixture-bills (4 rows of the product, MADE WORLD)");
  });

  test("is found again where the kept index of datasets is damaged or gone", async () => {
    const folder = await fixtureStore();
    const args = [...trace, "--json", "--store", folder];
    const first = await headwater(args);
    const snapshots = join(folder, "snapshots");
    const index = readdirSync(snapshots).find((name) => name.startsWith("datasets-")) ?? "";
    for (const content of ["", "{}", '{"format":1,"key":"another","index":{}}', "not json"]) {
      writeFileSync(join(snapshots, index), content);
      expect(await headwater(args)).toEqual(first);
    }
    rmSync(snapshots, { recursive: true });
    expect(await headwater(args)).toEqual(first);
  });

  test("that is made says so in every format", async () => {
    const args = [...trace, "--data", "shipments", "--store", both];
    const text = await headwater(args);
    expect(text.out).toMatch(/^MADE WORLD/);
    expect((await headwater([...args, "--md"])).out).toMatch(/^> \*\*MADE WORLD/);
    expect((await headwater([...args, "--csv"])).out.split("\r\n")[1]).toMatch(/,true$/);
    const json = JSON.parse((await headwater([...args, "--json"])).out);
    expect([json.coverage.made, json.result.dataset.made]).toEqual([true, true]);
  });

  test("of shipments counts house bills, not the master above them", async () => {
    const args = [...trace, "--data", "shipments", "--json", "--store", both];
    const { result } = JSON.parse((await headwater(args)).out);
    expect(result.tiers[0]).toMatchObject({ rows: 3, usd: "250.00", parties: 2 });
    expect(result.dataset.mastersNotCounted).toBe(1);
  });
});

describe("names from the data", () => {
  test("cannot carry escape sequences or line breaks into a terminal", async () => {
    const { out } = await headwater([...trace, "--data", "shipments", "--by", "party", "--store", both]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not be there.
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(out).toContain("Evil Magnets Ltd");
  });

  test("that look like a formula are text in CSV and in XLSX", async () => {
    const args = ["suppliers", "--product", "850511", "--to", "US", "--data", "shipments", "--store", both];
    const { out } = await headwater([...args, "--csv"]);
    expect(out).toContain(`"'=HYPERLINK(""http://example.org"";""Click"")"`);
    const file = join(mkdtempSync(join(tmpdir(), "headwater-xlsx-")), "answer.xlsx");
    expect((await headwater([...args, "--xlsx", file])).code).toBe(0);
    const { readSheet } = await import("read-excel-file/node");
    const cells = (await readSheet(readFileSync(file))).flat();
    expect(cells).toContain('=HYPERLINK("http://example.org";"Click")');
  });
});

describe("an error", () => {
  test.each([
    [2, ["trace", "--product", "magnets", "--to", "US"], "is not an HS code"],
    [2, ["trace", "--product", "850511", "--to", "Chima"], "China (CN)"],
    [2, ["trace", "--product", "850511"], "A trace up needs the country that buys"],
    [2, ["trace", "--to", "US"], "Add --product HS"],
    [2, ["trace", "--product", "850511", "--to", "US", "--depth", "9"], "depth"],
    [2, ["trace", "--product", "850511", "--to", "US", "--depth", "deep"], "--depth"],
    [2, ["trace", "--product", "850511", "--to", "US", "--tier-origin", "CN"], "2:CN,KR"],
    [2, ["trace", "--product", "850511", "--to", "US", "--min-share", "5"], "Write 5 % as 0.05"],
    [2, ["trace", "--product", "850511", "--to", "US", "--json", "--csv"], "--json and --csv"],
    [2, ["trace", "--prodct", "850511"], "Did you mean --product?"],
    [2, ["trcae"], "Did you mean trace?"],
    [2, ["inputs", "--product", "850511", "--by", "moon"], "headwater inputs --help"],
    [3, ["trace", "--product", "850599", "--to", "US"], "8505"],
    [3, ["trace", "--product", "381230", "--to", "US", "--source", "nowhere"], "--source fixture-flows"],
    [3, ["trace", "--product", "850760", "--to", "US"], "No dataset"],
    [3, ["trace", "--product", "850511", "--party", "Nobody at all"], "Names must match exactly"],
    [3, ["rejects", "--import", "none"], "headwater status"],
    [3, ["status", "--vintage", "99"], "holds no vintage"],
  ])("exits with %i for %j and says how to mend it", async (expected, args, hint) => {
    const { code, err, out } = await headwater([...args, "--store", store]);
    expect(err).toContain(hint);
    expect([code, out]).toEqual([expected, ""]);
    expect(err).toMatch(/^headwater: /);
  });

  test("exits with 4 where there is no store", async () => {
    const { code, err } = await headwater(["status", "--store", join(tmpdir(), "no-such-store-at-all")]);
    expect([code, err.startsWith("headwater: ")]).toEqual([4, true]);
  });
});

describe("bringing data in", () => {
  test("drafts a mapping as a plain file, and imports nothing", async () => {
    const folder = mkdtempSync(join(tmpdir(), "headwater-suggest-"));
    const file = join(folder, "bills.csv");
    writeFileSync(file, "Shipper Name,Consignee,HTS,Arrival Date,Gross Weight\nA Ltd,B Inc,8505.11.00,2024-02-03,12\n");
    const { code, out, err } = await headwater(["import", file, "--suggest", "--store", join(folder, "store")]);
    expect([code, err]).toEqual([0, ""]);
    expect(parse(out)).toMatchObject({ as: "shipments", columns: { shipper_name: { from: "Shipper Name" } } });
    expect(existsSync(join(folder, "store"))).toBe(false);
  });

  test("refuses a file that is not there, and leaves the store at its vintage", async () => {
    const folder = await fixtureStore();
    const { code, err } = await headwater(["import", "no-such-file.csv", "--store", folder]);
    expect([code, err.includes("no-such-file.csv")]).toEqual([2, true]);
    expect(JSON.parse((await headwater(["status", "--json", "--store", folder])).out).result.vintage).toBe(1);
  });

  test("makes no store for a file that is not there, and brings in none of the files beside it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "headwater-missing-"));
    const file = join(folder, "flows.csv");
    writeFileSync(file, "t,i,j,k,v,q\n2024,156,842,850511,1.0,2.0\n");
    const target = join(folder, "store");
    const { code, err } = await headwater(["import", file, join(folder, "no-such-file.csv"), "--store", target]);
    expect([code, err.includes("no-such-file.csv")]).toEqual([2, true]);
    expect(existsSync(target)).toBe(false);
  });

  test("takes an import out again, and an older vintage still answers with it", async () => {
    const folder = await fixtureStore();
    expect((await headwater(["undo", "import-flows", "--store", folder])).code).toBe(0);
    const args = ["trace", "--product", "850511", "--to", "US", "--store", folder];
    const now = await headwater(args);
    expect([now.code, now.err.includes("holds no trade data")]).toEqual([3, true]);
    const before = await headwater([...args, "--vintage", "1", "--json"]);
    expect(JSON.parse(before.out).result.tiers[0].usd).toBe("1000.00");
    const scenario = join(folder, "scenario.json");
    writeFileSync(scenario, JSON.stringify({ title: "As it was", baseline: { vintage: 1 } }));
    const under = [...args, "--scenario", scenario];
    expect(JSON.parse((await headwater([...under, "--json"])).out).vintage.store).toBe(1);
    expect((await headwater([...under, "--vintage", "2"])).err).toContain("holds no trade data");
  });
});

describe("the command line", () => {
  test("alone says what there is and what to try first", async () => {
    const { code, out } = await headwater([]);
    expect(code).toBe(0);
    for (const { name } of COMMANDS) expect(out).toContain(name);
    expect(out).toContain("headwater demo");
  });

  test.each(COMMANDS.map(({ name }) => name))("%s --help says what it answers and shows its flags", async (name) => {
    const { code, out } = await headwater([name, "--help"]);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: headwater ${name}`);
  });

  test.each(["bash", "zsh", "fish"])("completes every command and flag in %s", async (shell) => {
    const { out } = await headwater(["completion", shell]);
    for (const { name } of COMMANDS) expect(out).toContain(name);
    expect(out).toContain(shell === "fish" ? "-l tier-origin" : "--tier-origin");
  });

  test("takes the store from the environment where no flag names one", async () => {
    const { out } = await headwater(["status", "--json"], { HEADWATER_STORE: store });
    expect(JSON.parse(out).result.imports).toHaveLength(1);
  });

  test("colours and fits its text to a terminal, and only there", async () => {
    const args = [...trace, "--store", store];
    const onTerminal = await headwater(args, {}, { columns: 80 });
    expect(onTerminal.out).toContain("\u001b[1m");
    const plain = await headwater(args, { NO_COLOR: "1" }, { columns: 80 });
    expect(plain.out).not.toContain("\u001b");
    expect(Math.max(...plain.out.split("\n").map((line) => [...line].length))).toBeLessThanOrEqual(80);
    expect((await headwater(args)).out).not.toContain("\u001b");
  });

  test("explains a command also by help COMMAND", async () => {
    const [first, second] = [await headwater(["help", "trace"]), await headwater(["trace", "--help"])];
    expect(first).toEqual(second);
  });

  test("draws the chart of a trace as SVG", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "headwater-svg-")), "tiers.svg");
    const { code, err } = await headwater([...trace, "--svg", file, "--store", store]);
    expect([code, err]).toEqual([0, `Wrote ${file}.\n`]);
    expect(readFileSync(file, "utf8")).toMatch(/^<svg [^>]*lang="en"/);
  });
});
