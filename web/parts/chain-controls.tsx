import { useAsked } from "../state/answers.ts";
import { type ChainPlace, changeChain } from "../state/chain-question.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { CheckField, ChoiceField, Controls, CountryField, TextField } from "./fields.tsx";
import { ProductField } from "./product-field.tsx";

const DEPTHS = ["1", "2", "3", "4", "5", "6", "7", "8"] as const;
const TOPS = [5, 10, 25, 50, 100] as const;

/** The sources that the store holds, to choose one where several hold the product. */
export function useSources(): readonly (readonly [string, string])[] {
  const { vintage } = settings();
  const asked = useAsked(`status ${vintage ?? "last"}`, (signal) =>
    client.value.status({}, { signal, ...(vintage === undefined ? {} : { vintage }) }),
  );
  const imports = asked.value.value?.result.imports ?? [];
  const ids = imports.flatMap(({ family, source }) =>
    source !== null && (family === "flows" || family === "shipments") ? [source] : [],
  );
  return [["", "The one that fits"], ...[...new Set(ids)].map((id) => [id, id] as const)];
}

/** Everything that the address of a chain can say, as controls. */
export function ChainControls({ values }: { readonly values: ChainPlace }) {
  const up = values.direction === "up";
  const sources = useSources();
  return (
    <Controls label="The chain">
      <fieldset>
        <legend>Root</legend>
        <ProductField
          label="Product (HS code or words)"
          value={values.product}
          onChange={(product) => changeChain({ product })}
        />
        <ChoiceField
          label="Direction"
          value={values.direction}
          choices={[
            ["up", "Up: what stands behind it"],
            ["down", "Down: what becomes of it"],
          ]}
          onChange={(direction) =>
            changeChain(
              direction === "up"
                ? { direction, to: values.origin, origin: "" }
                : { direction, origin: values.to, to: "" },
            )
          }
        />
        {up ? (
          <CountryField label="Bought by country" value={values.to} onChange={(to) => changeChain({ to })} />
        ) : (
          <CountryField label="Sold by country" value={values.origin} onChange={(origin) => changeChain({ origin })} />
        )}
        <TextField
          label={up ? "or by one company (id or name)" : "or by one company (id or name)"}
          value={values.party}
          onChange={(party) => changeChain({ party })}
        />
        {up ? (
          <CountryField
            label="Only goods from (tier 1)"
            value={values.origin}
            onChange={(origin) => changeChain({ origin })}
          />
        ) : null}
      </fieldset>
      <fieldset>
        <legend>How far</legend>
        <div class="two">
          <ChoiceField
            label="Depth (keys 1–8)"
            value={String(values.depth) as (typeof DEPTHS)[number]}
            choices={DEPTHS.map((depth) => [depth, depth] as const)}
            onChange={(depth) => changeChain({ depth: Number(depth) })}
          />
          <ChoiceField
            label="Shown a tier"
            value={String(values.top)}
            choices={[...new Set([...TOPS, values.top])]
              .sort((a, b) => a - b)
              .map((top) => [`${top}`, `${top}`] as const)}
            onChange={(top) => changeChain({ top: Number(top) })}
          />
        </div>
        <ChoiceField
          label="Followed inputs"
          value={values.inputs}
          choices={[
            ["all", "Inputs and the product itself"],
            ["same", "The product itself (resale)"],
            ["none", "None: tier 1 alone"],
          ]}
          onChange={(inputs) => changeChain({ inputs })}
        />
        <ChoiceField
          label="Nodes are"
          value={values.by}
          choices={[
            ["origin", "Countries"],
            ["party", "Companies"],
          ]}
          onChange={(by) => changeChain({ by })}
        />
        <TextField
          label="Look behind from this share on"
          value={values.minShare}
          placeholder="0.05"
          onChange={(minShare) => changeChain({ minShare })}
        />
      </fieldset>
      <fieldset>
        <legend>What counts</legend>
        <ChoiceField
          label="Measure"
          value={values.measure}
          choices={[
            ["usd", "Value, USD"],
            ["kg", "Weight, kg"],
            ["rows", "Shipments or rows"],
          ]}
          onChange={(measure) => changeChain({ measure })}
        />
        <TextField label="From" type="date" value={values.since} onChange={(since) => changeChain({ since })} />
        <TextField
          label="Until (not counted)"
          type="date"
          value={values.until}
          onChange={(until) => changeChain({ until })}
        />
        <ChoiceField
          label="Source"
          value={values.source}
          choices={sources}
          onChange={(source) => changeChain({ source })}
        />
        <CheckField
          label="Observed values only"
          value={values.observedOnly}
          onChange={(observedOnly) => changeChain({ observedOnly })}
        />
      </fieldset>
      <details>
        <summary>Method</summary>
        <p>
          Tier 1 is the product as it was bought. The next tier is what its senders bought of its inputs, by the input
          map, or of the product itself, and so on. Each row counts once, at its smallest tier. A tier says how large
          the trade is that touches the chain, not how much of it is in the root; the tab “Where value was added”
          follows each dollar instead, with bounds.
        </p>
      </details>
    </Controls>
  );
}
