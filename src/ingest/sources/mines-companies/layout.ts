import { from, holdsAll, type Layout } from "../layout.ts";

const NEEDED = ["facility_id", "company", "role", "percentage", "source"];

/**
 * Companies of the facilities of `mines-facilities`. Operators are read. Owners are not: the table states no shares, and
 * its matches are not verified, so that a stake made of them would be a guess.
 */
export const layout: Layout = {
  name: "mines-companies",
  about: "companies that run mines, smelters and refineries",
  recognise: (header) => holdsAll(header, NEEDED),
  read: () => ({
    mapping: {
      as: "facilities",
      source: "global-mining-facilities",
      licence: "MIT, Copyright (c) Global Strategic Minerals Corp",
      made: false,
      columns: { name: from("facility_id"), operator: from("company"), country: from("country") },
    },
    reshape: {
      needs: NEEDED,
      gives: ["facility_id", "company", "country"],
      // The id is the country and the name in words: "idn-sorowako-mine-fac" is the Sorowako Mine of IDN.
      select: `select record, line,
          replace(regexp_replace(regexp_replace("facility_id", '^[a-z]{3}-', ''), '-fac$', ''), '-', ' ') as "facility_id",
          trim("company") as "company", upper(left("facility_id", 3)) as "country",
          case when "role" <> 'operator' then 'an ' || "role" || ' without a stated share, not verified' end as aside from file`,
    },
    warnings: ["Operators were found by search on the web and are not verified."],
  }),
};
