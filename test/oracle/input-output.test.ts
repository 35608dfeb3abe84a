import { describe, expect, test } from "vitest";
import { sharesOf } from "../../src/market/concentration.ts";
import { attribute } from "../../src/network/attribution/attribute.ts";
import type { Production } from "../../src/network/attribution/attribution-question.ts";
import { type Chain, chainOf } from "../../src/network/attribution/chain.ts";
import { strongComponents } from "../../src/network/attribution/strong-components.ts";
import { chainVisits } from "../../src/network/attribution/visits.ts";
import type { Network } from "../../src/network/network.ts";
import { decimal } from "../../src/vocab/decimal.ts";
import { networkOf } from "../support/network-of.ts";

/** Column j of the inverse of (I - A): what all sectors make for one unit of final demand for j. */
function requirements(coefficients: readonly (readonly number[])[], j: number): number[] {
  const sectors = coefficients.length;
  const chain: Chain = chainOf(
    sectors,
    coefficients.flatMap((row, i) => row.map((weight, to) => ({ from: to, to: i, weight }))),
  );
  const demand = new Float64Array(sectors);
  demand[j] = 1;
  return [...chainVisits(chain, strongComponents(chain), demand).visits];
}

/**
 * The two-sector example of Miller and Blair, Input-Output Analysis (2nd ed., 2009), section 2.3: transactions
 * 150, 500 / 200, 100, outputs 1000 and 2000, and new final demands of 600 and 1500.
 */
describe("the two-sector table of Miller and Blair", () => {
  const transactions = [
    [150, 500],
    [200, 100],
  ];
  const output = [1000, 2000];
  const coefficients = transactions.map((row) => row.map((z, j) => z / (output[j] as number)));

  test("has the inverse as printed", () => {
    const columns = [0, 1].map((j) => requirements(coefficients, j));
    const inverse = [
      [1.25412541, 0.330033],
      [0.2640264, 1.12211221],
    ];
    for (const i of [0, 1]) {
      for (const j of [0, 1]) expect(columns[j]?.[i] as number).toBeCloseTo(inverse[i]?.[j] as number, 8);
    }
  });

  test("makes 1247.5 and 1841.6 for the new demand, and 374.25 and 460.4 of labour", () => {
    const [first, second] = [0, 1].map((j) => requirements(coefficients, j)) as [number[], number[]];
    const made = [0, 1].map((i) => 600 * (first[i] as number) + 1500 * (second[i] as number));
    expect(made[0]).toBeCloseTo(1247.5, 1);
    expect(made[1]).toBeCloseTo(1841.6, 1);
    expect(0.3 * (made[0] as number)).toBeCloseTo(374.25, 1);
    expect(0.25 * (made[1] as number)).toBeCloseTo(460.4, 1);
  });

  test("uses up the final demand that it started with", () => {
    const [first, second] = [0, 1].map((j) => requirements(coefficients, j)) as [number[], number[]];
    for (const i of [0, 1])
      expect(350 * (first[i] as number) + 1700 * (second[i] as number)).toBeCloseTo(output[i] as number, 8);
  });
});

describe("a table of three countries, as flows", () => {
  const countries = ["CN", "KR", "US"];
  const coefficients = [
    [0.2, 0.3, 0.05],
    [0, 0.1, 0.2],
    [0, 0, 0.3],
  ];
  const output = 1e9;

  /** One good, its purchases as flows with those at home, and what each country adds itself as its production. */
  function table(): { network: Network; production: Production[] } {
    const rows = coefficients.flatMap((row, i) =>
      row.flatMap((share, j) =>
        share === 0
          ? []
          : [
              {
                seller: countries[i] as string,
                buyer: countries[j] as string,
                product: "850760",
                day: 100,
                usd: share * output,
                kg: null,
                origin: countries[i] as string,
                destination: countries[j] as string,
              },
            ],
      ),
    );
    const network = networkOf(rows);
    const production = countries.map((party, j) => ({
      party,
      product: "850760",
      usd: (1 - coefficients.reduce((sum, row) => sum + (row[j] as number), 0)) * output,
      basis: "reported" as const,
    }));
    return { network: { ...network, dataset: { ...network.dataset, table: "flows" } }, production };
  }

  test("gives the value added in what the United States use: .642857, .190476 and .166667", () => {
    const { network, production } = table();
    const goods = [{ party: "US", product: "850760", share: 1 }];
    const found = attribute(network, [], { root: { kind: "basket", goods }, inputs: "same", production });
    const lines = found.by("party");
    expect(lines.map(({ key }) => key)).toEqual(["US", "KR", "CN"]);
    const expected = [0.45 / 0.7, (0.2 / 0.9 / 0.7) * 0.6, 1 / 6];
    lines.forEach(({ share, low, high }, i) => {
      expect(share).toBeCloseTo(expected[i] as number, 9);
      expect(low).toBeCloseTo(share, 9);
      expect(high).toBeCloseTo(share, 9);
    });
    expect(lines.map(({ share }) => share.toFixed(6))).toEqual(["0.642857", "0.190476", "0.166667"]);
    expect(found.untraced).toBe(0);
    expect(found.residual).toBeLessThan(1e-12);
  });

  test("has the gross requirements of the table: .208333 of China behind .05 bought directly", () => {
    const column = requirements(coefficients, 2);
    [0.208333, 0.31746, 1.428571].forEach((gross, i) => {
      expect(column[i] as number).toBeCloseTo(gross, 6);
    });
  });

  test("at face China is 9.0909 % of what the United States buy, and 21.8295 % looked through", () => {
    const shares = (amounts: readonly number[]) => {
      const holdings = amounts.map((amount, i) => ({
        key: countries[i] as string,
        amount: decimal(amount.toFixed(15)),
      }));
      const { parts } = sharesOf(holdings);
      return countries.map((key) => (Number(parts.find((part) => part.key === key)?.share) * 100).toFixed(4));
    };
    const bought = requirements(coefficients, 2).map((gross, i) => gross - (i === 2 ? 1 : 0));
    expect(shares(coefficients.map((row) => row[2] as number))).toEqual(["9.0909", "36.3636", "54.5455"]);
    expect(shares(bought)).toEqual(["21.8295", "33.2640", "44.9064"]);
    expect((bought[0] as number) / 0.05).toBeCloseTo(4.1667, 4);
  });
});
