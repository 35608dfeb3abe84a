import type { Answer } from "../../src/client/client.ts";
import { ExplanationTree } from "./explain-panel.tsx";

/** How an answer was made that was asked with its explanation, folded. */
export function HowComputed({ answer: { explanation } }: { readonly answer: Answer }) {
  if (explanation === null) return null;
  return (
    <details class="how-computed">
      <summary>How it was computed</summary>
      <ExplanationTree explanation={explanation} />
      {explanation.command === undefined ? null : <pre>{explanation.command}</pre>}
    </details>
  );
}
