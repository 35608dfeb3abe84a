import { useSignal } from "@preact/signals";
import { asProblem } from "../../state/answers.ts";

/** Larger files are none that a page can show. */
const MOST_BYTES = 256 * 1024;

interface OpenFileProps {
  /** How a larger one is asked: `headwater whatif FILE`. */
  readonly command: string;
  /** Takes a text over, or says why it cannot be used. */
  readonly take: (text: string) => Promise<string | null>;
}

/** A file of the reader's own, as the command line takes it. */
export function OpenFile({ command, take }: OpenFileProps) {
  const fault = useSignal("");
  const read = async (file: File) => {
    fault.value = "";
    if (file.size > MOST_BYTES) {
      fault.value = `“${file.name}” is larger than 256 kB. Ask under it by ${command}.`;
      return;
    }
    const said = await take(await file.text());
    if (said !== null) fault.value = `“${file.name}”: ${said}`;
  };
  return (
    <>
      <label class="field">
        <span>Open a file: YAML or JSON</span>
        <input
          type="file"
          accept=".yaml,.yml,.json,application/yaml,application/json"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file !== undefined) {
              read(file).catch((error: unknown) => {
                fault.value = asProblem(error).message;
              });
            }
            event.currentTarget.value = "";
          }}
        />
      </label>
      <p role="status" class="said">
        {fault}
      </p>
    </>
  );
}
