import { type FigurePath, typedValue, valueAt, type WrittenDocument, withValue } from "../../state/written-document.ts";
import { fieldWords } from "../answer-tables.ts";
import { CheckField, TextField } from "../fields.tsx";

/** What says where a figure comes from and not what it is: changed in the text. */
const NO_TERMS: ReadonlySet<string> = new Set(["kind", "name", "source", "note", "basis"]);

interface TermFieldsProps {
  readonly document: WrittenDocument;
  /** Where the terms stand. */
  readonly path: FigurePath;
  /** Stands before the name of each term. */
  readonly label?: string;
  /** Terms that other fields hold. */
  readonly without?: readonly string[];
  readonly onChange: (document: WrittenDocument) => void;
}

const isPlain = (value: unknown): value is string | number => typeof value === "string" || typeof value === "number";

/** A field for each figure and word that stands at a place of a file, those within it too. */
export function TermFields({ document, path, label = "", without = [], onChange }: TermFieldsProps) {
  const terms = valueAt(document, path);
  if (typeof terms !== "object" || terms === null || Array.isArray(terms)) return null;
  const change = (name: string, value: unknown) => onChange(withValue(document, [...path, name], value));
  return (
    <>
      {Object.entries(terms).map(([name, value]: [string, unknown]) => {
        if (NO_TERMS.has(name) || without.includes(name)) return null;
        const words = label === "" ? fieldWords(name) : `${label}, ${fieldWords(name).toLowerCase()}`;
        if (typeof value === "boolean") {
          return <CheckField key={name} label={words} value={value} onChange={(on) => change(name, on)} />;
        }
        if (isPlain(value)) {
          return (
            <TextField
              key={name}
              label={words}
              value={String(value)}
              onChange={(text) => change(name, typedValue(text))}
            />
          );
        }
        if (Array.isArray(value)) {
          if (!value.every(isPlain)) return null;
          return (
            <TextField
              key={name}
              label={words}
              value={value.join(", ")}
              onChange={(text) => change(name, itemsOf(text))}
            />
          );
        }
        return <TermFields key={name} {...{ document, onChange }} path={[...path, name]} label={words} />;
      })}
    </>
  );
}

const itemsOf = (text: string): readonly (string | number)[] =>
  text.split(",").flatMap((item) => typedValue(item.trim()) ?? []);

interface TermFieldProps {
  readonly label: string;
  readonly document: WrittenDocument;
  readonly path: FigurePath;
  readonly placeholder?: string;
  readonly onChange: (document: WrittenDocument) => void;
}

/** A field for one figure of a file, whether it stands there or not. */
export function TermField({ label, document, path, placeholder, onChange }: TermFieldProps) {
  const value = valueAt(document, path);
  if (value !== undefined && !isPlain(value)) {
    return <TermFields document={document} path={path} label={label} onChange={onChange} />;
  }
  return (
    <TextField
      label={label}
      value={value === undefined ? "" : String(value)}
      {...(placeholder === undefined ? {} : { placeholder })}
      onChange={(text) => onChange(withValue(document, path, typedValue(text)))}
    />
  );
}
