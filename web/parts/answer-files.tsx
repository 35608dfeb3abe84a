import { useSignal } from "@preact/signals";
import { asProblem } from "../state/answers.ts";
import { request } from "../state/server.ts";
import { saveFile } from "./download.ts";

interface AnswerFilesProps {
  /** Begins the names of the files. */
  readonly name: string;
  /** What is in a file of each kind. */
  readonly holds?: { readonly csv: string; readonly xlsx: string };
  readonly write: (format: "csv" | "xlsx") => Promise<Blob>;
}

const WHOLE_ANSWER = { csv: "All rows", xlsx: "All tables" };

/** The file at the address of an answer in a format. */
export async function fileAt(address: string | null): Promise<Blob> {
  if (address === null) throw new Error("The question is too long for an address.");
  return (await request(address)).blob();
}

/** The whole answer as the files that the server writes. */
export function AnswerFiles({ name, holds = WHOLE_ANSWER, write }: AnswerFilesProps) {
  const said = useSignal("");
  const save = (format: "csv" | "xlsx") => {
    said.value = "Writing the file …";
    write(format).then(
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
        {holds.csv} as CSV
      </button>
      <button type="button" onClick={() => save("xlsx")}>
        {holds.xlsx} as XLSX
      </button>
      <span role="status" class="said">
        {said}
      </span>
    </div>
  );
}
