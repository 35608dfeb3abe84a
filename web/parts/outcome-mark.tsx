import type { Outcome } from "../state/company-question.ts";
import { OUTCOME_WORDS } from "./control-words.ts";

/** Full for yes, empty for no, half for open: the shape and the word say it, the colour adds nothing. */
const SHAPES: Readonly<Record<Outcome, string>> = {
  yes: "M8 1a7 7 0 1 1 0 14a7 7 0 1 1 0-14z",
  no: "",
  open: "M8 1a7 7 0 1 0 0 14z",
};

/** The outcome of a rule as a sign and a word. */
export function OutcomeMark({ outcome }: { readonly outcome: Outcome }) {
  return (
    <span class={`outcome outcome-${outcome}`} data-outcome={outcome}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" />
        {SHAPES[outcome] === "" ? null : <path d={SHAPES[outcome]} />}
      </svg>
      {OUTCOME_WORDS[outcome]}
    </span>
  );
}
