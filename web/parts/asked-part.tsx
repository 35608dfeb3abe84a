import type { ComponentChildren } from "preact";
import type { Asked } from "../state/answers.ts";
import { Problem } from "./problem.tsx";

interface AskedPartProps<Value> {
  readonly asked: Asked<Value>;
  /** What is said while it is worked out. */
  readonly working: string;
  readonly class?: string;
  readonly children: (value: Value) => ComponentChildren;
}

/** An answer, or why there is none. While the next is worked out the one before stays, dimmed. */
export function AskedPart<Value>({ asked, working, class: name, children }: AskedPartProps<Value>) {
  const { value, problem, waiting } = asked;
  const names = [name, waiting ? "waiting" : undefined].filter((each) => each !== undefined).join(" ");
  return (
    <>
      {problem === null ? null : <Problem problem={problem} />}
      <p role="status" class="said">
        {waiting ? working : ""}
      </p>
      {value === null ? null : (
        <div class={names === "" ? undefined : names} aria-busy={waiting}>
          {children(value)}
        </div>
      )}
    </>
  );
}
