import { useAsked } from "../state/answers.ts";
import { chainAddress } from "../state/chain-question.ts";
import { addressOf, settings } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { client } from "../state/server.ts";
import type { FlowsResult, SignalsPlace } from "../state/signals-question.ts";
import { watchAddress } from "../state/watch-question.ts";

interface SignalLinksProps {
  readonly values: SignalsPlace;
  readonly measures: FlowsResult["measures"];
}

/** Minerals whose trade is of the product's code, by what the board of minerals says. */
function useMinerals(product: string): readonly string[] {
  const { vintage } = settings();
  const asked = useAsked(`minerals of codes ${vintage ?? "last"}`, (signal) =>
    client.value.minerals({ years: 1, top: 1 }, { ...settings(), signal }),
  );
  const boards = asked.value.value?.result.minerals ?? [];
  return boards.filter(({ trade }) => trade.some(({ code }) => code === product)).map(({ mineral }) => mineral);
}

/** Where else the product, the pair and its measures are shown. */
export function SignalLinks({ values, measures }: SignalLinksProps) {
  const { product, origin, to } = values;
  const minerals = useMinerals(product);
  const programmes = [...new Set(measures.map(({ programme }) => programme))];
  const links: readonly (readonly [string, string])[] = [
    ["Value chain behind it", chainAddress({ product, to })],
    ["Where the source’s goods go", chainAddress({ product, origin, direction: "down", inputs: "none" })],
    ["Market", addressOf("/market", `product=${readable(product)}`)],
    ...minerals.map(
      (mineral) => [`Mineral: ${mineral}`, addressOf("/minerals", `mineral=${readable(mineral)}`)] as const,
    ),
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
