import { describe, expect, test } from "vitest";
import { format } from "../../vocab/decimal.ts";
import { editWords } from "./edit-words.ts";
import { readScenario } from "./read-scenario.ts";

const one = (edit: Record<string, unknown>) => {
  const [read] = readScenario({ title: "t", edits: [edit] }).edits;
  if (read === undefined) throw new Error("no edit was read");
  return read;
};

describe("a scenario", () => {
  test("may be empty", () => {
    expect(readScenario({ title: "Nothing changes" })).toEqual({ title: "Nothing changes", about: null, edits: [] });
  });

  test("takes codes with or without dots, countries and groups by name, and shares as decimals or per cent", () => {
    const ban = one({ ban: { product: ["3801.10", 25], origin: "China", to: "EU27", share: "40 %" } });
    if (ban.kind !== "ban") throw new Error("not a ban");
    expect(ban.products).toEqual(["380110", "25"]);
    expect(ban.origins).toEqual(["CN"]);
    expect(ban.destinations).toHaveLength(27);
    expect(format(ban.share)).toMatch(/^0\.40*$/);
  });

  test("is said in sentences", () => {
    expect(editWords(one({ ban: { product: "3801.10", origin: "CN", from: "2027-01-01" } }))).toBe(
      "All trade in HS 3801.10 from China stops from 2027-01-01.",
    );
    expect(editWords(one({ ban: { origin: "CN", to: "US", share: 0.4 } }))).toBe(
      "Of the trade from China to the United States, 40 % stops.",
    );
    expect(editWords(one({ out: { party: "Acme", share: 0.25, until: "2027-01-01" } }))).toBe(
      "Acme sells and buys 25 % less until 2027-01-01.",
    );
    expect(editWords(one({ stake: { holder: "A", held: "B", share_min: 0, share_max: 0.2499 } }))).toBe(
      "A holds 0 % to 24.99 % of B (equity).",
    );
    expect(editWords(one({ rate: { measure: "m", rate: "10 %", from: "2027-01-01", producer: "P" } }))).toBe(
      "The measure m asks 10 % of goods made by P from 2027-01-01.",
    );
    expect(editWords(one({ listing: { party: "P", list: "us-1260h" } }))).toBe("P is on the list us-1260h.");
  });

  test.each([
    [{ bann: {} }, /Edit 1 is a “bann”, which is no kind of edit/],
    [{ ban: {}, out: {} }, /Edit 1 has more than one kind: ban, out/],
    [{}, /Edit 1 is empty/],
    [{ ban: { share: 0.5 } }, /Edit 1 \(ban\) cannot be used: it says neither product nor origin/],
    [{ ban: { prodct: "3801.10", origin: "CN" } }, /Edit 1 \(ban\) cannot be used: there is no field “prodct”/],
    [{ ban: { product: "8507.60.0010" } }, /“product”: “8507.60.0010” has more than the six digits/],
    [{ ban: { product: "magnets" } }, /“magnets” is not an HS code/],
    [{ ban: { origin: "Atlantis" } }, /“origin”: .*Atlantis/],
    [{ ban: { origin: "CN", share: 0 } }, /“share”: “0” is not a share/],
    [{ ban: { origin: "CN", share: "140 %" } }, /“share”: “140 %” is not a share/],
    [{ ban: { origin: "CN", from: "2027-01-01", until: "2027-01-01" } }, /it ends on 2027-01-01, not after it begins/],
    [{ out: { party: "P", from: "January" } }, /“from”: “January”/],
    [{ rate: { measure: "m", rate: "lots", from: "2027-01-01" } }, /“rate”: “lots”/],
    [{ rate: { measure: "m", rate: "5 %" } }, /Edit 1 \(rate\) cannot be used: “from”/],
    [{ stake: { holder: "A", held: "B" } }, /it needs either share, or share_min and share_max/],
    [{ stake: { holder: "A", held: "B", share_min: 0.5, share_max: 0.2 } }, /share_min is above share_max/],
    [{ stake: { holder: "A", held: "B", share: 1.01 } }, /“share”: “1.01” is not a share from 0 to 1/],
    [{ measure: { id: "x" } }, /Edit 1 \(measure\) cannot be used: “measure\./],
  ])("refuses %j and names the edit", (edit, message) => {
    expect(() => one(edit)).toThrow(message);
  });

  test("names the edit by its place among many", () => {
    const edits = [{ out: { party: "P" } }, { out: {} }];
    expect(() => readScenario({ title: "t", edits })).toThrow(/Edit 2 \(out\) cannot be used: “party”/);
  });

  test.each([[null], ["x"], [{ edits: [] }], [{ title: "t", edits: "all" }], [{ title: "t", edit: [] }]])(
    "refuses %j, which is no scenario",
    (given) => {
      expect(() => readScenario(given)).toThrow(/The scenario cannot be read/);
    },
  );
});
