import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { asProblem } from "../../state/answers.ts";

interface WholeTextProps {
  /** Changes with what is written. */
  readonly of: string;
  readonly write: () => Promise<string>;
  /** Takes a text over, or says why it cannot be used. */
  readonly take: (text: string) => Promise<string | null>;
}

/** A whole file as text, folded: to paste one, or to say what no form has a field for. */
export function WholeText(props: WholeTextProps) {
  const isOpen = useSignal(false);
  return (
    <fieldset>
      <legend>As text</legend>
      <button
        type="button"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value;
        }}
      >
        {isOpen.value ? "Close the text" : "Show or paste the whole as text"}
      </button>
      {isOpen.value ? <Text {...props} /> : null}
    </fieldset>
  );
}

function Text({ of, write, take }: WholeTextProps) {
  const text = useSignal("");
  const fault = useSignal("");
  const fail = (error: unknown) => {
    fault.value = asProblem(error).message;
  };
  useEffect(() => {
    let wanted = true;
    write().then((written) => {
      if (wanted) text.value = written;
    }, fail);
    return () => {
      wanted = false;
    };
  }, [of]);
  return (
    <>
      <label class="field">
        <span>YAML or JSON, as the command line and the API take it</span>
        <textarea
          class="code edit-text"
          rows={18}
          value={text.value}
          onInput={(event) => {
            text.value = event.currentTarget.value;
          }}
        />
      </label>
      <p role="status" class="said">
        {fault}
      </p>
      <button
        type="button"
        class="primary"
        onClick={() => {
          take(text.value).then((said) => {
            fault.value = said ?? "";
          }, fail);
        }}
      >
        Use this text
      </button>
    </>
  );
}
