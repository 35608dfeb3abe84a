import { AnswerFiles } from "../parts/answer-files.tsx";
import { AskedPart } from "../parts/asked-part.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { CheckField } from "../parts/fields.tsx";
import { Warnings } from "../parts/problem.tsx";
import { ScreenControls } from "../parts/screen-controls.tsx";
import { linesOf, screenLead, screenTable } from "../parts/screen-table.ts";
import { useAsked } from "../state/answers.ts";
import { companyAddress } from "../state/company-question.ts";
import type { NameRow } from "../state/name-list.ts";
import {
  askedRows,
  changeScreen,
  type ScreenAnswer,
  type ScreenPlace,
  type ScreenQuestion,
  screenFile,
  screenPlace,
  screenQuestion,
  screenRows,
  screenSettings,
} from "../state/screen-question.ts";
import { client } from "../state/server.ts";

/** Names against official lists: who is on one, how sure that is, and by what parts. */
export function ScreenScreen() {
  const values = screenPlace();
  const rows = askedRows(values);
  return (
    <div class="with-controls">
      <ScreenControls values={values} />
      <div>
        <h1>Screening</h1>
        {rows === null ? (
          <p>
            The list “{values.held}” was in the page alone and is gone with it. Choose the file or paste the names
            again.
          </p>
        ) : rows.length === 0 ? (
          <Beginning />
        ) : (
          <Found values={values} rows={rows} />
        )}
      </div>
    </div>
  );
}

const EXAMPLE: readonly NameRow[] = [
  { name: "宁德时代新能源科技股份有限公司", country: "CN", line: 1 },
  { name: "China Rare Earth Magnesium Technology Group (CREMT)", country: "CN", line: 2 },
  { name: "Syrah Resources", country: "AU", line: 3 },
];

function Beginning() {
  return (
    <>
      <p>
        Paste the names of suppliers or choose a file: each is compared with the names on official lists, in Latin and
        Chinese script. A name alone makes nobody listed; what is possible is for a person to decide.
      </p>
      <p>
        <button type="button" class="link" onClick={() => screenRows(EXAMPLE, "example")}>
          Begin with three names
        </button>
      </p>
    </>
  );
}

let last: { readonly rows: readonly NameRow[]; readonly id: number } | null = null;

/** A short key for a list that may be long: the same rows have the same key. */
function keyOf(rows: readonly NameRow[]): string {
  if (rows.length < 200) return JSON.stringify(rows);
  if (last?.rows !== rows) last = { rows, id: (last?.id ?? 0) + 1 };
  return `held ${last.id}`;
}

function Found({ values, rows }: { readonly values: ScreenPlace; readonly rows: readonly NameRow[] }) {
  const question = screenQuestion(values, rows);
  const settings = screenSettings(values);
  const { names: _names, ...rest } = question;
  const asked = useAsked<ScreenAnswer>(`screen ${keyOf(rows)} ${JSON.stringify([rest, settings])}`, (signal) =>
    client.value.screen(question, { ...settings, explain: true, signal }),
  );
  return (
    <AskedPart asked={asked.value} working="Comparing the names …">
      {(value) => (
        <>
          <Results answer={value} values={values} question={question} />
          <Warnings warnings={value.warnings} />
          {value.explanation === null ? null : (
            <details>
              <summary>How names are compared</summary>
              <p>{value.explanation.sentence}</p>
              <p class="formula">{value.explanation.formula}</p>
            </details>
          )}
          <CoverageNotes answer={value} />
        </>
      )}
    </AskedPart>
  );
}

interface ResultsProps {
  readonly answer: ScreenAnswer;
  readonly values: ScreenPlace;
  readonly question: ScreenQuestion;
}

function Results({ answer, values, question }: ResultsProps) {
  const lines = linesOf(answer.result, values.matched);
  const noted = answer.result.rows.filter(({ notes }) => notes.length > 0);
  return (
    <>
      <div class="inline-form">
        <CheckField
          label="Only names that are like a listed one"
          value={values.matched}
          onChange={(matched) => changeScreen({ matched }, { replace: true })}
        />
        <AnswerFiles
          name="screening"
          holds={{ csv: "All parts", xlsx: "All parts" }}
          write={(format) => screenFile(question, screenSettings(values), format)}
        />
      </div>
      <ChartFigure
        name="screening"
        title="Each name against the lists"
        caption={`${screenLead(answer.result)} A name on a list leads to whose that party is.`}
        table={screenTable(lines)}
        tableProps={{
          lead: "listed",
          action: (row) => {
            const party = lines[row]?.match?.party;
            return party === undefined
              ? null
              : { label: "Whose it is, and what it trades", href: companyAddress({ party }) };
          },
          rowClass: (row) => (lines[row]?.match == null ? undefined : "lit"),
        }}
      />
      {noted.length === 0 ? null : (
        <details>
          <summary>
            Notes on {noted.length} {noted.length === 1 ? "name" : "names"}
          </summary>
          <ul>
            {noted.map(({ asked, notes }) => (
              <li key={`${asked.line} ${asked.name}`}>
                <bdi>{asked.name}</bdi>: {notes.join(" ")}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
