import { useAsked } from "../state/answers.ts";
import { chainAddress } from "../state/chain-question.ts";
import { addressOf, settings } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { marketAddress } from "../state/market-question.ts";
import { mineralsAddress } from "../state/minerals-question.ts";
import { client } from "../state/server.ts";
import type { FlowsResult, SignalsPlace } from "../state/signals-question.ts";
import { watchAddress } from "../state/watch-question.ts";

interface SignalLinksProps {
  readonly values: SignalsPlace;
  /** What is known of the direct leg; null until it is. */
  readonly flows: FlowsResult | null;
}

/**
 * Minerals whose trade is of the product's code, by what the board of minerals says. It is asked once the flow is known:
 * questions that are put at the same time slow each other down.
 */
function useMinerals(flows: FlowsResult | null): readonly string[] {
  const { vintage } = settings();
  const product = flows?.product.code;
  const asked = useAsked(product === undefined ? null : `minerals of codes ${vintage ?? "last"}`, (signal) =>
    client.value.minerals({ years: 1, top: 1 }, { ...settings(), signal }),
  );
  const boards = asked.value.value?.result.minerals ?? [];
  return boards.filter(({ trade }) => trade.some(({ code }) => code === product)).map(({ mineral }) => mineral);
}

/** Where else the product, the pair and its measures are shown. */
export function SignalLinks({ values, flows }: SignalLinksProps) {
  const { product, origin, to } = values;
  const minerals = useMinerals(flows);
  const programmes = [...new Set(flows?.measures.map(({ programme }) => programme))];
  const links: readonly (readonly [string, string])[] = [
    ["Value chain behind it", chainAddress({ product, to })],
    ["Where the source’s goods go", chainAddress({ product, origin, direction: "down", inputs: "none" })],
    ...minerals.flatMap((mineral) => [
      [`Mineral: ${mineral}`, mineralsAddress({ mineral })] as const,
      [`Market: ${mineral}`, marketAddress({ product: mineral })] as const,
    ]),
    ["Dates to watch", watchAddress({ product })],
    ...programmes.map((programme) => [`Dates of ${programme}`, watchAddress({ product, programme })] as const),
    [
      "Duties on it",
      addressOf("/ask/measures", `product=${readable(product)}&origin=${readable(origin)}&to=${readable(to)}`),
    ],
  ];
  return (
    <nav aria-label="The same elsewhere">
      <ul class="leads">
        {links.map(([name, href]) => (
          <li key={name}>
            <a href={href}>{name}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
