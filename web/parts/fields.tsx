import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef } from "preact/hooks";
import { COUNTRIES, findCountry } from "../../src/vocab/country.ts";

interface FieldProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

interface TextProps extends FieldProps<string> {
  readonly placeholder?: string;
  readonly type?: "text" | "date" | "number";
  readonly list?: string;
  /** Told of what is written before it is done. */
  readonly onInput?: (text: string) => void;
}

/** A line of text that counts once it is done. What is being written is the browser's: drawing anew leaves it alone. */
export function TextField({ label, value, onChange, onInput, ...more }: TextProps) {
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (field.current !== null) field.current.value = value;
  }, [value]);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        ref={field}
        autocomplete="off"
        {...more}
        onInput={(event) => onInput?.(event.currentTarget.value)}
        onChange={(event) => onChange(event.currentTarget.value.trim())}
      />
    </label>
  );
}

const COUNTRY_LIST = "countries";

/** The names that country fields suggest: once on a page. */
export function CountryList() {
  return (
    <datalist id={COUNTRY_LIST}>
      {COUNTRIES.map(({ code, name }) => (
        <option key={code} value={name}>
          {code}
        </option>
      ))}
    </datalist>
  );
}

/** A country by its name or code. What no country is called goes to the server as it stands, which says what is near. */
export function CountryField({ label, value, onChange }: FieldProps<string>) {
  const known = value === "" ? null : findCountry(value);
  return (
    <TextField
      label={label}
      value={known?.name ?? value}
      list={COUNTRY_LIST}
      placeholder="Name or code"
      onChange={(given) => onChange(given === "" ? "" : (findCountry(given)?.code ?? given))}
    />
  );
}

interface ChoiceProps<Word extends string> extends FieldProps<Word> {
  readonly choices: readonly (readonly [Word, string])[];
}

export function ChoiceField<Word extends string>({ label, value, choices, onChange }: ChoiceProps<Word>) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={value}
        onChange={(event) => {
          const chosen = choices[event.currentTarget.selectedIndex];
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {choices.map(([word, name]) => (
          <option key={word} value={word} selected={word === value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

export function CheckField({ label, value, onChange }: FieldProps<boolean>) {
  return (
    <label class="check">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

const NARROW = "(max-width: 900px)";

/** Controls beside what they change; where there is no room beside it, above it and folded. */
export function Controls({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  const narrow = useSignal(window.matchMedia(NARROW).matches);
  useEffect(() => {
    const media = window.matchMedia(NARROW);
    const follow = () => {
      narrow.value = media.matches;
    };
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  const form = (
    <form class="controls" aria-label={label} onSubmit={(event) => event.preventDefault()}>
      <CountryList />
      {children}
    </form>
  );
  if (!narrow.value) return form;
  return (
    <details>
      <summary>{label}: say what is asked</summary>
      {form}
    </details>
  );
}

interface TabsProps<Word extends string> {
  readonly label: string;
  readonly tabs: readonly (readonly [Word, string])[];
  readonly chosen: Word;
  readonly onChoose: (word: Word) => void;
  readonly children: ComponentChildren;
}

/** Tabs by the keyboard pattern that readers know: arrows choose, Tab goes into the panel. */
export function Tabs<Word extends string>({ label, tabs, chosen, onChoose, children }: TabsProps<Word>) {
  const id = useId();
  const at = tabs.findIndex(([word]) => word === chosen);
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label={label}
        onKeyDown={(event) => {
          const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
          const next = tabs[(at + by + tabs.length) % tabs.length];
          if (by === 0 || next === undefined) return;
          event.preventDefault();
          onChoose(next[0]);
          document.getElementById(`${id}-${next[0]}`)?.focus();
        }}
      >
        {tabs.map(([word, name]) => (
          <button
            key={word}
            id={`${id}-${word}`}
            type="button"
            role="tab"
            aria-selected={word === chosen}
            aria-controls={`${id}-panel`}
            tabIndex={word === chosen ? 0 : -1}
            onClick={() => onChoose(word)}
          >
            {name}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`}>
        {children}
      </div>
    </>
  );
}
