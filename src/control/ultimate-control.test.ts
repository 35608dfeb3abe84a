import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ControlWorld, controlWorld, type StakeSpec } from "../../test/support/control-world.ts";
import { controllingStakes, ultimateControl } from "./ultimate-control.ts";

const ENDS = {
  china: "government of CN",
  korea: "company of KR",
  states: "company of US",
  person: "person of JP",
  ring1: "company of HK",
  ring2: "company of SG",
  ring3: "company of NL",
  firm: "company of ID",
  stranger: "company",
};

const countriesIn = ({ world, at }: ControlWorld, name: string): readonly string[] => {
  const { countries } = ultimateControl(world);
  return (countries[at(name)] as readonly number[]).map((country) => world.countries[country] as string);
};

const countriesOf = (name: string, ...stakes: StakeSpec[]) => countriesIn(controlWorld(ENDS, stakes), name);

describe("The country of ultimate control", () => {
  test("is that of the holder of one half, and the party's own just below", () => {
    expect(countriesOf("firm", ["china", "firm", 50])).toEqual(["CN"]);
    expect(countriesOf("firm", ["china", "firm", 49.99])).toEqual(["ID"]);
    expect(countriesOf("firm", ["china", "firm", "49.9999999999"])).toEqual(["ID"]);
  });

  test("follows a chain of halves and stops where a rung is below", () => {
    const chain = (middle: number): StakeSpec[] => [
      ["china", "ring1", 60],
      ["ring1", "ring2", middle],
      ["ring2", "firm", 50],
    ];
    expect(countriesOf("firm", ...chain(50))).toEqual(["CN"]);
    expect(countriesOf("firm", ...chain(49.9))).toEqual(["SG"]);
  });

  test("adds up holders of one country, those whose own country is another's as well", () => {
    expect(countriesOf("firm", ["china", "firm", 20], ["china", "ring1", 100], ["ring1", "firm", 30])).toEqual(["CN"]);
    expect(countriesOf("firm", ["china", "firm", 20], ["ring1", "firm", 30])).toEqual(["ID"]);
  });

  test("is the party's own where two countries hold one half each", () => {
    expect(countriesOf("firm", ["china", "firm", 50], ["korea", "firm", 50])).toEqual(["ID"]);
    expect(countriesOf("firm", ["china", "firm", 51], ["korea", "firm", 49])).toEqual(["CN"]);
  });

  test("counts votes as it counts equity, and of a country the larger", () => {
    expect(countriesOf("firm", ["china", "firm", 50, "vote"])).toEqual(["CN"]);
    expect(countriesOf("firm", ["china", "firm", 60, "vote"], ["korea", "firm", 90])).toEqual(["KR"]);
    expect(countriesOf("firm", ["china", "firm", 60, "vote"], ["korea", "firm", 60])).toEqual(["ID"]);
    expect(countriesOf("firm", ["china", "firm", 100, "debt"], ["china", "firm", 100, "board"])).toEqual(["ID"]);
  });

  test("leaves governments and persons with their own countries", () => {
    expect(countriesOf("china", ["korea", "china", 100])).toEqual(["CN"]);
    expect(countriesOf("firm", ["person", "firm", 80])).toEqual(["JP"]);
  });

  test("is open where a range reaches across one half, and says which countries it may be", () => {
    expect(countriesOf("firm", ["china", "firm", [40, 60]])).toEqual(["CN", "ID"]);
    expect(countriesOf("firm", ["china", "firm", [40, 49.9]])).toEqual(["ID"]);
    expect(countriesOf("firm", ["china", "firm", [50, 60]])).toEqual(["CN"]);
    expect(countriesOf("firm", ["china", "firm", [0, 100]], ["korea", "firm", [0, 100]])).toEqual(["CN", "KR", "ID"]);
  });

  test("takes no more of a range than what others leave", () => {
    expect(countriesOf("firm", ["china", "firm", [0, 100]], ["korea", "firm", 51])).toEqual(["KR"]);
    expect(countriesOf("firm", ["china", "firm", [0, 100]], ["korea", "firm", 50])).toEqual(["KR", "ID"]);
  });

  test("passes an open country on, without the countries of those between", () => {
    const stakes: StakeSpec[] = [
      ["china", "ring1", [40, 60]],
      ["ring1", "firm", 100],
    ];
    expect(countriesOf("firm", ...stakes)).toEqual(["CN", "HK"]);
  });

  test("is open where two open holders may be one country or two", () => {
    const held: StakeSpec[] = [
      ["china", "ring1", [40, 60]],
      ["china", "ring2", [40, 60]],
      ["ring1", "firm", 40],
      ["ring2", "firm", 40],
    ];
    expect(countriesOf("firm", ...held)).toEqual(["CN", "ID"]);
  });

  test("is unknown where the holder's country is", () => {
    expect(countriesOf("firm", ["stranger", "firm", 100])).toEqual([""]);
    expect(countriesOf("firm", ["stranger", "firm", 30], ["china", "firm", 30])).toEqual(["CN", "ID"]);
    expect(countriesOf("firm", ["stranger", "firm", 30])).toEqual(["ID"]);
  });

  test("goes round a ring from those who hold it from outside", () => {
    const ring: StakeSpec[] = [
      ["ring1", "ring2", 60],
      ["ring2", "ring3", 60],
      ["ring3", "ring1", 30],
      ["ring3", "firm", 100],
    ];
    expect(countriesOf("firm", ...ring, ["china", "ring1", 51])).toEqual(["CN"]);
    expect(countriesOf("firm", ...ring, ["china", "ring1", 30])).toEqual(["HK"]);
  });

  test("leaves the members of a ring that nobody else holds with their own countries", () => {
    const ring: StakeSpec[] = [
      ["ring1", "ring2", 100],
      ["ring2", "ring1", 100],
      ["ring2", "firm", 100],
    ];
    expect(["ring1", "ring2", "firm"].map((name) => countriesOf(name, ...ring))).toEqual([["HK"], ["SG"], ["SG"]]);
  });

  test("lets a stranger's ring be unknown all round", () => {
    const ring: StakeSpec[] = [
      ["stranger", "ring1", 60],
      ["ring2", "ring1", 10],
      ["ring1", "ring2", 100],
    ];
    expect(["ring1", "ring2"].map((name) => countriesOf(name, ...ring))).toEqual([[""], [""]]);
  });

  test("keeps a ring open where what enters it is a range", () => {
    const ring: StakeSpec[] = [
      ["china", "ring1", [40, 60]],
      ["ring2", "ring1", 10],
      ["ring1", "ring2", 100],
    ];
    expect(["ring1", "ring2"].map((name) => countriesOf(name, ...ring))).toEqual([
      ["CN", "HK"],
      ["CN", "HK"],
    ]);
  });

  test("may be the own one of each of a ring that ranges may cut off from outside", () => {
    const ring: StakeSpec[] = [
      ["china", "ring1", [0, 50]],
      ["firm", "ring1", [0, 60]],
      ["ring1", "firm", [50, 100]],
    ];
    expect(countriesOf("firm", ...ring)).toEqual(["CN", "HK", "ID"]);
  });

  test("is the same in whatever order rows come", () => {
    const names = Object.keys(ENDS);
    const name = fc.constantFrom(...names);
    const share = fc.constantFrom(10, 25, 49, 50, 51, 60);
    const stakes = fc.array(fc.tuple(name, name, fc.oneof(share, fc.constant([20, 60] as const))), { maxLength: 14 });
    fc.assert(
      fc.property(stakes, fc.nat(), (rows, turn) => {
        const cut = rows.length === 0 ? 0 : turn % rows.length;
        const turned = [...rows.slice(cut), ...rows.slice(0, cut)].reverse();
        const [one, other] = [controlWorld(ENDS, rows as StakeSpec[]), controlWorld(ENDS, turned as StakeSpec[])];
        for (const each of names) expect(countriesIn(one, each)).toEqual(countriesIn(other, each));
      }),
    );
  });

  test("holds, in a world of ranges, whatever shares they turn out to be", () => {
    const names = Object.keys(ENDS);
    const name = fc.constantFrom(...names);
    const share = fc.constantFrom(0, 10, 25, 40, 50, 60, 100);
    const stakes = fc.array(fc.tuple(name, name, share, share, fc.boolean()), { maxLength: 10 });
    fc.assert(
      fc.property(stakes, (rows) => {
        const held = new Map<string, number>();
        const fits = rows.filter(([, to, a, b, upper], at) => {
          const sum = (held.get(to) ?? 0) + (upper ? Math.max(a, b) : Math.min(a, b));
          const first = rows.findIndex(([by, of]) => by === rows[at]?.[0] && of === to) === at;
          if (sum <= 100 && first) held.set(to, sum);
          return sum <= 100 && first;
        });
        const ranged = fits.map(([by, to, a, b]): StakeSpec => [by, to, [Math.min(a, b), Math.max(a, b)]]);
        const true_ = fits.map(([by, to, a, b, upper]): StakeSpec => [by, to, upper ? Math.max(a, b) : Math.min(a, b)]);
        const [before, after] = [controlWorld(ENDS, ranged), controlWorld(ENDS, true_)];
        for (const each of names) {
          const may = countriesIn(before, each);
          for (const country of countriesIn(after, each)) {
            if (!may.includes("")) expect(may).toContain(country);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe("The stakes behind it", () => {
  test("lead from the end of the chain down to the party, through as few as reach one half", () => {
    const made = controlWorld(ENDS, [
      ["ring1", "firm", 30],
      ["china", "firm", 25],
      ["person", "firm", 45],
      ["china", "ring1", 100],
      ["korea", "ring1", 0],
    ]);
    const { world, at, names } = made;
    const control = ultimateControl(world);
    const { holder, held } = world.graph;
    const path = controllingStakes(world, control, at("firm")).map((edge) => {
      return `${names[holder[edge] as number]} ${names[held[edge] as number]}`;
    });
    expect(path).toEqual(["china ring1", "ring1 firm", "china firm"]);
    expect(controllingStakes(world, control, at("korea"))).toEqual([]);
  });
});
