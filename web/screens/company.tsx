import { CompanyView } from "../parts/company-view.tsx";
import { Controls, CountryField, TextField } from "../parts/fields.tsx";
import { changeCompany as change, companyPlace } from "../state/company-question.ts";
import { addressOf } from "../state/everywhere.ts";

/** One company, or a country as the party that statistics know: whose it is, its names, places, what it sells and buys. */
export function CompanyScreen() {
  const values = companyPlace();
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
          <TextField
            label="Owners and rules as known on"
            type="date"
            value={values.known}
            onChange={(known) => change({ known })}
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
            Say a company by its id or its exact name: whose it is, and what it sells and buys. In trade statistics the
            parties are countries: these can be looked at in the same way.
          </p>
        </div>
      ) : (
        <CompanyView key={values.party} values={values} />
      )}
    </div>
  );
}
