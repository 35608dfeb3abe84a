import type { Verdict } from "../state/claims-question.ts";
import { VERDICT_WORDS } from "./claim-words.ts";

/** A tick, a cross, a clock's hand, a bar: the shape and the word say it, the colour adds nothing. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  reproduced: "M4.5 8.5l2.5 2.5l4.5 -5.5",
  inconsistent: "M5 5l6 6M11 5l-6 6",
  stale: "M8 3.5V8l3 2",
  not_checkable: "M5 8h6",
};

/** How a claim came out, as a sign and a word. */
export function ClaimMark({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span class={`claim-mark claim-${verdict}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.5" />
        <path d={SHAPES[verdict]} />
      </svg>
      {VERDICT_WORDS[verdict]}
    </span>
  );
}
