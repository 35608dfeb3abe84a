import type { ApiProblem } from "../../src/client/client.ts";
import { giveToken } from "../state/server.ts";

/** What went wrong and how to mend it, in the server's own words. */
export function Problem({ problem }: { readonly problem: ApiProblem }) {
  return (
    <div class="problem" role="alert">
      <p>
        <strong>{problem.detail}</strong>
      </p>
      {problem.hint === undefined ? null : <p>{problem.hint}</p>}
      {problem.candidates.length === 0 ? null : (
        <ul>
          {problem.candidates.map((candidate) => (
            <li key={candidate}>{candidate}</li>
          ))}
        </ul>
      )}
      {problem.status === 401 ? <TokenForm /> : null}
    </div>
  );
}

function TokenForm() {
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get("token");
        if (typeof given === "string" && given.trim() !== "") {
          giveToken(given.trim());
        }
      }}
    >
      <label>
        Token of this server
        <input name="token" type="password" autocomplete="off" required />
      </label>
      <button type="submit">Use it</button>
    </form>
  );
}

/** Warnings of an answer: things to know before using it. */
export function Warnings({ warnings }: { readonly warnings: readonly string[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul class="warnings" aria-label="Warnings">
      {warnings.map((warning) => (
        <li key={warning}>{warning}</li>
      ))}
    </ul>
  );
}
