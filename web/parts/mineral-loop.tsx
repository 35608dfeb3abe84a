import type { Table } from "../../src/render/document.ts";
import { claimsAddress } from "../state/claims-question.ts";
import type { Mineral } from "../state/minerals-question.ts";
import { filled } from "./answer-tables.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount } from "./claim-words.ts";

type Step = Mineral["loop"][number];

const RELATIONS: Readonly<Record<string, string>> = { ">=": "at least ", "<=": "at most " };

const figureOf = ({ claim }: Step): string | null =>
  claim === null || claim.figure === null
    ? null
    : `${RELATIONS[claim.relation] ?? ""}${claimAmount(claim.figure, claim.unit)}`;

const table = (loop: readonly Step[]): Table =>
  filled({
    kind: "table",
    title: "The loop",
    columns: [
      { name: "step", label: "Step", type: "code" },
      { name: "country", label: "Country", type: "text" },
      { name: "claim", label: "What is stated", type: "text" },
      { name: "figure", label: "Figure", type: "code" },
      { name: "caveat", label: "Why it cannot be checked", type: "text" },
      { name: "gap", label: "What nobody states", type: "text" },
      { name: "source", label: "Source", type: "code" },
      { name: "locator", label: "Place in it", type: "text" },
    ],
    rows: loop.map((step) => [
      ...[step.step, step.country?.label ?? null, step.claim?.text ?? null, figureOf(step)],
      ...[step.claim?.caveat ?? null, step.gap, step.claim?.source ?? null, step.claim?.locator ?? null],
    ]),
  });

/** From waste to material and back, step by step: what documents state, and what no source does. */
export function MineralLoop({ mineral }: { readonly mineral: Mineral }) {
  const { loop } = mineral;
  if (loop.length === 0) return null;
  const steps = [...new Set(loop.map(({ step }) => step))];
  const stated = loop.filter(({ claim }) => claim !== null).length;
  const gaps = loop.filter(({ gap }) => gap !== null).length;
  return (
    <ChartFigure
      name={`${mineral.mineral}-loop`}
      title={`The loop: ${steps.join(", ")}`}
      caption={`${stated} statements of documents, none of which a source here can count, and ${gaps} ${gaps === 1 ? "gap" : "gaps"} that no source fills.`}
      table={table(loop)}
    >
      <ol class="loop">
        {steps.map((name) => (
          <li key={name}>
            <h3>{name.charAt(0).toUpperCase() + name.slice(1)}</h3>
            <ul>
              {loop
                .filter(({ step }) => step === name)
                .map((step) => (
                  <li key={step.claim?.id ?? step.gap} data-loop={step.claim === null ? "gap" : "claim"}>
                    <StepLine step={step} />
                  </li>
                ))}
            </ul>
          </li>
        ))}
      </ol>
    </ChartFigure>
  );
}

function StepLine({ step }: { readonly step: Step }) {
  const { claim, gap, country } = step;
  const where = country === null ? "" : `${country.label}: `;
  if (claim === null) {
    return (
      <>
        <span class="badge basis-assumed">not stated</span> {where}
        {gap}
      </>
    );
  }
  const figure = figureOf(step);
  return (
    <>
      <span class="badge">stated</span> {where}
      <a href={claimsAddress({ about: claim.id, open: claim.id })}>{claim.text}</a>
      {figure === null ? null : ` (${figure})`}
      {claim.caveat === null ? null : <span class="muted">. Cannot be checked: {claim.caveat}</span>}
    </>
  );
}
