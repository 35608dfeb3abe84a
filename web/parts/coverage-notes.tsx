import type { Answer } from "../../src/client/client.ts";

/** What an answer cannot see, and which data it was asked of. */
export function CoverageNotes({ answer }: { readonly answer: Answer }) {
  const { notes, made } = answer.coverage;
  const { software, data, store } = answer.vintage;
  return (
    <section class="coverage">
      {made ? (
        <p>
          <strong>Made world: these rows were generated. Nothing here is about real firms, countries or trade.</strong>
        </p>
      ) : null}
      {notes.length === 0 ? null : (
        <details>
          <summary>What this cannot see</summary>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )}
      <p class="muted">
        For {answer.on}, as known on {answer.known}. Headwater {software}, book {data}
        {store === null ? "" : `, store vintage ${store}`}.
      </p>
    </section>
  );
}
