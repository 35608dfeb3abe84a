import type { Answer, Result } from "../../src/client/client.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { Problem, Warnings } from "../parts/problem.tsx";
import { WorkedQuestions } from "../parts/worked-questions.tsx";
import { useAsked } from "../state/answers.ts";
import { addressOf, explainFigure, settings } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { place } from "../state/location.ts";
import { writeReference } from "../state/reference.ts";
import { client } from "../state/server.ts";

type Found = Result<"search">;
type Hit = Found["groups"][number]["hits"][number];
type Classified = Result<"classify">;

const HEADINGS: Readonly<Record<string, string>> = { product: "Products", company: "Companies", country: "Countries" };

/** One field for a company, a product, a code or a country; a description of goods is proposed HS codes for. */
export function SearchScreen() {
  const text = (place.value.query.get("q") ?? "").trim();
  return (
    <div class="page">
      <h1>{text === "" ? "What stands behind a product?" : `Search: ${text}`}</h1>
      {text === "" ? (
        <WorkedQuestions lead="Search for a company, an HS code, a product or a country, or begin with one of these questions." />
      ) : (
        <Results key={text} text={text} />
      )}
    </div>
  );
}

function Results({ text }: { readonly text: string }) {
  const found = useAsked(`search ${text} ${JSON.stringify(settings())}`, (signal) =>
    client.value.search({ text }, { ...settings(), signal }),
  );
  const { value, problem } = found.value;
  return (
    <>
      {problem === null ? null : <Problem problem={problem} />}
      {value === null && problem === null ? <p role="status">Searching …</p> : null}
      {value === null ? null : <Groups answer={value} text={text} />}
      {/\p{L}{2}/u.test(text) ? <Candidates text={text} /> : null}
    </>
  );
}

function Groups({ answer, text }: { readonly answer: Answer<Found>; readonly text: string }) {
  const groups = answer.result.groups.filter(({ hits }) => hits.length > 0);
  return (
    <>
      <Warnings warnings={answer.warnings} />
      {groups.length === 0 ? (
        <p>
          Nothing in the store or the nomenclature is called “{text}”. Companies are found where the store holds bills
          of lading or a list of parties.
        </p>
      ) : null}
      {groups.map(({ kind, hits }) => (
        <section key={kind}>
          <h2>{HEADINGS[kind] ?? kind}</h2>
          <ul class="hits">
            {hits.map((hit) => (
              <HitLine key={hit.key} kind={kind} hit={hit} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

/** Where a hit leads, the first from its name. */
function leads(kind: string, key: string): readonly (readonly [string, string])[] {
  const of = readable(key);
  if (kind === "product") {
    return [
      [addressOf("/chain", `product=${of}`), "Value chain"],
      [addressOf("/ask/inputs", `product=${of}`), "What goes into it"],
      [addressOf("/ask/inputs", `product=${of}&direction=down`), "What it goes into"],
    ];
  }
  return [
    [addressOf("/company", `party=${of}`), "What it sells and buys"],
    [addressOf("/ask/exposure", kind === "country" ? `origin=${of}` : `party=${of}`), "Who depends on it"],
  ];
}

function HitLine({ kind, hit }: { readonly kind: string; readonly hit: Hit }) {
  const [[first] = ["", ""], ...others] = leads(kind, hit.key);
  const more = [hit.detail, hit.place, ...hit.ids].filter((part) => part !== null && part !== "");
  return (
    <li>
      <a href={first}>{kind === "product" ? `${formatHs(hit.key)} ${hit.label}` : hit.label}</a>
      <span class="leads">
        {others.map(([href, words]) => (
          <a key={href} href={href}>
            {words}
          </a>
        ))}
      </span>
      <span class="why">{more.join(" · ")}</span>
      <span class="why muted">{hit.why}</span>
    </li>
  );
}

/** HS codes for a description of goods, each with the words that speak for it. */
function Candidates({ text }: { readonly text: string }) {
  const asked = useAsked(`classify ${text} ${JSON.stringify(settings())}`, (signal) =>
    client.value.classify({ text }, { ...settings(), signal }),
  );
  const { value } = asked.value;
  if (value === null || value.result.candidates.length === 0) return null;
  return (
    <section>
      <h2>As a description of goods</h2>
      <Warnings warnings={value.warnings} />
      <ul class="hits">
        {value.result.candidates.map((candidate) => (
          <CandidateLine key={candidate.code} candidate={candidate} text={text} />
        ))}
      </ul>
      {value.result.unknown.length === 0 ? null : (
        <p class="muted">Not understood: {value.result.unknown.join(", ")}.</p>
      )}
    </section>
  );
}

interface CandidateLineProps {
  readonly candidate: Classified["candidates"][number];
  readonly text: string;
}

function CandidateLine({ candidate, text }: CandidateLineProps) {
  const { code, revision, label, score, reasons, warning } = candidate;
  const reference = writeReference({ operation: "classify", question: { text }, path: [] });
  return (
    <li>
      <a href={addressOf("/chain", `product=${code}`)}>
        {formatHs(code)} {label}
      </a>
      <button
        type="button"
        class="figure-button number"
        title="Where this score comes from"
        onClick={() => explainFigure(reference)}
      >
        {Number(score).toFixed(2)}
      </button>
      <span class="why muted">
        HS {revision}. {reasons.join(" ")}
      </span>
      {warning === null ? null : <span class="why">{warning}</span>}
    </li>
  );
}
