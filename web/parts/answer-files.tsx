import { useSignal } from "@preact/signals";
import { asProblem } from "../state/answers.ts";
import { request } from "../state/server.ts";
import { saveFile } from "./download.ts";

interface AnswerFilesProps {
  /** Begins the names of the files. */
  readonly name: string;
  /** The address of the answer in a format; null where it cannot be asked by one. */
  readonly address: (format: "csv" | "xlsx") => string | null;
}

/** The whole answer as the files that the server writes: the main table as CSV, all tables as XLSX. */
export function AnswerFiles({ name, address }: AnswerFilesProps) {
  const said = useSignal("");
  const save = (format: "csv" | "xlsx") => {
    const from = address(format);
    if (from === null) return;
    said.value = "Writing the file …";
    request(from)
      .then((response) => response.blob())
      .then(
        (blob) => {
          saveFile(`${name}.${format}`, blob.type, blob);
          said.value = "";
        },
        (error: unknown) => {
          said.value = asProblem(error).message;
        },
      );
  };
  return (
    <div class="figure-tools">
      <button type="button" onClick={() => save("csv")}>
        All rows as CSV
      </button>
      <button type="button" onClick={() => save("xlsx")}>
        All tables as XLSX
      </button>
      <span role="status" class="said">
        {said}
      </span>
    </div>
  );
}
