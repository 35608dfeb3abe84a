import { useId } from "preact/hooks";
import { useAsked } from "../../state/answers.ts";
import { settings } from "../../state/everywhere.ts";
import { client } from "../../state/server.ts";
import { TextField } from "../fields.tsx";

/** Ids that the book knows, each with what it is. */
type Ids = readonly { readonly id: string; readonly title: string }[];

/** Any name does to be told which lists there are. */
const ANY_NAME = { name: "Headwater", atLeast: "1", top: 1 } as const;

const ASK = {
  measure: async (signal: AbortSignal): Promise<Ids> =>
    (await client.value.measures({ all: true }, { ...settings(), signal })).result.measures,
  list: async (signal: AbortSignal): Promise<Ids> =>
    (await client.value.screen(ANY_NAME, { ...settings(), signal })).result.lists,
};

interface SuggestedFieldProps {
  readonly of: keyof typeof ASK;
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (text: string) => void;
}

/** The id of a measure or a list, with those of the book to choose from. */
export function SuggestedField({ of, ...field }: SuggestedFieldProps) {
  const list = useId();
  const asked = useAsked(`ids of ${of} ${JSON.stringify(settings())}`, ASK[of]);
  return (
    <>
      <TextField {...field} list={list} />
      <datalist id={list}>
        {(asked.value.value ?? []).map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </datalist>
    </>
  );
}
