import { AnswerFiles, fileAt } from "../parts/answer-files.tsx";
import { AskedPart } from "../parts/asked-part.tsx";
import { ClaimList } from "../parts/claim-list.tsx";
import { VERDICT_WORDS, VERDICTS } from "../parts/claim-words.ts";
import { ClaimsFigure } from "../parts/claims-figure.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { ChoiceField, Controls, TextField } from "../parts/fields.tsx";
import { MarketLinks } from "../parts/market-links.tsx";
import { Warnings } from "../parts/problem.tsx";
import { useQuestion } from "../state/answers.ts";
import {
  type ClaimsAnswer,
  type ClaimsPlace,
  changeClaims,
  claimsAddress,
  claimsFigure,
  claimsPlace,
  claimsQuestion,
} from "../state/claims-question.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import "../styles/market.css";

function useClaims(values: ClaimsPlace) {
  return useQuestion(
    "claims",
    claimsQuestion(values),
    settings(),
    (given, signal): Promise<ClaimsAnswer> => client.value.claims(given, { ...settings(), signal }),
  );
}

/** What documents say, beside what the book and the store compute. */
export function ClaimsScreen() {
  const values = claimsPlace();
  const asked = useClaims(values);
  const whole = useClaims({ verdict: "", document: "", about: "", open: "" });
  return (
    <div class="with-controls">
      <ClaimsControls values={values} all={whole.value.value} />
      <div>
        <h1>Claims</h1>
        <AskedPart asked={asked.value} working="Working the claims out …">
          {(value) => (
            <>
              <Found answer={value} values={values} />
              <CoverageNotes answer={value} />
            </>
          )}
        </AskedPart>
      </div>
    </div>
  );
}

interface ClaimsControlsProps {
  readonly values: ClaimsPlace;
  /** All claims: what can be chosen among. */
  readonly all: ClaimsAnswer | null;
}

function ClaimsControls({ values, all }: ClaimsControlsProps) {
  const documents = new Map((all?.result.claims ?? []).map(({ document }) => [document.id, document.title]));
  if (values.document !== "" && !documents.has(values.document)) documents.set(values.document, values.document);
  const counts = all?.result.counts;
  return (
    <Controls label="Claims">
      <fieldset>
        <legend>Only claims that</legend>
        <ChoiceField
          label="came out as"
          value={values.verdict}
          choices={[
            ["", "anything"],
            ...VERDICTS.map((verdict) => {
              const count = counts?.[verdict];
              return [verdict, `${VERDICT_WORDS[verdict]}${count === undefined ? "" : ` (${count})`}`] as const;
            }),
          ]}
          onChange={(verdict) => changeClaims({ verdict })}
        />
        <ChoiceField
          label="stand in"
          value={values.document}
          choices={[["", "any document"], ...documents]}
          onChange={(document) => changeClaims({ document })}
        />
        <TextField
          label="hold these words"
          value={values.about}
          placeholder="stock, magnets, BTR …"
          onChange={(about) => changeClaims({ about })}
        />
      </fieldset>
      <p class="muted">
        Claims are rows of the book: a folder of your own (<code>--book</code>) adds more to{" "}
        <code>claims/claims.csv</code>.
      </p>
    </Controls>
  );
}

function Found({ answer, values }: { readonly answer: ClaimsAnswer; readonly values: ClaimsPlace }) {
  const { result } = answer;
  return (
    <>
      <MarketLinks here="/claims" />
      {result.total === 0 ? (
        <p>
          No claim that is chosen came out so.{" "}
          <a href={claimsAddress({ ...values, verdict: "", open: "" })}>All outcomes</a>
        </p>
      ) : (
        <>
          <ClaimsFigure result={result} values={values} />
          <section>
            <h2>
              <button type="button" class="figure-button" onClick={() => explainFigure(claimsFigure(values))}>
                {result.total}
              </button>{" "}
              {result.total === 1 ? "claim" : "claims"}
            </h2>
            <AnswerFiles
              name="claims"
              write={(format) =>
                fileAt(client.value.urlOf("claims", claimsQuestion(values), { ...settings(), format }))
              }
            />
            <ClaimList claims={result.claims} values={values} />
          </section>
        </>
      )}
      <Warnings warnings={answer.warnings} />
    </>
  );
}
