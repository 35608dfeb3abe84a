import { useMemo } from "preact/hooks";
import { chainSankey } from "../../src/charts/chain-sankey.ts";
import { HEADING_HEIGHT, type SankeyLayout, sankeyLayout } from "../../src/charts/sankey-layout.ts";
import { sourceWords } from "../../src/render/views/trade-words.ts";
import type { ChainResult } from "../state/chain-answer.ts";
import { type ChainPlace, changeChain } from "../state/chain-question.ts";
import { linksTable } from "./chain-tables.ts";
import { chainCaption, chainTitle, columnCaption } from "./chain-words.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { NARROW, useWidth } from "./element-width.ts";
import { writeDrawn } from "./measure.ts";
import { rootAt } from "./re-root.ts";
import { SankeyChart } from "./sankey-chart.tsx";
import { TierLists } from "./tier-lists.tsx";

const ROOM_FOR_NODE = 30;
const LOWEST = 360;
const TALLEST = 2400;

function laidOut(chain: ChainResult, measure: ChainPlace["measure"], width: number): SankeyLayout {
  const { nodes, links, columns } = chainSankey(chain, measure);
  const most = Math.max(1, ...chain.tiers.map(({ tier }) => nodes.filter((node) => node.tier === tier).length));
  return sankeyLayout(nodes, links, {
    width,
    height: Math.min(TALLEST, Math.max(LOWEST, HEADING_HEIGHT + most * ROOM_FOR_NODE)),
    direction: chain.direction,
    columns: columns.map((column) => ({ ...column, caption: columnCaption(chain, column.tier, measure) })),
  });
}

/** The chain by tier: a Sankey, or lists a tier where there is no room for one; as a table and as files too. */
export function ChainFigure({ chain, values }: { readonly chain: ChainResult; readonly values: ChainPlace }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const { measure, pin } = values;
  const write = useMemo(() => writeDrawn(measure), [measure]);
  const title = chainTitle(chain);
  const caption = chainCaption(chain);
  const layout = useMemo(
    () => (width.value < NARROW ? null : laidOut(chain, measure, width.value)),
    [chain, measure, width.value],
  );
  const onPin = (node: string) => changeChain({ pin: node }, { replace: true });
  return (
    <ChartFigure
      name={`chain-${chain.root.product}`}
      title={title}
      caption={caption}
      table={linksTable(chain)}
      tableProps={{
        action: (row) => {
          const link = chain.links[row];
          return link === undefined
            ? null
            : {
                label: "Rows behind this link",
                run: () => changeChain({ edge: `${link.source}>${link.target}` }, { opened: true }),
              };
        },
      }}
      svg={async () => {
        const { sankeySvg } = await import("../../src/charts/sankey-svg.ts");
        const text = { title, description: caption, source: `Source: ${sourceWords(chain.dataset)}` };
        return sankeySvg(laidOut(chain, measure, 1080), text, write);
      }}
    >
      <div ref={ref}>
        {layout === null ? (
          width.value === 0 ? null : (
            <TierLists chain={chain} measure={measure} pinned={pin} onPin={onPin} />
          )
        ) : (
          <SankeyChart
            layout={layout}
            label={caption}
            write={write}
            pinned={pin}
            onPin={onPin}
            onRoot={(node) => rootAt(chain, node)}
            onLink={(link) => changeChain({ edge: `${link.source}>${link.target}` }, { opened: true })}
          />
        )}
      </div>
      {layout === null ? null : (
        <p class="legend">
          Click keeps a path lit, double-click or R starts anew from a node, and a link lists its rows. By keyboard: Tab
          into the picture, then the arrows.
        </p>
      )}
    </ChartFigure>
  );
}
