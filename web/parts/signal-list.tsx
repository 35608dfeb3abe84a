import type { Table } from "../../src/render/document.ts";
import { SIGNAL_NAMES } from "../../src/render/views/diversion.ts";
import { findCountry } from "../../src/vocab/country.ts";
import { inSentence } from "../../src/vocab/in-sentence.ts";
import { type Candidate, changeSignals, type DiversionResult, type SignalsPlace } from "../state/signals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { ChoiceField } from "./fields.tsx";
import { noteOn, statusWords } from "./signal-triage.tsx";

/** What a state of a signal is called. */
export const STATE_WORDS: Readonly<Record<Candidate["signals"][number]["state"], string>> = {
  yes: "there",
  weak: "weak",
  no: "not there",
  unknown: "not known",
};

const named = ({ signals }: Candidate, state: "yes" | "weak"): string =>
  signals.flatMap((signal) => (signal.state === state ? [SIGNAL_NAMES[signal.name]] : [])).join("; ");

function candidatesTable(result: DiversionResult, shown: readonly Candidate[]): Table {
  const { unit } = result;
  return {
    kind: "table",
    title: "Third countries",
    columns: [
      { name: "country", label: "Country", type: "text" },
      { name: "diversion", label: "Diversion", type: "code" },
      { name: "evasion", label: "Evasion", type: "code" },
      { name: "feed_change", label: "First leg, change", type: unit },
      { name: "third_change", label: "Second leg, change", type: unit },
      { name: "there", label: "Signals there", type: "text" },
      { name: "weak", label: "Weak signals", type: "text" },
      { name: "level", label: "Seen on", type: "code" },
      { name: "status", label: "Your status", type: "text" },
    ],
    rows: shown.map((candidate) => {
      const { country, diversion, evasion, feed, third, level } = candidate;
      const status = noteOn(result, candidate)?.status ?? "new";
      return [
        ...[country.label, diversion, evasion, feed.change, third.change],
        ...[named(candidate, "yes") || null, named(candidate, "weak") || null, level],
        status === "new" ? null : statusWords(status),
      ];
    }),
  };
}

interface SignalListProps {
  readonly result: DiversionResult;
  readonly values: SignalsPlace;
  readonly shown: readonly Candidate[];
  readonly open: Candidate | null;
  readonly reference: string;
  /** Called when a country is chosen, before its case is drawn. */
  readonly onOpen: () => void;
}

/** Third countries, those with most evidence first, by verdict and by signal. */
export function SignalList({ result, values, shown, open, reference, onOpen }: SignalListProps) {
  const { candidates, others } = result;
  const counted = candidates.length + others;
  return (
    <ChartFigure
      name={`signals-countries-${result.product.code}-${result.source.key}-${result.destination.key}`}
      title="Third countries"
      caption={
        shown.length === 0
          ? emptyWords(result, values)
          : `${shown.length} of ${counted} third countries, those with most evidence first; ${others} show no such rise or stand further down. A name opens its case.`
      }
      table={candidatesTable(result, shown)}
      tableProps={{
        reference: () => reference,
        rowClass: (row) => (shown[row] === open ? "lit" : undefined),
        action: (row) => {
          const key = shown[row]?.country.key;
          if (key === undefined) return null;
          return {
            label: "Open its case",
            run: () => {
              onOpen();
              changeSignals({ open: key });
            },
          };
        },
      }}
    />
  );
}

function emptyWords({ candidates, others }: DiversionResult, { via, verdict, signal }: SignalsPlace): string {
  const filter = verdict !== "" || signal !== "";
  if (filter && candidates.length > 0) return `None of ${candidates.length} third countries meets the filter.`;
  if (via === "") return `Of ${others} third countries none shows a rise of a leg by the thresholds.`;
  const name = inSentence(findCountry(via)?.name ?? via);
  return `No leg by ${name} rose by the thresholds, or none is in the data; ${candidates.length} others did. Leave the country out to see them.`;
}

/** Which of the third countries are listed. */
export function SignalFilters({ values }: { readonly values: SignalsPlace }) {
  return (
    <form class="inline-form" aria-label="Filter" onSubmit={(event) => event.preventDefault()}>
      <ChoiceField
        label="Diversion is"
        value={values.verdict}
        choices={[
          ["", "Anything"],
          ["likely", "Likely"],
          ["possible", "Possible"],
          ["none", "None"],
        ]}
        onChange={(verdict) => changeSignals({ verdict, open: "" })}
      />
      <ChoiceField
        label="The signal"
        value={values.signal}
        choices={[["", "Any"], ...Object.entries(SIGNAL_NAMES)]}
        onChange={(signal) => changeSignals({ signal, open: "" })}
      />
      {values.signal === "" ? null : (
        <ChoiceField
          label="Its state"
          value={values.strength}
          choices={[
            ["yes", STATE_WORDS.yes],
            ["weak", STATE_WORDS.weak],
            ["no", STATE_WORDS.no],
            ["unknown", STATE_WORDS.unknown],
          ]}
          onChange={(strength) => changeSignals({ strength, open: "" })}
        />
      )}
    </form>
  );
}
