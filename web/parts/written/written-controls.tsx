import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { asProblem } from "../../state/answers.ts";
import type { ReadyFile } from "../../state/ready-files.ts";
import { isInAddress, sayValue } from "../../state/said-value.ts";
import { readDocument, readyOf, type WrittenDocument } from "../../state/written-document.ts";
import { writeYaml, yamlFileName } from "../../state/yaml-text.ts";
import { CopyButton } from "../copy-button.tsx";
import { saveFile } from "../download.ts";
import { Controls } from "../fields.tsx";
import { OpenFile } from "./open-file.tsx";
import { ReadySelect } from "./ready-select.tsx";
import { WholeText } from "./whole-text.tsx";

interface WrittenControlsProps {
  /** What the file says: `Reference price`. */
  readonly label: string;
  /** How its file is called where it has no title. */
  readonly fileName: string;
  /** `headwater price-tool FILE`. */
  readonly command: string;
  /** As the address says it. */
  readonly said: string;
  readonly document: WrittenDocument | null;
  readonly ready: readonly ReadyFile[];
  /** Told what the address is to say. */
  readonly onSay: (said: string) => void;
  /** Fields of what is changed most. */
  readonly children: ComponentChildren;
}

/** The file of a question: a ready one to begin with, one's own, fields of it, and the whole as text. */
export function WrittenControls({ label, fileName, command, said, document, ready, ...more }: WrittenControlsProps) {
  const { onSay, children } = more;
  const fault = useSignal("");
  const text = () => Promise.resolve(readyOf(said, ready)?.text ?? (document === null ? "" : writeYaml(document)));
  const take = async (given: string): Promise<string | null> => {
    const read = await readDocument(given);
    if (typeof read === "string") return read;
    onSay(sayValue(read));
    return null;
  };
  const title = typeof document?.title === "string" ? document.title : fileName;
  return (
    <Controls label={label}>
      <fieldset>
        <legend>File</legend>
        <ReadySelect label="Begin with" none="Choose a ready file" files={ready} onChoose={({ name }) => onSay(name)} />
        <OpenFile command={command} take={take} />
        {document === null ? null : (
          <div class="figure-tools">
            <button
              type="button"
              onClick={() => {
                text().then(
                  (written) => saveFile(yamlFileName(title, fileName), "application/yaml", written),
                  (error: unknown) => {
                    fault.value = asProblem(error).message;
                  },
                );
              }}
            >
              Download it
            </button>
            {isInAddress(said) ? (
              <CopyButton text={() => window.location.href}>Copy its link</CopyButton>
            ) : (
              <p class="muted about">It is too long for a link: send its file.</p>
            )}
          </div>
        )}
        <p role="status" class="said">
          {fault}
        </p>
      </fieldset>
      {children}
      <WholeText of={`${said} ${JSON.stringify(document)}`} write={text} take={take} />
    </Controls>
  );
}
