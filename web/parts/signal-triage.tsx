import type { Table } from "../../src/render/document.ts";
import { go } from "../state/location.ts";
import { findingOf, keepNote, notes, type SignalNote, STATUSES, type Status } from "../state/signal-notes.ts";
import { type Candidate, type DiversionResult, signalsAddress, signalsPlace } from "../state/signals-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { saveFile } from "./download.ts";
import { ChoiceField } from "./fields.tsx";

/** What a status is called. */
export const statusWords = (status: Status): string => STATUSES.find(([word]) => word === status)?.[1] ?? status;

/** What is noted of a finding; undefined where nothing is. */
export const noteOn = (result: DiversionResult, candidate: Candidate): SignalNote | undefined =>
  notes.value.find(({ finding }) => finding === findingOf(result, candidate));

interface SignalTriageProps {
  readonly result: DiversionResult;
  readonly candidate: Candidate;
}

/** What a reader has made of a finding: a status and a note that stay in the browser. */
export function SignalTriage({ result, candidate }: SignalTriageProps) {
  const { country, diversion, evasion } = candidate;
  const noted = noteOn(result, candidate);
  const keep = (changes: Partial<Pick<SignalNote, "status" | "note">>) =>
    keepNote({
      finding: findingOf(result, candidate),
      country: country.label,
      diversion,
      evasion,
      status: noted?.status ?? "new",
      note: noted?.note ?? "",
      ...changes,
      address: signalsAddress({ ...signalsPlace(), open: country.key }),
      changed: new Date().toISOString(),
    });
  return (
    <form class="triage" aria-label={`Your view of ${country.label}`} onSubmit={(event) => event.preventDefault()}>
      <ChoiceField
        label="Your status"
        value={noted?.status ?? "new"}
        choices={STATUSES}
        onChange={(status) => keep({ status })}
      />
      <label class="field">
        <span>Your note</span>
        <textarea
          rows={2}
          maxLength={4000}
          value={noted?.note ?? ""}
          onChange={(event) => keep({ note: event.currentTarget.value.trim() })}
        />
      </label>
      <p class="muted about">
        Status and note stay in this browser; below they can be exported. They change no figure.
      </p>
    </form>
  );
}

function notesTable(all: readonly SignalNote[]): Table {
  const columns = ["finding", "country", "diversion", "evasion", "status", "note", "address", "changed"] as const;
  const labels = ["Finding", "Country", "Diversion", "Evasion", "Status", "Note", "Address", "Changed"];
  return {
    kind: "table",
    title: "Your notes",
    columns: columns.map((name, at) => ({
      name,
      label: labels[at] ?? name,
      type: name === "note" || name === "country" ? "text" : "code",
    })),
    rows: all.map((note) => columns.map((name) => note[name])),
  };
}

/** Every finding that something is noted of, whatever is asked now. */
export function SignalNotes() {
  const all = notes.value;
  if (all.length === 0) return null;
  return (
    <section>
      <ChartFigure
        name="signals-notes"
        title="Your notes"
        caption={`${all.length} ${all.length === 1 ? "finding" : "findings"} with a status or a note, in this browser alone; verdicts are those of the day of the note.`}
        table={notesTable(all)}
        tableProps={{
          lead: "finding",
          action: (row) => ({ label: "Show this finding", run: () => go(all[row]?.address ?? signalsAddress({})) }),
        }}
      />
      <button
        type="button"
        onClick={() => saveFile("signals-notes.json", "application/json", `${JSON.stringify(all, null, 2)}\n`)}
      >
        Notes as JSON
      </button>
    </section>
  );
}
