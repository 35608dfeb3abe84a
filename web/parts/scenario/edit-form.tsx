import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import { asProblem } from "../../state/answers.ts";
import {
  type EditField,
  type EditForm,
  editOfTexts,
  type FieldTexts,
  fitsForm,
  formOf,
  lacking,
  textsOfEdit,
} from "../../state/edit-forms.ts";
import { type EditWritten, partsOfEdit, readEditText } from "../../state/scenario-file.ts";
import { writeYaml } from "../../state/yaml-text.ts";
import { ChoiceField, TextField } from "../fields.tsx";
import { SuggestedField } from "./suggested-field.tsx";

interface EditFormProps {
  /** The edit as it stands; of a new one its kind alone. */
  readonly edit: EditWritten;
  /** Null where nothing is to change. */
  readonly onDone: (edit: EditWritten | null) => void;
}

/** The fields of one edit, or, where it says more than they can, the edit as text. */
export function EditFields({ edit, onDone }: EditFormProps) {
  const form = formOf(partsOfEdit(edit).kind);
  const group = useRef<HTMLFieldSetElement>(null);
  const isInFields = form !== undefined && fitsForm(edit);
  useLayoutEffect(() => {
    group.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <fieldset ref={group} class="edit-form">
      <legend>{form?.label ?? "An edit"}</legend>
      {form === undefined ? null : <p class="muted about">{form.about}</p>}
      {isInFields ? <Fields form={form} edit={edit} onDone={onDone} /> : <AsText edit={edit} onDone={onDone} />}
    </fieldset>
  );
}

function Fields({ form, edit, onDone }: EditFormProps & { readonly form: EditForm }) {
  const texts = useSignal<FieldTexts>(textsOfEdit(edit));
  const said = useSignal("");
  const set = (name: string, text: string) => {
    texts.value = { ...texts.value, [name]: text };
  };
  const save = () => {
    const missing = lacking(form, texts.value);
    if (missing.length === 0) onDone(editOfTexts(form, texts.value));
    else said.value = `It needs: ${missing.join(", ")}.`;
  };
  return (
    <>
      {form.fields.map((field) => (
        <FieldInput key={field.name} field={field} text={texts.value[field.name] ?? ""} onChange={set} />
      ))}
      <Buttons save={save} onDone={onDone} said={said.value} />
    </>
  );
}

interface FieldInputProps {
  readonly field: EditField;
  readonly text: string;
  readonly onChange: (name: string, text: string) => void;
}

function FieldInput({ field, text, onChange }: FieldInputProps) {
  const { name, type, required, choices, example } = field;
  const label = required === true ? `${field.label} (needed)` : field.label;
  const change = (given: string) => onChange(name, given);
  if (choices !== undefined) {
    const none = ["", "Choose"] as const;
    return (
      <ChoiceField
        label={label}
        value={text}
        choices={[none, ...choices.map((word) => [word, word] as const)]}
        onChange={change}
      />
    );
  }
  if (type === "measure" || type === "list") {
    return <SuggestedField of={type} label={label} value={text} placeholder={example ?? ""} onChange={change} />;
  }
  return (
    <TextField
      label={label}
      value={text}
      type={type === "day" ? "date" : "text"}
      {...(example === undefined ? {} : { placeholder: example })}
      onChange={change}
    />
  );
}

function AsText({ edit, onDone }: EditFormProps) {
  const text = useSignal("");
  const said = useSignal("");
  const fail = (error: unknown) => {
    said.value = asProblem(error).message;
  };
  useLayoutEffect(() => {
    writeYaml(edit).then((written) => {
      text.value = written;
    }, fail);
  }, []);
  const save = () => {
    readEditText(text.value).then((read) => {
      if (typeof read === "string") said.value = read;
      else onDone(read);
    }, fail);
  };
  return (
    <>
      <label class="field">
        <span>The edit, as YAML</span>
        <textarea
          class="code edit-text"
          rows={12}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <Buttons save={save} onDone={onDone} said={said.value} />
    </>
  );
}

interface ButtonsProps extends Pick<EditFormProps, "onDone"> {
  readonly save: () => void;
  readonly said: string;
}

function Buttons({ save, onDone, said }: ButtonsProps) {
  return (
    <>
      <p role="status" class="said">
        {said}
      </p>
      <div class="figure-tools">
        <button type="button" class="primary" onClick={save}>
          Suppose it
        </button>
        <button type="button" onClick={() => onDone(null)}>
          Leave it
        </button>
      </div>
    </>
  );
}
