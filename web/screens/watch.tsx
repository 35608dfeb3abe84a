import { AskedPart } from "../parts/asked-part.tsx";
import { CaseFigure } from "../parts/case-figure.tsx";
import { ChartFigure } from "../parts/chart-figure.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { Warnings } from "../parts/problem.tsx";
import { WatchControls } from "../parts/watch-controls.tsx";
import { changedTable, conflictsTable, partiesTable, silentTable, upcomingTable } from "../parts/watch-tables.ts";
import { WatchTimeline } from "../parts/watch-timeline.tsx";
import { useAsked } from "../state/answers.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import {
  type WatchAnswer,
  type WatchPlace,
  type WatchQuestion,
  watchFigure,
  watchPlace,
  watchQuestion,
} from "../state/watch-question.ts";

const useWatch = (question: WatchQuestion) =>
  useAsked<WatchAnswer>(`watch ${JSON.stringify([question, settings()])}`, (signal) =>
    client.value.watch(question, { ...settings(), signal }),
  );

/** What comes due, begins and ends, what is silent, what sources disagree about, and the cases behind it. */
export function WatchScreen() {
  const values = watchPlace();
  const asked = useWatch(watchQuestion(values));
  const whole = useWatch(watchQuestion({ ...values, programme: "", parties: "" }));
  const all = whole.value.value?.result;
  const programmes = [...(all?.upcoming ?? []), ...(all?.silent ?? [])].map(({ programme }) => programme);
  return (
    <div class="with-controls">
      <WatchControls values={values} programmes={programmes} />
      <div>
        <h1>Watch</h1>
        <AskedPart asked={asked.value} working="Looking through the calendar …">
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

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;

function Found({ answer, values }: { readonly answer: WatchAnswer; readonly values: WatchPlace }) {
  const { result } = answer;
  const { upcoming, silent, changed, conflicts, parties } = result;
  const touched = parties.filter(({ named }) => named.length > 0);
  const reference = () => watchFigure(values);
  return (
    <>
      <ChartFigure
        name="watch"
        title={`What comes from ${result.from} until ${result.until}`}
        caption={
          <>
            <button type="button" class="figure-button" onClick={() => explainFigure(reference())}>
              {upcoming.length}
            </button>{" "}
            {upcoming.length === 1 ? "date lies" : "dates lie"} ahead, {silent.length} past and silent,{" "}
            {counted(conflicts.length, "conflict")} of sources.
          </>
        }
        table={upcomingTable(result)}
        tableProps={{ rowClass: (row) => ((upcoming[row]?.touches.length ?? 0) > 0 ? "lit" : undefined) }}
      >
        <WatchTimeline result={result} />
      </ChartFigure>
      {parties.length === 0 ? null : (
        <ChartFigure
          name="watch-parties"
          title="Your list"
          caption={`${touched.length} of ${counted(parties.length, "name")} ${touched.length === 1 ? "is" : "are"} named in what is shown.`}
          table={partiesTable(result)}
        />
      )}
      {silent.length === 0 ? null : (
        <ChartFigure
          name="watch-silent"
          title="Due, and silent"
          caption="These days have passed, and the book knows no outcome."
          table={silentTable(result)}
          tableProps={{ reference }}
        />
      )}
      {changed.length === 0 ? null : (
        <ChartFigure
          name="watch-changed"
          title={`What became known since ${values.since}`}
          caption={`${counted(changed.length, "rate")}, in the order in which they became known.`}
          table={changedTable(result)}
        />
      )}
      <CaseFigure values={values} />
      {conflicts.length === 0 ? null : (
        <ChartFigure
          name="watch-conflicts"
          title="Where sources disagree"
          caption="Every reading with its source, and the one that the book uses."
          table={conflictsTable(result)}
        />
      )}
      <Warnings warnings={answer.warnings} />
    </>
  );
}
