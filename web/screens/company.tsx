import { CompanyView } from "../parts/company-view.tsx";
import { Controls, CountryField, TextField } from "../parts/fields.tsx";
import { addressOf } from "../state/everywhere.ts";
import { readFields, text, writeFields } from "../state/fields.ts";
import { go, place } from "../state/location.ts";

export const COMPANY_FIELDS = { party: text(), since: text(), until: text(), source: text() };

/** One company, or a country as the party that statistics know: its names, places, what it sells and what it buys. */
export function CompanyScreen() {
  const values = readFields(COMPANY_FIELDS, place.value.query);
  const change = (changes: Partial<typeof values>) =>
    go(addressOf("/company", writeFields(COMPANY_FIELDS, { ...values, ...changes })));
  return (
    <div class="with-controls">
      <Controls label="Company">
        <fieldset>
          <legend>Who</legend>
          <TextField label="Company (id or exact name)" value={values.party} onChange={(party) => change({ party })} />
          <CountryField
            label="or a country"
            value={/^[A-Z]{2}$/.test(values.party) ? values.party : ""}
            onChange={(party) => change({ party })}
          />
        </fieldset>
        <fieldset>
          <legend>When</legend>
          <TextField label="From" type="date" value={values.since} onChange={(since) => change({ since })} />
          <TextField
            label="Until (not counted)"
            type="date"
            value={values.until}
            onChange={(until) => change({ until })}
          />
        </fieldset>
        <p class="muted">
          Names that are spelt otherwise are found by the <a href={addressOf("/search", "")}>search</a>.
        </p>
      </Controls>
      {values.party === "" ? (
        <div>
          <h1>Company</h1>
          <p>
            Say a company by its id or its exact name. In trade statistics the parties are countries: these can be
            looked at in the same way.
          </p>
        </div>
      ) : (
        <CompanyView key={values.party} values={values} />
      )}
    </div>
  );
}
