import { TextField } from "./fields.tsx";

interface ProductFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (code: string) => void;
}

const asCode = (given: string): string => (/^[\d.\s]+$/.test(given) ? given.replace(/[.\s]/g, "") : given);

export function ProductField({ label, value, onChange }: ProductFieldProps) {
  return <TextField label={label} value={value} placeholder="8505.11" onChange={(given) => onChange(asCode(given))} />;
}
