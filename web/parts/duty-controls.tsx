import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { changeDuty, type DutyPlace, enterOn, listOf } from "../state/duty-question.ts";
import { everywhere } from "../state/everywhere.ts";
import { ChoiceField, CountryField, CountryList, TextField } from "./fields.tsx";
import { ProductField } from "./product-field.tsx";

const ARTICLES = ["powder", "slurry", "electrode", "cell", "module", "pack", "container", "vehicle"] as const;
const CONTENTS = ["graphite", "steel", "aluminium", "copper"] as const;
const EXPORTERS = ["separate-rate", "country-wide"] as const;

/** Everything that the address of the duty screen can say, as controls. */
export function DutyControls({ values }: { readonly values: DutyPlace }) {
  const [articles, exporters] = [useId(), useId()];
  const text = (
    name: keyof DutyPlace,
    label: string,
    more: { placeholder?: string; type?: "date"; list?: string } = {},
  ) => <TextField label={label} value={values[name]} onChange={(said) => changeDuty({ [name]: said })} {...more} />;
  return (
    <form class="controls" aria-label="The goods" onSubmit={(event) => event.preventDefault()}>
      <CountryList />
      <Options id={articles} words={ARTICLES} />
      <Options id={exporters} words={EXPORTERS} />
      <fieldset>
        <legend>Goods</legend>
        <ProductField
          label="HTS code, six to ten digits, or words"
          value={values.product}
          onChange={(product) => changeDuty({ product })}
        />
        <CountryField label="Origin" value={values.origin} onChange={(origin) => changeDuty({ origin })} />
        {text("value", "Customs value, USD", { placeholder: "10,000.00" })}
        {text("producer", "Producer", { placeholder: "For rates by company" })}
        {text("exporter", "Exporter", { placeholder: "Name, or separate-rate", list: exporters })}
        {text("article", "Article", { placeholder: "powder, cell, container …", list: articles })}
      </fieldset>
      <fieldset>
        <legend>Entry</legend>
        <CountryField
          label="Entered into"
          value={values.to === "" ? "US" : values.to}
          onChange={(to) => changeDuty({ to: to === "US" ? "" : to })}
        />
        <TextField label="Date of entry" type="date" value={everywhere.value.on} onChange={(on) => enterOn(on)} />
        {text("known", "As known on (the day of entry when empty)", { type: "date" })}
        <ChoiceField
          label="Mode (adds the fees of an entry)"
          value={values.mode}
          choices={[
            ["", "Not stated: no fees"],
            ["sea", "Sea"],
            ["air", "Air"],
            ["land", "Land"],
          ]}
          onChange={(mode) => changeDuty({ mode })}
        />
        {text("claim", "Claims, with commas", { placeholder: "USMCA, 9903.01.63" })}
      </fieldset>
      <ContentFields written={values.content} />
      <details open={[values.kg, values.pieces, values.loadedOn, values.metalWeight, values.usContent].some(Boolean)}>
        <summary>Weight, number, loading, metal</summary>
        <fieldset>
          <legend class="visually-hidden">Weight, number, loading, metal</legend>
          {text("kg", "Net weight, kg")}
          {text("pieces", "Number of pieces")}
          {text("loadedOn", "Loaded on", { type: "date" })}
          {text("metalWeight", "Share of the weight that is metal", { placeholder: "0.15" })}
          {text("usContent", "Share of the metal of US origin", { placeholder: "0.95" })}
        </fieldset>
      </details>
      <fieldset>
        <legend>Second origin beside it</legend>
        <CountryField
          label="Second origin"
          value={values.besideOrigin}
          onChange={(besideOrigin) => changeDuty({ besideOrigin })}
        />
        {values.besideOrigin === "" ? null : (
          <>
            {text("besideValue", "Its customs value, USD", { placeholder: "The same" })}
            {text("besideProducer", "Its producer")}
            {text("besideExporter", "Its exporter", { list: exporters })}
            {text("besideFreight", "Freight of either, USD")}
            {text("besideInsurance", "Insurance of either, USD")}
            {text("besideDomestic", "The same lot made here, USD")}
          </>
        )}
      </fieldset>
    </form>
  );
}

function Options({ id, words }: { readonly id: string; readonly words: readonly string[] }) {
  return (
    <datalist id={id}>
      {words.map((word) => (
        <option key={word} value={word} />
      ))}
    </datalist>
  );
}

interface Content {
  readonly name: string;
  readonly usd: string;
}

const contentOf = (item: string): Content => {
  const [name = "", usd = ""] = item.split("=");
  return { name, usd };
};

/** Contents on which a measure falls alone: a line each, and one more to fill in. */
function ContentFields({ written }: { readonly written: string }) {
  const names = useId();
  const fresh = useSignal<Content>({ name: "", usd: "" });
  const contents = listOf(written).map(contentOf);
  const write = (all: readonly Content[]) =>
    changeDuty({
      content: all
        .filter(({ name, usd }) => name !== "" && usd !== "")
        .map(({ name, usd }) => `${name}=${usd.replaceAll(",", "")}`)
        .join(","),
    });
  const change = (at: number, changes: Partial<Content>) => {
    if (at < contents.length) {
      write(contents.map((content, place) => (place === at ? { ...content, ...changes } : content)));
      return;
    }
    const filled = { ...fresh.value, ...changes };
    const done = filled.name !== "" && filled.usd !== "";
    fresh.value = done ? { name: "", usd: "" } : filled;
    if (done) write([...contents, filled]);
  };
  return (
    <fieldset>
      <legend>Contents</legend>
      <Options id={names} words={CONTENTS} />
      {[...contents, fresh.value].map(({ name, usd }, at) => (
        <div class="two" key={at}>
          <TextField
            label={`Content ${at + 1}`}
            value={name}
            list={names}
            placeholder="graphite"
            onChange={(said) => change(at, { name: said })}
          />
          <TextField
            label={`USD of content ${at + 1}`}
            value={usd}
            placeholder="5,000"
            onChange={(said) => change(at, { usd: said })}
          />
        </div>
      ))}
    </fieldset>
  );
}
