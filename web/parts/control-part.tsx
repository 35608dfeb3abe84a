import { useAsked } from "../state/answers.ts";
import {
  type CompanyPlace,
  type ControlAnswer,
  companyAddress,
  companyFigure,
  companySettings,
  type GroupAnswer,
} from "../state/company-question.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { ControlRules } from "./control-rules.tsx";
import { rangeWords } from "./control-words.ts";
import { CoverageNotes } from "./coverage-notes.tsx";
import { OwnershipFigure } from "./ownership-figure.tsx";
import { countryName, ownersTable } from "./ownership-tables.ts";
import { Problem, Warnings } from "./problem.tsx";
import { StakesTimeline } from "./stakes-timeline.tsx";
import "../styles/control.css";

export interface ControlPartProps {
  readonly values: CompanyPlace;
  /** The store has no row of the party: then the page's heading is here. */
  readonly alone: boolean;
}

/** Whose a company is: rule by rule, by which stakes, and since when. */
export function ControlPart({ values, alone }: ControlPartProps) {
  const { party } = values;
  const settings = companySettings(values);
  const key = JSON.stringify([party, settings]);
  const control = useAsked<ControlAnswer>(`control ${key}`, (signal) =>
    client.value.control({ party }, { ...settings, signal }),
  );
  const group = useAsked<GroupAnswer>(`affiliates ${key}`, (signal) =>
    client.value.affiliates({ party }, { ...settings, signal }),
  );
  const [rules, tree] = [control.value, group.value];
  const waiting = rules.waiting || tree.waiting;
  const heading = alone ? (rules.value?.result.party.label ?? "Company") : null;
  return (
    <section class="control" aria-busy={waiting} aria-label="Whose it is">
      {heading === null ? null : (
        <header>
          <h1>{heading}</h1>
          {rules.value === null ? null : <Facts answer={rules.value} />}
        </header>
      )}
      {rules.problem === null ? null : <Problem problem={rules.problem} />}
      {rules.value === null && rules.problem === null ? <p role="status">Asking whose it is …</p> : null}
      {rules.value === null ? null : (
        <div class={dimmed(rules.waiting)}>
          <ControlRules answer={rules.value} values={values} />
          <Warnings warnings={rules.value.warnings} />
        </div>
      )}
      {tree.problem === null || rules.problem !== null ? null : <Problem problem={tree.problem} />}
      {tree.value === null ? null : (
        <div class={dimmed(tree.waiting)}>
          <OwnershipFigure answer={tree.value} values={values} />
        </div>
      )}
      {rules.value === null ? null : <Owners answer={rules.value} values={values} />}
      {tree.value === null ? null : <StakesTimeline group={tree.value} control={rules.value?.result ?? null} />}
      {alone && rules.value !== null ? <CoverageNotes answer={rules.value} /> : null}
    </section>
  );
}

/** The last answer stays in sight, paler, while the next is awaited. */
const dimmed = (waiting: boolean): string | undefined => (waiting ? "waiting" : undefined);

function Facts({ answer }: { readonly answer: ControlAnswer }) {
  const { party, listings } = answer.result;
  const facts = [
    ["Kind", party.kind],
    ["Country", party.country === null ? null : countryName(party.country)],
    ["Incorporated in", party.incorporatedIn],
    ["Headquarters in", party.headquarteredIn],
    ["Id", party.key],
    ["Lists", listings.length === 0 ? null : listings.map(({ list }) => list).join(", ")],
  ] as const;
  return (
    <>
      <dl class="inputs facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd class={name === "Id" ? "code" : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      <p>The store holds no row of what it trades: what follows is what the book knows of its owners.</p>
    </>
  );
}

function Owners({ answer, values }: { readonly answer: ControlAnswer; readonly values: CompanyPlace }) {
  const { owners, party } = answer.result;
  const ends = owners.filter(({ ultimate }) => ultimate);
  const [first] = ends;
  if (first === undefined) return null;
  const caption = `${ends.length} ${ends.length === 1 ? "chain of owners ends" : "chains of owners end"} behind ${party.label}; the largest end is ${first.party.label} with ${rangeWords(first.low, first.high)}, shares multiplied along every path.`;
  return (
    <ChartFigure
      name={`owners-${party.key}`}
      title="All who stand behind it"
      caption={caption}
      table={ownersTable(answer.result)}
      tableProps={{
        reference: () => companyFigure("control", values),
        action: (row) => {
          const key = owners[row]?.party.key;
          return key === undefined ? null : { label: "Its own page", href: companyAddress({ party: key }) };
        },
      }}
    />
  );
}
