import { useSignal } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { chartCaption } from "../../src/charts/chart-caption.ts";
import type { FlowMap, FlowMapInput, WorldAtlas } from "../../src/charts/flow-map.ts";
import { flowMapSvg } from "../../src/charts/flow-map-svg.ts";
import { sourceWords } from "../../src/render/views/trade-words.ts";
import { COUNTRIES } from "../../src/vocab/country.ts";
import type { ChainResult, Measure } from "../state/chain-answer.ts";
import { type ChainPlace, changeChain } from "../state/chain-question.ts";
import { linksTable } from "./chain-tables.ts";
import { chainTitle } from "./chain-words.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { ChoiceField } from "./fields.tsx";
import { writeDrawn } from "./measure.ts";
import { WorldMap } from "./world-map.tsx";

/** What drawing a map takes; loaded when the first map is shown. */
interface Maps {
  readonly atlas: WorldAtlas;
  readonly flowMap: typeof import("../../src/charts/flow-map.ts").flowMap;
}

let loaded: Promise<Maps> | undefined;

function loadMaps(): Promise<Maps> {
  loaded ??= Promise.all([import("world-atlas/countries-110m.json"), import("../../src/charts/flow-map.ts")]).then(
    ([atlas, { flowMap }]) => ({ atlas: atlas.default as unknown as WorldAtlas, flowMap }),
  );
  return loaded;
}

export function useMaps(): Maps | null {
  const maps = useSignal<Maps | null>(null);
  useEffect(() => {
    loadMaps().then(
      (found) => {
        maps.value = found;
      },
      () => {
        loaded = undefined;
      },
    );
  }, []);
  return maps.value;
}

const WIDTH = 1040;
const HEIGHT = 520;

/** Links of a tier as flows between countries, and what each country sold (going down, bought) as its shade. */
function inputOf(chain: ChainResult, tier: number, measure: Measure, atlas: WorldAtlas): FlowMapInput {
  const country = new Map(chain.nodes.map((node) => [node.id, node.country]));
  const flows = new Map<string, { from: string; to: string; value: number }>();
  for (const link of chain.links) {
    const [from, to] = [country.get(link.source), country.get(link.target)];
    if (from == null || to == null || (tier !== 0 && link.tier !== tier)) continue;
    const flow = flows.get(`${from} ${to}`) ?? { from, to, value: 0 };
    flow.value += Number(link[measure]);
    flows.set(`${from} ${to}`, flow);
  }
  const shading = new Map<string, number>();
  for (const node of chain.nodes) {
    if (node.country === null || node.tier === 0 || (tier !== 0 && node.tier !== tier)) continue;
    shading.set(node.country, (shading.get(node.country) ?? 0) + Number(node[measure]));
  }
  return {
    atlas,
    places: COUNTRIES.map(({ code, numeric, name }) => ({ key: code, numeric, label: name })),
    flows: [...flows.values()],
    shading,
  };
}

function captionOf(chain: ChainResult, map: FlowMap, tier: number, write: (value: number) => string): string {
  const [largest] = map.arcs;
  const name = (key: string) => map.points.find((point) => point.key === key)?.label ?? key;
  const where = tier === 0 ? "over all tiers" : `at tier ${tier}`;
  if (largest === undefined) return `No flow between two countries ${where} can be drawn.`;
  const pooled = chain.nodes.some((node) => node.key === null && (tier === 0 || node.tier === tier));
  return chartCaption(
    `The largest flow ${where} is from ${name(largest.from)} to ${name(largest.to)}: ${write(largest.value)}`,
    [
      `Drawn: ${map.shownText}`,
      ...(pooled ? ["Who is pooled as “others” has no place on the map; show more a tier to see them"] : []),
    ],
  );
}

/** The flows of a tier on an equal-area map, beside the same picture as a table. */
export function MapFigure({ chain, values }: { readonly chain: ChainResult; readonly values: ChainPlace }) {
  const maps = useMaps();
  const { measure, tier } = values;
  const write = useMemo(() => writeDrawn(measure), [measure]);
  const map = useMemo(
    () =>
      maps === null ? null : maps.flowMap(inputOf(chain, tier, measure, maps.atlas), { width: WIDTH, height: HEIGHT }),
    [maps, chain, tier, measure],
  );
  const tiers = chain.tiers.map((each) => String(each.tier));
  if (map === null) return <p role="status">Unfolding the map …</p>;
  const caption = captionOf(chain, map, tier, write);
  const title = `Map: ${chainTitle(chain)}`;
  const shading = chain.direction === "up" ? "shaded by what was sold" : "shaded by what was bought";
  return (
    <ChartFigure
      name={`map-${chain.root.product}`}
      title={title}
      caption={caption}
      table={linksTable(chain)}
      svg={() => {
        const text = { title, description: caption, source: `Source: ${sourceWords(chain.dataset)}` };
        return flowMapSvg(map, text, { value: write, shading, ...(tier === 0 ? {} : { tier }) });
      }}
    >
      <ChoiceField
        label="Tier on the map"
        value={String(tier)}
        choices={[...tiers.map((each) => [each, `Tier ${each}`] as const), ["0", "All tiers"] as const]}
        onChange={(chosen) => changeChain({ tier: Number(chosen) })}
      />
      <WorldMap map={map} label={caption} tier={tier} write={write} shading={shading} />
    </ChartFigure>
  );
}
