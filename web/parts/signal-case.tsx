import type { RefObject } from "preact";
import type { SeriesEvent } from "../../src/charts/series-chart.ts";
import type { Table } from "../../src/render/document.ts";
import { SIGNAL_NAMES } from "../../src/render/views/diversion.ts";
import { companyAddress } from "../state/company-question.ts";
import type { Candidate, DiversionResult, Signal } from "../state/signals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { LegFigure } from "./signal-leg.tsx";
import { STATE_WORDS } from "./signal-list.tsx";
import { SignalPassage } from "./signal-passage.tsx";
import { SignalTriage } from "./signal-triage.tsx";

interface SignalCaseProps {
  readonly result: DiversionResult;
  readonly candidate: Candidate;
  readonly events: readonly SeriesEvent[];
  readonly reference: string;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

/** One third country: what makes the case, what speaks against it, what else may explain it, and what would decide. */
export function SignalCase({ result, candidate, events, reference, heading }: SignalCaseProps) {
  const { country, feed, third, inputs } = candidate;
  const of = { result, events, reference };
  return (
    <section class="case" aria-labelledby="case">
      <h2 id="case" ref={heading} tabIndex={-1}>
        {country.label}
      </h2>
      <Verdicts candidate={candidate} />
      <SignalTriage key={country.key} result={result} candidate={candidate} />
      <LegFigure lead="First leg" leg={feed} {...of} />
      <LegFigure lead="Second leg" leg={third} {...of} />
      <Inputs {...of} inputs={inputs} />
      <div class="signals-table">
        {" "}
        <ChartFigure
          name={`signals-${result.product.code}-by-${country.key}`}
          title={`Signals on ${country.label}`}
          caption={signalsWords(candidate)}
          table={signalsTable(candidate, result.unit)}
          tableProps={{ reference: () => reference }}
        />
      </div>{" "}
      <SignalPassage result={result} candidate={candidate} reference={reference} />
      <Against candidate={candidate} />
    </section>
  );
}

/** Diversion, and apart from it evasion: goods may lawfully go another way. */
function Verdicts({ candidate }: { readonly candidate: Candidate }) {
  const { diversion, evasion, reasons, evasionReasons } = candidate;
  const shown = [
    ["Diversion", diversion, reasons],
    ["Evasion", evasion, [...evasionReasons, "Goods may lawfully go another way."]],
  ] as const;
  return (
    <div class="verdicts">
      {shown.map(([name, said, because]) => (
        <section key={name}>
          <h3>
            {name}: <span class="badge">{said}</span>
          </h3>
          <ul>
            {because.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

interface InputsProps extends Omit<SignalCaseProps, "candidate" | "heading"> {
  readonly inputs: Candidate["inputs"];
}

/** What the source sold there of the product's inputs, folded: most of them are not traded at all. */
function Inputs({ inputs, ...of }: InputsProps) {
  if (inputs.length === 0) return null;
  const traded = inputs.filter(({ points }) => points.some(({ actual }) => actual !== null && actual !== "0"));
  const words = `${traded.length} of ${inputs.length} inputs of the product with trade on the first leg`;
  if (traded.length === 0) return <p>{words}.</p>;
  return (
    <details>
      <summary>{words}</summary>
      {traded.map((leg) => (
        <LegFigure key={leg.code} lead="Input" leg={leg} {...of} />
      ))}
    </details>
  );
}

const count = ({ signals }: Candidate, state: Candidate["signals"][number]["state"]): number =>
  signals.filter((signal) => signal.state === state).length;

function signalsWords(candidate: Candidate): string {
  const [there, weak, no, unknown] = (["yes", "weak", "no", "unknown"] as const).map((state) =>
    count(candidate, state),
  );
  return `Of ${candidate.signals.length} signals ${there} ${there === 1 ? "is" : "are"} there, ${weak} weak, ${no} not there; of ${unknown} the data cannot say. What each does to the verdict stands beside it.`;
}

/** What the value of a signal is in, where it is an amount. */
const AMOUNTS: ReadonlySet<string> = new Set(["direct-fall", "third-rise", "feed-rise"]);

function signalsTable({ country, signals }: Candidate, unit: "kg" | "usd"): Table {
  return {
    kind: "table",
    title: `Signals on ${country.label}`,
    columns: [
      { name: "signal", label: "Signal", type: "text" },
      { name: "state", label: "There", type: "code" },
      { name: "words", label: "What it says", type: "text" },
      { name: "value", label: "Value", type: "number" },
      { name: "unit", label: "In", type: "code" },
      { name: "threshold", label: "Threshold", type: "text" },
      { name: "part", label: "To the verdict", type: "text" },
      { name: "weight", label: "Counts", type: "count" },
      { name: "from", label: "From", type: "code" },
      { name: "until", label: "To", type: "code" },
      { name: "level", label: "Seen on", type: "code" },
    ],
    rows: signals.map(({ name, state, value, threshold, part, weight, from, until, level, words }) => [
      ...[SIGNAL_NAMES[name], STATE_WORDS[state], words, value],
      value !== null && AMOUNTS.has(name) ? unit : null,
      ...[threshold, PART_WORDS[part], weight === 0 ? null : weight, from, until, level],
    ]),
  };
}

const PART_WORDS: Readonly<Record<Signal["part"], string>> = {
  leg: "one of its legs",
  supports: "supports",
  weakens: "weakens",
  nothing: "does nothing",
};

const EXPLANATION_NAMES: Readonly<Record<Candidate["explanations"][number]["name"], string>> = {
  "new-plant": "A plant there",
  "growing-market": "A growing market",
  "brief-stop": "A stop of one month",
};

const EXPLANATION_STATES = { yes: "speaks for it", no: "speaks against it", unknown: "not known" } as const;

/** The name of a firm without the trade names behind it, by which its own page finds it. */
const firmOf = (name: string): string => name.replace(/ \([^()]*\)$/, "");

/** What speaks against the case, what else may explain it, and what would decide. */
function Against({ candidate: { signals, explanations, decide } }: { readonly candidate: Candidate }) {
  const against = signals.filter(({ state, part }) => state === "no" || part === "weakens");
  return (
    <>
      <section>
        <h3>What speaks against it</h3>
        {against.length === 0 ? (
          <p>No signal that the data can show speaks against it.</p>
        ) : (
          <ul>
            {against.map(({ name, words }) => (
              <li key={name}>
                {SIGNAL_NAMES[name]}: {words}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h3>Innocent explanations</h3>
        <ul>
          {explanations.map(({ name, state, words, named, decides }) => (
            <li key={name}>
              {EXPLANATION_NAMES[name]} <span class="badge">{EXPLANATION_STATES[state]}</span>
              <span class="about-line">{words}</span>
              {named.map((firm) => (
                <a key={firm} class="about-line" href={companyAddress({ party: firmOf(firm) })}>
                  {firmOf(firm)}: its own page
                </a>
              ))}
              <span class="muted about-line">To decide it: {decides}</span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>What would decide</h3>
        <ul>
          {decide.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
