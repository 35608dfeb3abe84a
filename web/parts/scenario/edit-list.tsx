import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { EDIT_FORMS, formOf } from "../../state/edit-forms.ts";
import type { EditSentences } from "../../state/edit-sentences.ts";
import { type EditWritten, plainEdit, type ScenarioFile, withEdit } from "../../state/scenario-file.ts";
import { EditFields } from "./edit-form.tsx";

interface EditListProps {
  readonly scenario: ScenarioFile;
  readonly sentences: EditSentences;
  /** The edit that cannot be used, by its number; null for none. */
  readonly fault: number | null;
  /** Edits that the answer has looked at, by their numbers; null for as long as there is no answer. */
  readonly read: ReadonlySet<number> | null;
  readonly onChange: (scenario: ScenarioFile) => void;
}

/** Every edit as a sentence, on one page; each is changed where it stands. */
export function EditList({ scenario, sentences, fault, read, onChange }: EditListProps) {
  /** The place of the edit that is being changed; the number of edits for a new one. */
  const open = useSignal<{ readonly at: number; readonly edit: EditWritten } | null>(null);
  const { edits } = scenario;
  const list = useRef<HTMLFieldSetElement>(null);
  // Whoever works by keyboard goes on where the form was, or at the place for new edits.
  const leave = (at: number) => {
    open.value = null;
    requestAnimationFrame(() => {
      const own = list.current?.querySelector<HTMLElement>(`[data-edit="${at}"] button`);
      (own ?? list.current?.querySelector<HTMLElement>("[data-add]"))?.focus();
    });
  };
  const finish = (at: number) => (edit: EditWritten | null) => {
    if (edit !== null) onChange(withEdit(scenario, at, edit));
    leave(at);
  };
  const remove = (at: number) => {
    onChange(withEdit(scenario, at, null));
    leave(at);
  };
  const now = open.value;
  return (
    <fieldset ref={list}>
      <legend>What is supposed</legend>
      {edits.length === 0 ? <p class="muted">Nothing: the answer is the baseline, exactly.</p> : null}
      <ol class="edits">
        {edits.map((edit, at) => {
          const own = sentences.sentenceOf(edit);
          const isIdle = read !== null && !read.has(at + 1);
          return (
            <li key={`${at} ${JSON.stringify(edit)}`} class={fault === at + 1 ? "fault" : undefined}>
              <p>{own === null || own.sentence === "" ? plainEdit(edit) : own.sentence}</p>
              {own?.note == null ? null : <p class="muted about">{own.note}</p>}
              {isIdle ? <p class="muted about">This answer looks at nothing that it changes.</p> : null}
              {now?.at === at ? (
                <EditFields edit={edit} onDone={finish(at)} />
              ) : (
                <EditTools at={at} open={() => (open.value = { at, edit })} remove={() => remove(at)} />
              )}
            </li>
          );
        })}
      </ol>
      {now?.at === edits.length ? (
        <EditFields key={formOf(Object.keys(now.edit)[0] ?? "")?.kind} edit={now.edit} onDone={finish(edits.length)} />
      ) : (
        <NewEdit
          onChoose={(edit) => {
            open.value = { at: edits.length, edit };
          }}
        />
      )}
    </fieldset>
  );
}

interface EditToolsProps {
  readonly at: number;
  readonly open: () => void;
  readonly remove: () => void;
}

function EditTools({ at, open, remove }: EditToolsProps) {
  const of = <span class="visually-hidden"> edit {at + 1}</span>;
  return (
    <div class="edit-tools" data-edit={at}>
      <Tool run={open}>Change{of}</Tool>
      <Tool run={remove}>Remove{of}</Tool>
    </div>
  );
}

const Tool = ({ run, children }: { readonly run: () => void; readonly children: ComponentChildren }) => (
  <button type="button" class="link" onClick={run}>
    {children}
  </button>
);

function NewEdit({ onChoose }: { readonly onChoose: (edit: EditWritten) => void }) {
  const kind = useSignal("ban");
  return (
    <>
      <label class="field">
        <span>Suppose something more</span>
        <select
          value={kind.value}
          onChange={(event) => {
            kind.value = EDIT_FORMS[event.currentTarget.selectedIndex]?.kind ?? "ban";
          }}
        >
          {EDIT_FORMS.map((form) => (
            <option key={form.kind} value={form.kind} selected={form.kind === kind.value}>
              {form.label}
            </option>
          ))}
        </select>
      </label>
      <button type="button" data-add onClick={() => onChoose(formOf(kind.value)?.start ?? { [kind.value]: {} })}>
        Add an edit
      </button>
    </>
  );
}
