import { changeSignals, type SignalsPlace } from "../state/signals-question.ts";
import { useSources } from "./chain-controls.tsx";
import { ChoiceField, Controls, CountryField, TextField } from "./fields.tsx";
import { ProductField } from "./product-field.tsx";

const MONTHS = [3, 6, 12, 24, 36] as const;
const TOPS = [3, 5, 10, 25] as const;

const DATASET = ["data", "source", "side", "frequency", "thirdSource", "feedSource"] as const;

interface SignalControlsProps {
  readonly values: SignalsPlace;
  /** Measures of the book on this product and pair, by the day on which they began. */
  readonly measures: readonly { readonly day: string; readonly measure: string }[];
}

const numbers = (usual: readonly number[], chosen: number): readonly (readonly [string, string])[] =>
  [...new Set([...usual, chosen])].sort((a, b) => a - b).map((count) => [`${count}`, `${count}`]);

/** Everything that the address of the signals screen can say of its questions, as controls. */
export function SignalControls({ values, measures }: SignalControlsProps) {
  const sources = useSources();
  const days = new Map([...measures].reverse().map(({ day, measure }) => [measure, day]));
  const known = [...days].sort(([, a], [, b]) => (a < b ? -1 : 1));
  const unknown = values.measure === "" || days.has(values.measure) ? [] : [[values.measure, values.measure] as const];
  const text = (name: "since" | "from" | "until", label: string) => (
    <TextField label={label} type="date" value={values[name]} onChange={(said) => changeSignals({ [name]: said })} />
  );
  return (
    <Controls label="The flow">
      <fieldset>
        <legend>The way</legend>
        <ProductField
          label="Product (HS code or words)"
          value={values.product}
          onChange={(product) => changeSignals({ product, measure: "" })}
        />
        <CountryField
          label="Source, which sold directly"
          value={values.origin}
          onChange={(origin) => changeSignals({ origin, measure: "" })}
        />
        <CountryField
          label="Destination, which buys"
          value={values.to}
          onChange={(to) => changeSignals({ to, measure: "" })}
        />
        <CountryField
          label="Only by this third country"
          value={values.via}
          onChange={(via) => changeSignals({ via })}
        />
      </fieldset>
      <fieldset>
        <legend>Judged from</legend>
        <ChoiceField
          label="A measure of the book"
          value={values.measure}
          choices={[
            ["", "None"],
            ...known.map(([measure, day]) => [measure, `${day} ${measure}`] as const),
            ...unknown,
          ]}
          onChange={(measure) => changeSignals({ measure, since: measure === "" ? values.since : "" })}
        />
        <TextField
          label="or a day (else where the direct leg falls most)"
          type="date"
          value={values.since}
          onChange={(since) => changeSignals({ since, measure: since === "" ? values.measure : "" })}
        />
        <div class="two">
          <ChoiceField
            label="Months after it"
            value={`${values.months}`}
            choices={numbers(MONTHS, values.months)}
            onChange={(months) => changeSignals({ months: Number(months) })}
          />
          <ChoiceField
            label="Countries shown"
            value={`${values.top}`}
            choices={numbers(TOPS, values.top)}
            onChange={(top) => changeSignals({ top: Number(top) })}
          />
        </div>
      </fieldset>
      <fieldset>
        <legend>Series and mirror</legend>
        {text("from", "From")}
        {text("until", "Until (not counted)")}
        <ChoiceField
          label="Measured by"
          value={values.by}
          choices={[
            ["weight", "Weight"],
            ["value", "Value"],
          ]}
          onChange={(by) => changeSignals({ by })}
        />
      </fieldset>
      <details open={DATASET.some((name) => values[name] !== "")}>
        <summary>Dataset</summary>
        <fieldset>
          <legend class="visually-hidden">Dataset</legend>
          <ChoiceField
            label="Data"
            value={values.data}
            choices={[
              ["", "What fits"],
              ["flows", "Trade statistics"],
              ["shipments", "Shipments"],
            ]}
            onChange={(data) => changeSignals({ data })}
          />
          <ChoiceField
            label="Source"
            value={values.source}
            choices={sources}
            onChange={(source) => changeSignals({ source })}
          />
          <ChoiceField
            label="Reported by"
            value={values.side}
            choices={[
              ["", "What fits"],
              ["import", "The importer"],
              ["export", "The exporter"],
              ["reconciled", "Both, reconciled"],
            ]}
            onChange={(side) => changeSignals({ side })}
          />
          <ChoiceField
            label="Period of the figures"
            value={values.frequency}
            choices={[
              ["", "What fits"],
              ["monthly", "Months"],
              ["daily", "Days"],
              ["quarterly", "Quarters"],
              ["annual", "Years"],
            ]}
            onChange={(frequency) => changeSignals({ frequency })}
          />
          <ChoiceField
            label="First leg from, where it is not there"
            value={values.feedSource}
            choices={sources}
            onChange={(feedSource) => changeSignals({ feedSource })}
          />
          <ChoiceField
            label="Second leg from, where it is not there"
            value={values.thirdSource}
            choices={sources}
            onChange={(thirdSource) => changeSignals({ thirdSource })}
          />
        </fieldset>
      </details>
    </Controls>
  );
}
