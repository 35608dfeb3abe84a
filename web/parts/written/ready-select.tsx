import type { ReadyFile } from "../../state/ready-files.ts";

interface ReadySelectProps {
  readonly label: string;
  /** What stands where nothing is chosen. */
  readonly none: string;
  readonly files: readonly ReadyFile[];
  readonly onChoose: (file: ReadyFile) => void;
}

/** One of the ready files, to begin with or to compare with. */
export function ReadySelect({ label, none, files, onChoose }: ReadySelectProps) {
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value=""
        onChange={(event) => {
          const file = files[event.currentTarget.selectedIndex - 1];
          event.currentTarget.selectedIndex = 0;
          if (file !== undefined) onChoose(file);
        }}
      >
        <option value="">{none}</option>
        {files.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    </label>
  );
}
