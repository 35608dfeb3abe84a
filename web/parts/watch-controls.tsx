import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { calendarAddress, changeWatch, namesIn, type WatchPlace } from "../state/watch-question.ts";
import { ChoiceField, TextField } from "./fields.tsx";
import { ProductField } from "./product-field.tsx";

const MONTHS = [3, 6, 12, 24, 60] as const;
/** Longer addresses are cut or refused on their way. */
const MOST_IN_ADDRESS = 4000;

interface WatchControlsProps {
  readonly values: WatchPlace;
  /** Programmes that there are dates of. */
  readonly programmes: readonly string[];
}

/** Everything that the address of the watch screen can say, as controls. */
export function WatchControls({ values, programmes }: WatchControlsProps) {
  const all = [...new Set([...programmes, values.programme])].filter((each) => each !== "").sort();
  const months = [...new Set<number>([...MONTHS, values.months])].sort((a, b) => a - b);
  return (
    <form class="controls" aria-label="What to watch" onSubmit={(event) => event.preventDefault()}>
      <fieldset>
        <legend>Only what touches</legend>
        <ProductField
          label="HS code or words"
          value={values.product}
          onChange={(product) => changeWatch({ product })}
        />
        <ChoiceField
          label="Programme"
          value={values.programme}
          choices={[["", "All"], ...all.map((programme) => [programme, programme] as const)]}
          onChange={(programme) => changeWatch({ programme })}
        />
      </fieldset>
      <fieldset>
        <legend>How far</legend>
        <ChoiceField
          label="Months ahead"
          value={String(values.months)}
          choices={months.map((count) => [String(count), String(count)] as const)}
          onChange={(count) => changeWatch({ months: Number(count) })}
        />
        <TextField
          label="And what became known since"
          type="date"
          value={values.since}
          onChange={(since) => changeWatch({ since })}
        />
      </fieldset>
      <PartiesField written={values.parties} />
      <p>
        <a href={calendarAddress(values)} download="headwater-watch.ics">
          The dates as a calendar (ICS)
        </a>
        <span class="muted about">Subscribe to the address of this link to see them in your own calendar.</span>
      </p>
    </form>
  );
}

function PartiesField({ written }: { readonly written: string }) {
  const pasted = useSignal(written);
  const about = useId();
  useEffect(() => {
    pasted.value = written;
  }, [written]);
  const names = namesIn(pasted.value);
  const list = names.join("\n");
  const tooLong = list.length > MOST_IN_ADDRESS;
  return (
    <fieldset>
      <legend>Your own list</legend>
      <label class="field">
        <span>Parties, a name in each line</span>
        <textarea
          class="watch-list"
          rows={5}
          aria-describedby={about}
          value={pasted.value}
          onInput={(event) => {
            pasted.value = event.currentTarget.value;
          }}
        />
      </label>
      <p id={about} class="muted about">
        {tooLong
          ? `${names.length} names are too many for the page's address: ask by headwater watch --parties FILE.`
          : "Names are compared as they are spelt. They go into the address of this page."}
      </p>
      <button type="button" disabled={tooLong} onClick={() => changeWatch({ parties: list })}>
        Compare the names
      </button>
    </fieldset>
  );
}
