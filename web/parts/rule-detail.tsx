import type { ComponentChildren } from "preact";
import {
  type CompanyPlace,
  type ControlRule,
  companyAddress,
  companyFigure,
  type PathStep,
} from "../state/company-question.ts";
import { explainFigure } from "../state/everywhere.ts";
import {
  dayWords,
  distanceWords,
  rangeWords,
  shareWords,
  sourceWords,
  stakeWords,
  underWords,
} from "./control-words.ts";
import { BasisBadge } from "./explain-panel.tsx";
import { OutcomeMark } from "./outcome-mark.tsx";
import { ShareBar } from "./share-bar.tsx";

type Party = Extract<PathStep, { step: "stake" }>["holder"];

/** A party by its name and country, leading to its own page. */
export function PartyLink({ party }: { readonly party: Party }) {
  return (
    <>
      <a href={companyAddress({ party: party.key })}>
        <bdi>{party.label}</bdi>
      </a>
      {party.country === null ? null : <span class="muted"> {party.country}</span>}
    </>
  );
}

interface RuleDetailProps {
  readonly rule: ControlRule;
  /** Which cause of the explanation it is. */
  readonly at: number;
  readonly values: CompanyPlace;
}

/** Why a rule says what it says: the path, its tests, how near it is to turning, and what moved across its threshold. */
export function RuleDetail({ rule, at, values }: RuleDetailProps) {
  return (
    <div class="rule-detail">
      <Path rule={rule} />
      <Tests rule={rule} />
      <Turns rule={rule} />
      <Restructurings rule={rule} />
      {rule.note === null ? null : <p class="muted">{rule.note}</p>}
      {rule.status.note === null ? null : <p class="muted">Status: {rule.status.note}</p>}
      <p class="muted">
        {rule.authority}. Public since {rule.published}. Source: {sourceWords(rule)}; of its status:{" "}
        {sourceWords(rule.status)}.
      </p>
      <button type="button" onClick={() => explainFigure(companyFigure("control", values, at))}>
        Where this comes from
      </button>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Path({ rule }: { readonly rule: ControlRule }) {
  if (rule.path.length === 0) return <p>No stake and no list leads to it.</p>;
  const title = rule.outcome === "no" ? "The nearest path" : "By what path";
  return (
    <Section title={title}>
      <ol class="path">
        {rule.path.map((step, index) => (
          <li key={index} data-step={step.step}>
            <Step step={step} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Step({ step }: { readonly step: PathStep }) {
  switch (step.step) {
    case "stake":
      return (
        <>
          <PartyLink party={step.holder} /> holds <strong>{stakeWords(step)}</strong>{" "}
          {step.interest === "equity" ? "of" : "in"} <PartyLink party={step.held} />
          <span class="muted about">
            {[dayWords(step), sourceWords(step)].filter((part) => part !== "").join(" · ")}{" "}
            <BasisBadge basis={step.basis} />
          </span>
        </>
      );
    case "is":
      return (
        <>
          <PartyLink party={step.party} /> {step.because}
          <span class="muted about">{sourceWords(step)}</span>
        </>
      );
    case "rule":
      return (
        <>
          so <PartyLink party={step.party} /> {underWords(step)}
        </>
      );
    default:
      return (
        <>
          <PartyLink party={step.seller} /> sells {step.product} to <PartyLink party={step.buyer} />
          <span class="muted about">{sourceWords(step)}</span>
        </>
      );
  }
}

function Tests({ rule }: { readonly rule: ControlRule }) {
  return (
    <Section title="Its tests">
      <ul class="rule-tests">
        {rule.tests.map((test) => {
          const distance = test.outcome === "no" && test.high !== "0" ? distanceWords(test.toThreshold) : null;
          return (
            <li key={test.test} data-test={test.test}>
              <OutcomeMark outcome={test.outcome} /> <span>{test.title}</span>
              <Measured {...test} />
              {distance === null ? null : <span class="about near">Near: {distance}.</span>}
              {test.readings
                .filter(({ high }) => high !== "0" || test.high !== "0")
                .map((reading) => (
                  <div key={reading.reading} class="reading">
                    <OutcomeMark outcome={reading.outcome} /> read so that {reading.title}
                    <Measured {...reading} threshold={test.threshold} moreThan={test.moreThan} />
                    <span class="muted about">{sourceWords(reading)}</span>
                  </div>
                ))}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}

interface MeasuredProps {
  readonly low: string | null;
  readonly high: string | null;
  readonly threshold: string | null;
  readonly moreThan: boolean | null;
}

/** A share against its threshold, as a bar and in words. */
export function Measured({ low, high, threshold, moreThan }: MeasuredProps) {
  if (low === null || high === null || threshold === null) return null;
  return (
    <span class="measured">
      <ShareBar low={low} high={high} threshold={threshold} />
      <span>
        {rangeWords(low, high)}, threshold {moreThan === true ? "more than " : ""}
        {shareWords(threshold)}
      </span>
    </span>
  );
}

function Turns({ rule }: { readonly rule: ControlRule }) {
  if (rule.turns.length === 0) return null;
  return (
    <Section title={rule.outcome === "open" ? "What would decide it" : "What single stake would turn it"}>
      <ul>
        {rule.turns.map((turn) => (
          <li key={`${turn.holder.key}>${turn.held.key} ${turn.interest}`}>
            <PartyLink party={turn.holder} /> in <PartyLink party={turn.held} />: now {stakeWords(turn)};{" "}
            {turn.becomes === "open" ? "open" : turn.becomes} at {shareWords(turn.at)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Restructurings({ rule }: { readonly rule: ControlRule }) {
  if (rule.restructurings.length === 0) return null;
  return (
    <Section title="What moved across the threshold">
      <ul>
        {rule.restructurings.map((moved) => (
          <li key={`${moved.test} ${moved.holder.key}>${moved.held.key} ${moved.day}`} class="restructuring">
            <PartyLink party={moved.holder} /> in <PartyLink party={moved.held} />:{" "}
            {rangeWords(moved.before.low, moved.before.high)} before, {rangeWords(moved.after.low, moved.after.high)}{" "}
            from {moved.day} on, {Math.abs(moved.days)} days {moved.days < 0 ? "before" : "after"} the rule became
            public on {moved.published}; threshold {shareWords(moved.threshold)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
