import { BACI, baciRevision } from "../baci.ts";
import { constant, from, holdsAll, type Layout } from "../layout.ts";

/** BACI as packaged in Parquet: value in thousand US dollars, quantity in tonnes. */
export const layout: Layout = {
  name: "baci-packaged-parquet",
  about: "BACI with weights, values in thousand US dollars",
  recognise: (header) => holdsAll(header, ["year", "exporter", "importer", "hs6", "value_kusd", "qty_t"]),
  read({ name }) {
    const { revision, warnings } = baciRevision(name);
    const columns = {
      ...BACI.columns,
      period: from("year"),
      partner: from("exporter"),
      reporter: from("importer"),
      hs: from("hs6"),
      hs_revision: constant(revision),
      value: from("value_kusd", { times: "1000" }),
      kg: from("qty_t", { unit: "t" }),
    };
    return { mapping: { ...BACI, source: "baci", columns }, warnings };
  },
};
