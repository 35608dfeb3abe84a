import { BACI, baciRevision, yearInName } from "../baci.ts";
import { constant, from, holdsAll, type Layout } from "../layout.ts";

/** BACI of one year as packaged for critical materials: i, j in letters, cmd, value in US dollars, no weight. */
export const layout: Layout = {
  name: "baci-packaged-csv",
  about: "BACI of one year without weights, values in US dollars",
  recognise: (header) => header.length === 4 && holdsAll(header, ["i", "j", "cmd", "value"]),
  read({ name }) {
    const { revision, warnings } = baciRevision(name);
    const columns = {
      ...BACI.columns,
      period: constant(yearInName(name)),
      partner: from("i"),
      reporter: from("j"),
      hs: from("cmd"),
      hs_revision: constant(revision),
      value: from("value"),
    };
    return { mapping: { ...BACI, source: "baci", columns }, warnings };
  },
};
