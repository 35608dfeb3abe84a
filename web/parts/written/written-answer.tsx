import type { ComponentChildren } from "preact";
import type { Asked } from "../../state/answers.ts";
import type { ReadyFile } from "../../state/ready-files.ts";
import { AskedPart } from "../asked-part.tsx";
import { ReadyList } from "./ready-list.tsx";

interface WrittenAnswerProps<Value> {
  /** As the address says the file; "" where there is none yet. */
  readonly said: string;
  /** Why a file cannot be read. */
  readonly faults: readonly (string | null)[];
  /** What the question answers, for who has not asked it. */
  readonly about: string;
  readonly ready: readonly ReadyFile[];
  /** Told what the address is to say. */
  readonly onSay: (said: string) => void;
  readonly asked: Asked<Value>;
  readonly working: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** The answer to the question of a file: what is wrong with the file, what there is to begin with, or what was found. */
export function WrittenAnswer<Value>({ said, faults, about, ready, onSay, ...more }: WrittenAnswerProps<Value>) {
  const { asked, working, children } = more;
  return (
    <>
      {faults.map((fault) =>
        fault === null ? null : (
          <p key={fault} class="problem" role="alert">
            {fault}
          </p>
        ),
      )}
      {said === "" ? (
        <>
          <p>{about} Open a file, or begin with one of these.</p>
          <ReadyList files={ready} onChoose={({ name }) => onSay(name)} />
        </>
      ) : (
        <AskedPart asked={asked} working={working} class="wordy">
          {children}
        </AskedPart>
      )}
    </>
  );
}
