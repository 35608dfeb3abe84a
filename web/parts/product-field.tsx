import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { client } from "../state/server.ts";
import { TextField } from "./fields.tsx";

interface ProductFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

interface Proposal {
  readonly code: string;
  readonly label: string;
}

const asCode = (given: string): string => {
  const [, code] = /^\s*([\d.]{4,12})(?:\s|$)/.exec(given) ?? [];
  return code === undefined ? given : code.replaceAll(".", "");
};

const PAUSE = 250;

/** A product by its HS code; words are proposed codes for, which the browser offers as they are typed. */
export function ProductField({ label, value, onChange }: ProductFieldProps) {
  const list = useId();
  const typed = useSignal("");
  const proposals = useSignal<readonly Proposal[]>([]);
  const text = typed.value;
  useEffect(() => {
    if (!/\p{L}{3}/u.test(text)) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      client.value.classify({ text, top: 8 }, { signal: stop.signal }).then(
        ({ result }) => {
          proposals.value = result.candidates;
        },
        () => undefined,
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text]);
  return (
    <>
      <TextField
        label={label}
        value={value}
        list={list}
        placeholder="8505.11, or words"
        onInput={(given) => {
          typed.value = given;
        }}
        onChange={(given) => onChange(asCode(given))}
      />
      <datalist id={list}>
        {proposals.value.map((proposal) => (
          <option key={proposal.code} value={`${formatHs(proposal.code)} ${proposal.label}`} />
        ))}
      </datalist>
    </>
  );
}
