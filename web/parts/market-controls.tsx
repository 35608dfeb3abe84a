import { changeMarket, type MarketPlace, type MarketResult } from "../state/market-question.ts";
import { ChoiceField, Controls, CountryField, TextField } from "./fields.tsx";
import { measureWords, rankedBy, rankedMeasures } from "./market-ranking-tables.ts";
import { capital } from "./market-tables.ts";

interface MarketControlsProps {
  readonly values: MarketPlace;
  readonly result: MarketResult | null;
}

const withOwn = (choices: ReadonlyMap<string, string>, own: string): readonly (readonly [string, string])[] => [
  ["", "All"],
  ...new Map([...choices, ...(own === "" || choices.has(own) ? [] : ([[own, own]] as const))]),
];

/** What is asked of the market, and how the answer is looked at. */
export function MarketControls({ values, result }: MarketControlsProps) {
  const rows = result?.rows ?? [];
  const measures = result === null ? [] : rankedMeasures(result);
  const ranked = result === null ? null : rankedBy(result, values);
  const stages = new Map(rows.flatMap(({ stage }) => (stage === null ? [] : [[stage, stage.replaceAll("_", " ")]])));
  const controllers = new Map(
    rows.flatMap(({ control }) => (control?.country ? [[control.country.key, control.country.label] as const] : [])),
  );
  return (
    <Controls label="Market">
      <fieldset>
        <legend>What</legend>
        <TextField
          label="Product, by words of its name"
          value={values.product}
          placeholder="anode, lithium, nickel …"
          onChange={(product) => changeMarket({ product })}
        />
        <CountryField
          label="Country where it stands"
          value={values.country}
          onChange={(country) => changeMarket({ country })}
        />
      </fieldset>
      <fieldset>
        <legend>Shown</legend>
        <ChoiceField
          label="Measure"
          value={values.show}
          choices={[
            ["capacity", "Capacity, by phase"],
            ["production", "Production"],
            ["sales", "Sales"],
            ["inventory", "Inventory"],
            ["revenue", "Revenue"],
            ["investment", "Investment"],
          ]}
          onChange={(show) => changeMarket({ show }, { replace: true })}
        />
        <ChoiceField
          label="Told apart by"
          value={values.apart}
          choices={[
            ["country", "Country where it stands"],
            ["control", "Country of ultimate control"],
          ]}
          onChange={(apart) => changeMarket({ apart }, { replace: true })}
        />
        {ranked === null ? null : (
          <ChoiceField
            label="Makers ranked by"
            value={ranked}
            choices={measures.map((measure) => [measure, capital(measureWords(measure))] as const)}
            onChange={(rank) => changeMarket({ rank }, { replace: true })}
          />
        )}
        <ChoiceField
          label="Stage"
          value={values.stage}
          choices={withOwn(new Map(stages as ReadonlyMap<string, string>), values.stage)}
          onChange={(stage) => changeMarket({ stage }, { replace: true })}
        />
        <ChoiceField
          label="Controlled from"
          value={values.controller}
          choices={withOwn(controllers, values.controller)}
          onChange={(controller) => changeMarket({ controller }, { replace: true })}
        />
      </fieldset>
    </Controls>
  );
}
