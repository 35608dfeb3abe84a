import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { chartCaption } from "../../../src/charts/chart-caption.ts";
import type { FlowMapInput, WorldAtlas } from "../../../src/charts/flow-map.ts";
import { flowMapSvg } from "../../../src/charts/flow-map-svg.ts";
import type { ResourcingResult } from "../../../src/operations/scenario/resourcing/resourcing-result.ts";
import { writeScaled, writeUsd } from "../../../src/render/scale.ts";
import { COUNTRIES, findCountry } from "../../../src/vocab/country.ts";
import { formatHs } from "../../../src/vocab/hs-code.ts";
import { inSentence } from "../../../src/vocab/in-sentence.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { ChoiceField } from "../fields.tsx";
import { useMaps } from "../map-figure.tsx";
import { WorldMap } from "../world-map.tsx";
import {
  isNothing,
  missingTable,
  notChosenTable,
  planTable,
  type SupplierChange,
  supplierChanges,
} from "./plan-tables.ts";

interface PlanFigureProps {
  readonly result: ResourcingResult;
  /** Who is to be cited. */
  readonly source: string;
}

const WIDTH = 1040;
const HEIGHT = 520;
const SIDES = [
  ["after", "The plan under the scenario"],
  ["before", "The plan as it is"],
] as const;
type Side = (typeof SIDES)[number][0];

const tonnes = (value: number | string): string => `${writeScaled(String(value), { power: 0, decimals: 1 })} t`;
const drawn = (value: number): string => tonnes(value.toFixed(3));

function inputOf(atlas: WorldAtlas, changes: readonly SupplierChange[], to: string, side: Side): FlowMapInput {
  const sold = new Map<string, number>();
  for (const change of changes) {
    const from = change.origin ?? findCountry(change.key)?.code;
    const quantity = Number(change[side]);
    if (from != null && quantity > 0) sold.set(from, (sold.get(from) ?? 0) + quantity);
  }
  return {
    atlas,
    places: COUNTRIES.map(({ code, numeric, name }) => ({ key: code, numeric, label: name })),
    flows: [...sold].filter(([from]) => from !== to).map(([from, value]) => ({ from, to, value })),
    shading: sold,
  };
}

/** What the plan costs, what it leaves unmet, and who brings more and less than as it is. */
function captionOf(result: ResourcingResult, changes: readonly SupplierChange[]): string {
  const { plan, asItIs } = result;
  if (plan === null) return result.because;
  const gain = changes.filter((each) => Number(each.after) > Number(each.before));
  const loss = changes.filter((each) => Number(each.after) < Number(each.before));
  const most = ([first]: readonly SupplierChange[]) =>
    first === undefined ? "" : `${inSentence(first.label)} (${tonnes(first.before)} becomes ${tonnes(first.after)})`;
  const more = asItIs?.more ?? null;
  const cost =
    more === null || isNothing(more)
      ? "The plan costs as much as that of the world as it is"
      : more.startsWith("-")
        ? `The plan costs ${writeUsd(more.slice(1))} less than that of the world as it is`
        : `The plan costs ${writeUsd(more)} more than that of the world as it is`;
  return chartCaption(
    `${cost}; ${isNothing(plan.unmet) ? "nothing stays unmet" : `${tonnes(plan.unmet)} stay without a source`}`,
    [
      ...(gain.length === 0 ? [] : [`Most is added by ${most(gain)}`]),
      ...(loss.length === 0 ? [] : [`Most is taken from ${most(loss)}`]),
    ],
  );
}

/** Who would bring it instead: on a map, as a table, and why the next best are not chosen. */
export function PlanFigure({ result, source }: PlanFigureProps) {
  const maps = useMaps();
  const side = useSignal<Side>("after");
  const { product, buyer, plan } = result;
  const changes = useMemo(() => supplierChanges(result), [result]);
  const to = findCountry(buyer.key)?.code ?? null;
  const title = `Who brings HS ${formatHs(product.code)} to ${inSentence(buyer.label)} instead`;
  const caption = captionOf(result, changes);
  const map = useMemo(
    () =>
      maps === null || to === null || !changes.some(({ after }) => Number(after) > 0)
        ? null
        : maps.flowMap(inputOf(maps.atlas, changes, to, side.value), { width: WIDTH, height: HEIGHT }),
    [maps, changes, to, side.value],
  );
  const name = `plan-${product.code}`;
  if (plan === null) return <ChartFigure name={name} title={title} caption={caption} table={missingTable(result)} />;
  const shading = "shaded by what they bring";
  const words = { title, description: caption, source: `Source: ${source}` };
  return (
    <>
      <ChartFigure
        // A figure without a picture begins as its table.
        key={String(map === null)}
        name={name}
        title={title}
        caption={caption}
        table={planTable(result)}
        svg={map === null ? undefined : () => flowMapSvg(map, words, { value: drawn, shading, tier: 1 })}
      >
        {map === null ? undefined : (
          <>
            <ChoiceField
              label="On the map"
              value={side.value}
              choices={SIDES}
              onChange={(chosen) => {
                side.value = chosen;
              }}
            />
            <WorldMap map={map} label={`${title}. ${map.shownText}.`} tier={1} write={drawn} shading={shading} />
          </>
        )}
      </ChartFigure>
      {plan.notChosen.length === 0 ? null : (
        <ChartFigure
          name={`${name}-not-chosen`}
          title="Not chosen"
          caption="The next best first, with what a tonne from them would cost more, and why."
          table={notChosenTable(plan)}
        />
      )}
    </>
  );
}
