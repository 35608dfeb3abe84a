import type { Result } from "../../src/client/client.ts";
import { useAsked } from "../state/answers.ts";
import {
  type CompanyPlace,
  companyFigure,
  companyQuestion,
  companySettings,
  isCountry,
} from "../state/company-question.ts";
import { addressOf } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { CompanyFigures } from "./company-figures.tsx";
import { CompanySide } from "./company-side.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { LazyPart } from "./lazy-part.tsx";
import { Problem, Warnings } from "./problem.tsx";

type Company = Result<"company">;

const loadControl = async () => (await import("./control-part.tsx")).ControlPart;

/** What is known of one party: who it is, whose it is, and what it sells and buys, tier by tier. */
export function CompanyView({ values }: { readonly values: CompanyPlace }) {
  const question = companyQuestion(values);
  const settings = companySettings(values);
  const asked = useAsked(`company ${JSON.stringify([question, settings])}`, (signal) =>
    client.value.company(question, { ...settings, signal }),
  );
  const { value, problem, waiting } = asked.value;
  // The book knows owners of companies that no row of the store names.
  if (problem?.status === 404 && !isCountry(values)) {
    return <LazyPart load={loadControl} props={{ values, alone: true }} />;
  }
  if (problem !== null) {
    return (
      <div>
        <h1>Company</h1>
        <Problem problem={problem} />
      </div>
    );
  }
  if (value === null) return <p role="status">Looking it up …</p>;
  const { result } = value;
  const reference = companyFigure("company", values);
  return (
    <div class={waiting ? "waiting" : undefined} aria-busy={waiting}>
      <Header company={result} />
      <Warnings warnings={value.warnings} />
      {result.party.kind === "country" ? null : <LazyPart load={loadControl} props={{ values, alone: false }} />}
      <Facilities facilities={result.facilities} />
      <CompanyFigures company={result} reference={reference} />
      {result.dataset === null ? (
        <p>No dataset of the store holds a row of it. Bills of lading or trade statistics would show what it trades.</p>
      ) : (
        <>
          <CompanySide company={result} side="sells" reference={reference} />
          <CompanySide company={result} side="buys" reference={reference} />
        </>
      )}
      <p>
        <a href={addressOf("/ask/exposure", exposureQuery(result))}>Who depends on it</a>
      </p>
      <CoverageNotes answer={value} />
    </div>
  );
}

const exposureQuery = ({ party }: Company): string =>
  `${party.kind === "country" ? "origin" : "party"}=${readable(party.key)}`;

function Header({ company }: { readonly company: Company }) {
  const { party } = company;
  const facts = [
    ["Kind", party.kind],
    ["Country", party.country?.label ?? null],
    ["Incorporated in", party.incorporatedIn],
    ["Headquarters in", party.headquarteredIn],
    ["Legal form", party.legalForm],
    ["Listed", party.listed],
    ["Id", party.key],
    ...party.ids.map(({ scheme, value }) => [scheme, value] as const),
  ] as const;
  return (
    <header>
      <h1>{party.name}</h1>
      <dl class="inputs facts">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={`${name} ${value}`}>
              <dt>{name}</dt>
              <dd class={name === "Id" ? "code" : undefined}>{value}</dd>
            </div>
          ),
        )}
      </dl>
      {party.names.length < 2 ? null : (
        <section>
          <h2>Names</h2>
          <ul>
            {party.names.map(({ name, script, kind, source }) => (
              <li key={`${name} ${source}`}>
                <bdi>{name}</bdi>{" "}
                <span class="muted">{[kind, script, source].filter((part) => part !== null).join(", ")}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </header>
  );
}

function Facilities({ facilities }: Pick<Company, "facilities">) {
  if (facilities.length === 0) return null;
  return (
    <ChartFigure
      name="facilities"
      title="Facilities"
      caption={`${facilities.length} ${facilities.length === 1 ? "place is" : "places are"} known.`}
      table={{
        kind: "table",
        title: "Facilities",
        columns: [
          { name: "name", label: "Name", type: "text" },
          { name: "stage", label: "Stage", type: "code" },
          { name: "address", label: "Address", type: "code" },
          { name: "region", label: "Region", type: "code" },
          { name: "country", label: "Country", type: "code" },
          { name: "latitude", label: "Latitude", type: "number" },
          { name: "longitude", label: "Longitude", type: "number" },
          { name: "source", label: "Source", type: "code" },
        ],
        rows: facilities.map((each) => [
          each.name ?? each.key,
          each.stage,
          each.address,
          each.region,
          each.country,
          each.lat,
          each.lon,
          each.source,
        ]),
      }}
    />
  );
}
