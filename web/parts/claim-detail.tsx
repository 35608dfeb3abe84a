import { type Claim, claimFigure } from "../state/claims-question.ts";
import { addressOf, explainFigure } from "../state/everywhere.ts";
import { subjectsOf } from "./claim-subjects.ts";
import { claimAmount } from "./claim-words.ts";

const FIT_WORDS = new Map([
  [true, "fits"],
  [false, "does not fit"],
]);

/** One claim down to its arithmetic: what is said, what is computed, by how much they differ, and what would fit. */
export function ClaimDetail({ claim }: { readonly claim: Claim }) {
  const { figure, computed, difference, tolerance, unit, relation, formula, readings, reason, document } = claim;
  const facts: readonly (readonly [string, string | null])[] = [
    ["The document says", figure === null ? "no figure" : claimAmount(figure, unit, relation)],
    ["Computed here", computed === null ? null : claimAmount(computed, unit)],
    ["Gap: computed less said", difference === null ? null : claimAmount(difference, unit)],
    ["May differ by", tolerance === null || relation !== "=" ? null : claimAmount(tolerance, unit)],
    ["Decided", claim.by === "computed" ? "by the formula" : "by who entered the claim"],
  ];
  return (
    <div class="claim-detail">
      {formula === null ? null : (
        <p>
          <span class="muted">Arithmetic </span>
          <code class="formula">{formula}</code>
        </p>
      )}
      <dl class="inputs facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {readings.length === 0 ? null : (
        <>
          <h3>Other readings</h3>
          <ul>
            {readings.map(({ label, value, fits }) => (
              <li key={label}>
                {label}: {value === null ? "not known" : claimAmount(value, fits === null ? null : unit)}
                {fits === null ? "" : ` — ${FIT_WORDS.get(fits)}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {reason === null ? null : <p>{reason[0]?.toUpperCase() + reason.slice(1)}.</p>}
      {computed === null && formula !== null ? <Missing formula={formula} /> : null}
      <p class="muted">
        {document.title}
        {document.date === null ? "" : `, ${document.date}`}: {claim.locator}. Source{" "}
        <span class="code">{document.id}</span>, claim <span class="code">{claim.id}</span>.
      </p>
      <p class="leads">
        {subjectsOf(claim).map(({ label, href }) => (
          <a key={href} href={href}>
            {label}
          </a>
        ))}
        <button type="button" class="link" onClick={() => explainFigure(claimFigure(claim))}>
          Where this comes from
        </button>
      </p>
    </div>
  );
}

/** Which files would fill what the formula lacks. */
function Missing({ formula }: { readonly formula: string }) {
  const files = [
    ...(formula.includes("made(") ? ["headwater import USGS.csv --as capacities"] : []),
    ...(formula.includes("price(") ? ["headwater import PRICES.csv --as prices"] : []),
  ];
  if (files.length === 0) return null;
  return (
    <p>
      It could be computed after{" "}
      {files.map((command) => (
        <code key={command}>{command}</code>
      ))}
      , or on the page <a href={addressOf("/data", "tab=import")}>Data</a>.
    </p>
  );
}
