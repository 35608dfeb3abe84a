import { Tabs } from "../parts/fields.tsx";
import { PriceSeries } from "../parts/prices/price-series.tsx";
import { PriceTool } from "../parts/prices/price-tool.tsx";
import { ReferencePrice } from "../parts/prices/reference-price.tsx";
import { changePrices, type PricesTab, pricesPlace } from "../state/prices-question.ts";
import "../styles/scenario.css";

const TABS: readonly (readonly [PricesTab, string])[] = [
  ["reference", "Reference price"],
  ["tool", "Price tool"],
  ["series", "Prices of the store"],
];

/** What a price would be from the costs of those who can supply, what a tool on a price pays, and what is observed. */
export function PricesScreen() {
  const values = pricesPlace();
  return (
    <>
      <h1>Prices</h1>
      <Tabs label="What is asked" tabs={TABS} chosen={values.tab} onChoose={(tab) => changePrices({ tab })}>
        {values.tab === "reference" ? (
          <ReferencePrice values={values} />
        ) : values.tab === "tool" ? (
          <PriceTool values={values} />
        ) : (
          <PriceSeries values={values} />
        )}
      </Tabs>
    </>
  );
}
