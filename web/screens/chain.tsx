import { AttributionFigure } from "../parts/attribution-figure.tsx";
import { ChainFigure } from "../parts/chain-figure.tsx";
import { nodesTable } from "../parts/chain-tables.ts";
import { ChainView } from "../parts/chain-view.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { ConcentrationFigure } from "../parts/concentration-figure.tsx";
import { Tabs } from "../parts/fields.tsx";
import { MapFigure } from "../parts/map-figure.tsx";
import { rootAt } from "../parts/re-root.ts";
import { ShipmentsDrawer } from "../parts/shipments-drawer.tsx";
import type { ChainResult } from "../state/chain-answer.ts";
import { type ChainPlace, changeChain, tierFigure } from "../state/chain-question.ts";

const TABS = [
  ["table", "Table"],
  ["map", "Map"],
  ["concentration", "Concentration"],
  ["attribution", "Where value was added"],
] as const;

/** The value chain behind a product, or beyond it. */
export function ChainScreen() {
  return (
    <ChainView heading="Value chain">
      {({ result }, values) => (
        <>
          <ChainFigure chain={result} values={values} />
          <Tabs
            label="The same chain in other ways"
            tabs={TABS}
            chosen={values.tab}
            onChoose={(tab) => changeChain({ tab }, { replace: true })}
          >
            {values.tab === "table" ? <NodesFigure chain={result} values={values} /> : null}
            {values.tab === "map" ? <MapFigure chain={result} values={values} /> : null}
            {values.tab === "concentration" ? <ConcentrationFigure chain={result} values={values} /> : null}
            {values.tab === "attribution" ? <AttributionFigure values={values} /> : null}
          </Tabs>
          <ShipmentsDrawer chain={result} values={values} />
        </>
      )}
    </ChainView>
  );
}

const EXPLAINED: ReadonlySet<string> = new Set(["rows", "usd", "kg", "share"]);

function NodesFigure({ chain, values }: { readonly chain: ChainResult; readonly values: ChainPlace }) {
  const table = nodesTable(chain);
  return (
    <ChartFigure
      name={`chain-table-${chain.root.product}`}
      title="Every node of the picture"
      caption="A figure leads to where it comes from; a name starts the chain anew from there."
      table={table}
      tableProps={{
        rowClass: (row) => (chain.nodes[row]?.id === values.pin ? "lit" : undefined),
        action: (row) => {
          const node = chain.nodes[row];
          return node?.key == null ? null : { label: "Start anew from here", run: () => rootAt(chain, node.id) };
        },
        reference: (row, column) => {
          const node = chain.nodes[row];
          if (node === undefined || node.key === null || !EXPLAINED.has(column.name)) return null;
          return tierFigure(values, node.tier, node.key, column.name);
        },
      }}
    />
  );
}
