import { decimal, format, minus } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { AgreementFigure, AgreementResult, NodeResult } from "./agreement-result.ts";

/** The figures by which agreements, and one with and without a further member, are compared. */
export function figuresOf(nodes: readonly NodeResult[]): AgreementFigure[] {
  return nodes.flatMap((node) => {
    const code = formatHs(node.product.code);
    const figure = (key: string, name: string, unit: string, value: string | null | undefined): AgreementFigure => ({
      ...{ key: `${code} ${key}`, name: `${name}, HS ${code}`, unit, value: value ?? null },
    });
    const [first, last] = [node.years[0], node.years.at(-1)];
    const ends = first === undefined || last === undefined ? [] : first === last ? [first] : [first, last];
    const prices = node.reference?.years ?? [];
    const priced = prices.length > 1 ? [prices[0], prices.at(-1)] : prices;
    return [
      ...(node.trade === null ? [] : [figure("outside", "bought outside, of imports", "share", node.trade.share)]),
      ...ends.flatMap(({ year, covers }) => [
        figure(`covers ${year}`, `demand ${year} covered by what runs`, "share", covers?.operational),
        figure(`would cover ${year}`, `covered with what is built and planned by ${year}`, "share", covers?.planned),
      ]),
      ...priced.flatMap((each) => {
        if (each === undefined) return [];
        const when = each.year === null ? "" : ` ${each.year}`;
        const unit = `${node.reference?.currency}/${node.reference?.unit}`;
        return [
          figure(`reference${when}`, `reference price${when}`, unit, each.central),
          figure(`unmet${when}`, `demand${when} that no priced plant meets`, node.reference?.unit ?? "t", each.unmet),
        ];
      }),
      ...(node.levy === null ? [] : [figure("levy", "levy to the floor", "USD", node.levy.owed)]),
      ...(node.bills?.owners == null ? [] : [figure("owners", "tariff by owner", "USD", node.bills.owners.owed)]),
      ...(node.bills?.banned == null
        ? []
        : [figure("banned", "bought of listed parties", "USD", node.bills.banned.usd)]),
      ...(node.kept === null ? [] : [figure("kept", "no longer sold outside", "USD", node.kept.usd)]),
      ...node.leakage.map(({ by, outside }) =>
        figure(`leakage ${by}`, `of members' sales, outside by ${by}`, "share", outside.share),
      ),
    ];
  });
}

type Difference = AgreementResult["candidates"][number]["figures"][number];

/** Every figure of one answer beside that of another; where one of them has none there is no difference. */
export function differences(
  base: readonly AgreementFigure[],
  other: readonly AgreementFigure[],
): readonly Difference[] {
  const known = new Map(base.map((figure) => [figure.key, figure.value]));
  return other.map((figure) => {
    const before = known.get(figure.key) ?? null;
    const difference =
      before === null || figure.value === null ? null : format(minus(decimal(figure.value), decimal(before)));
    return { ...figure, difference };
  });
}

/** Those that are not what they were. */
export function changes(base: readonly AgreementFigure[], other: readonly AgreementFigure[]): readonly Difference[] {
  const known = new Map(base.map((figure) => [figure.key, figure.value]));
  return differences(base, other).filter(({ key, value, difference }) => {
    return difference === null ? (known.get(key) ?? null) !== value : Number(difference) !== 0;
  });
}
