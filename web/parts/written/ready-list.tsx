import type { ReadyFile } from "../../state/ready-files.ts";

interface ReadyListProps {
  readonly files: readonly ReadyFile[];
  readonly onChoose: (file: ReadyFile) => void;
}

/** Ready files to begin with, each with what stands above it. */
export function ReadyList({ files, onChoose }: ReadyListProps) {
  return (
    <ul class="questions">
      {files.map((file) => (
        <li key={file.name}>
          <button type="button" class="link" onClick={() => onChoose(file)}>
            {file.title}
          </button>
          <span class="muted">{file.about}</span>
        </li>
      ))}
    </ul>
  );
}
