import { AnswerFiles, fileAt } from "../parts/answer-files.tsx";
import { otherTables } from "../parts/answer-tables.ts";
import { AskedPart } from "../parts/asked-part.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { ChoiceField, Controls } from "../parts/fields.tsx";
import { MarketLinks, type TradedCode } from "../parts/market-links.tsx";
import { MineralControl } from "../parts/mineral-control.tsx";
import {
  MineralConflicts,
  MineralPrices,
  MineralReliance,
  MineralRelianceComputed,
  MineralTrade,
} from "../parts/mineral-figures.tsx";
import { MineralLaw } from "../parts/mineral-law.tsx";
import { MineralLoop } from "../parts/mineral-loop.tsx";
import { MineralProduction } from "../parts/mineral-production.tsx";
import { MineralsBoard } from "../parts/minerals-board.tsx";
import { MissingFigures } from "../parts/missing-figures.tsx";
import { OtherFigures } from "../parts/other-figures.tsx";
import { Warnings } from "../parts/problem.tsx";
import { useQuestion } from "../state/answers.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import {
  changeMinerals,
  type Mineral,
  type MineralsAnswer,
  type MineralsPlace,
  mineralsAddress,
  mineralsFigure,
  mineralsPlace,
  mineralsQuestion,
} from "../state/minerals-question.ts";
import { client } from "../state/server.ts";
import "../styles/market.css";

/** Who makes a mineral, how sure that is, and what stands around it; without one, the board of all. */
export function MineralsScreen() {
  const values = mineralsPlace();
  const asked = useQuestion(
    "minerals",
    mineralsQuestion(values),
    settings(),
    (given, signal): Promise<MineralsAnswer> => client.value.minerals(given, { ...settings(), signal }),
  );
  const { value } = asked.value;
  // The answer that stays in sight while the next is awaited may be of other minerals.
  const only = value?.result.minerals.find(({ mineral }) => mineral === values.mineral.toLowerCase());
  return (
    <div class="with-controls">
      <MineralsControls values={values} known={value?.result.known ?? []} />
      <div>
        <h1>{values.mineral === "" ? "Minerals board" : nameOf(only?.mineral ?? values.mineral)}</h1>
        <AskedPart asked={asked.value} working="Setting the sources side by side …" class="wordy">
          {(value) => (
            <>
              {values.mineral === "" ? (
                <MineralsBoard minerals={value.result.minerals} values={values} />
              ) : only === undefined ? null : (
                <OneMineral mineral={only} values={values} isSilent={value.warnings.length > 0} />
              )}
              <AnswerFiles
                name="minerals"
                write={(format) =>
                  fileAt(client.value.urlOf("minerals", mineralsQuestion(values), { ...settings(), format }))
                }
              />
              <Warnings warnings={value.warnings} />
              <CoverageNotes answer={value} />
            </>
          )}
        </AskedPart>
      </div>
    </div>
  );
}

const nameOf = (mineral: string): string => mineral.charAt(0).toUpperCase() + mineral.slice(1);

interface MineralsControlsProps {
  readonly values: MineralsPlace;
  readonly known: readonly string[];
}

const YEARS = [1, 2, 5, 10, 20, 60];
const TOPS = [5, 10, 20, 50];

const withOwn = (counts: readonly number[], own: number): readonly (readonly [string, string])[] =>
  [...new Set([...counts, own])].sort((a, b) => a - b).map((count) => [String(count), String(count)]);

function MineralsControls({ values, known }: MineralsControlsProps) {
  const minerals = known.includes(values.mineral) || values.mineral === "" ? known : [...known, values.mineral];
  return (
    <Controls label="Minerals">
      <fieldset>
        <legend>Which</legend>
        <ChoiceField
          label="Mineral"
          value={values.mineral}
          choices={[["", "All, as a board"], ...minerals.map((mineral) => [mineral, nameOf(mineral)] as const)]}
          onChange={(mineral) => changeMinerals({ mineral })}
        />
      </fieldset>
      <fieldset>
        <legend>How much of it</legend>
        <ChoiceField
          label="Years, counted back"
          value={String(values.years)}
          choices={withOwn(YEARS, values.years)}
          onChange={(years) => changeMinerals({ years: Number(years) })}
        />
        <ChoiceField
          label="Countries one by one"
          value={String(values.top)}
          choices={withOwn(TOPS, values.top)}
          onChange={(top) => changeMinerals({ top: Number(top) })}
        />
      </fieldset>
      <p>
        <a href={mineralsAddress({})}>The board of all minerals</a>
      </p>
    </Controls>
  );
}

/** What the figures below are drawn from; the rest of an answer is shown as tables. */
const DRAWN: readonly (keyof Mineral)[] = [
  ...(["mineral", "production", "reserves", "conflicts", "reliance", "prices", "trade"] as const),
  ...(["control", "relianceComputed", "loop", "duties", "controls"] as const),
];

/** The codes of its trade with their largest exporter, then those that only law names. */
function codesOf({ trade, duties, controls }: Mineral): readonly TradedCode[] {
  const ofLaw = [...duties, ...controls].map(({ code }): TradedCode => ({ code, label: "" }));
  const ofTrade = trade.map(({ code, label, exporters }): TradedCode => ({ code, label, origin: exporters[0]?.key }));
  return [...new Map([...ofLaw, ...ofTrade].map((each) => [each.code, each])).values()];
}

interface OneMineralProps {
  readonly mineral: Mineral;
  readonly values: MineralsPlace;
  /** True where production could be held and is not. */
  readonly isSilent: boolean;
}

function OneMineral({ mineral, values, isSilent }: OneMineralProps) {
  const { production, reserves, trade } = mineral;
  const codes = codesOf(mineral);
  const sources = new Set([...production, ...reserves, ...mineral.prices].map(({ source }) => source)).size;
  return (
    <>
      <MarketLinks here="/minerals" about={mineral.mineral} codes={codes} />
      {sources === 0 ? null : (
        <p>
          Figures of{" "}
          <button type="button" class="figure-button" onClick={() => explainFigure(mineralsFigure(values))}>
            {sources}
          </button>{" "}
          {sources === 1 ? "source" : "sources"}, each by itself.
        </p>
      )}
      {isSilent ? <MissingFigures mineral={mineral.mineral} hasTrade={trade.length > 0} /> : null}
      {production.map((table) => (
        <MineralProduction
          key={`${table.source} ${table.series}`}
          mineral={mineral.mineral}
          of="production"
          table={table}
          values={values}
        />
      ))}
      <MineralConflicts mineral={mineral} values={values} />
      {reserves.map((table) => (
        <MineralProduction
          key={`${table.source} ${table.series}`}
          mineral={mineral.mineral}
          of="reserves"
          table={table}
          values={values}
        />
      ))}
      <MineralControl mineral={mineral} values={values} />
      <MineralLoop mineral={mineral} />
      <MineralReliance mineral={mineral} values={values} />
      <MineralRelianceComputed mineral={mineral} values={values} />
      <MineralPrices mineral={mineral} values={values} />
      {trade.length === 0 ? (
        <p>
          The store holds no trade of its codes: <code>headwater import</code> of trade statistics (
          <code>--as flows</code>) fills it.
        </p>
      ) : (
        <MineralTrade mineral={mineral} values={values} />
      )}
      <MineralLaw mineral={mineral} />
      <OtherFigures name={mineral.mineral} tables={otherTables(mineral, DRAWN)} />
    </>
  );
}
