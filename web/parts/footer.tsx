import { useAsked } from "../state/answers.ts";
import { addressOf, changeEverywhere, settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";

/** Which state of which data everything above was asked of. */
export function Footer() {
  const { vintage } = settings();
  const asked = useAsked(`status ${vintage ?? "last"}`, (signal) =>
    client.value.status({}, { signal, ...(vintage === undefined ? {} : { vintage }) }),
  );
  const answer = asked.value.value;
  const sources = [...new Set((answer?.result.imports ?? []).map((each) => each.source ?? each.file))];
  return (
    <footer>
      {answer === null ? (
        <p>{asked.value.problem === null ? "…" : "The store cannot be read now."}</p>
      ) : (
        <>
          <p>
            Store vintage {answer.vintage.store ?? "none"} of {answer.result.publishedAt.slice(0, 10)}, book{" "}
            {answer.vintage.data}, Headwater {answer.vintage.software}.
            {vintage === undefined ? null : (
              <>
                {" "}
                This is an older state.{" "}
                <button type="button" class="link" onClick={() => changeEverywhere({ vintage: 0 })}>
                  Ask the latest
                </button>
              </>
            )}
          </p>
          <p>
            Sources: {sources.length === 0 ? "none yet" : sources.join(", ")}; what they cover is on the page{" "}
            <a href={addressOf("/data", "")}>Data</a>. Each answer says what its data cannot see.
          </p>
        </>
      )}
    </footer>
  );
}
