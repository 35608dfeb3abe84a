import { BACI, baciRevision } from "../baci.ts";
import { constant, from, holdsAll, type Layout } from "../layout.ts";

/** BACI as CEPII publishes it: t, i (exporter), j (importer), k, v in thousand US dollars, q in tonnes. */
export const layout: Layout = {
  name: "baci-official",
  about: "BACI as CEPII publishes it",
  recognise: (header) => header.length === 6 && holdsAll(header, ["t", "i", "j", "k", "v", "q"]),
  read({ name }) {
    const { revision, warnings } = baciRevision(name);
    const columns = {
      ...BACI.columns,
      period: from("t"),
      partner: from("i"),
      reporter: from("j"),
      hs: from("k"),
      hs_revision: constant(revision),
      value: from("v", { times: "1000" }),
      kg: from("q", { unit: "t" }),
    };
    return { mapping: { ...BACI, source: "baci", columns }, warnings };
  },
};
