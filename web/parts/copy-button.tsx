import { useSignal } from "@preact/signals";

async function copy(text: string): Promise<void> {
  // Pages of a server elsewhere that is reached without TLS have no clipboard of their own.
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}

/** Copies a text and says that it did. */
export function CopyButton({ text, children }: { readonly text: () => string; readonly children: string }) {
  const done = useSignal<"" | "Copied" | "Not copied: the browser refused">("");
  return (
    <span class="copy">
      <button
        type="button"
        onClick={() => {
          copy(text()).then(
            () => {
              done.value = "Copied";
            },
            () => {
              done.value = "Not copied: the browser refused";
            },
          );
        }}
      >
        {children}
      </button>
      <span role="status" class="said">
        {done}
      </span>
    </span>
  );
}
