import { constant, from, holdsAll, type Layout } from "../layout.ts";

/** China's monthly exports of graphite by partner, as UN Comtrade has them: US dollars, kilograms, months as first days. */
export const layout: Layout = {
  name: "china-graphite-exports",
  about: "China's monthly exports by partner",
  recognise: (header) => holdsAll(header, ["period_dt", "partner_name", "hs6", "val", "qty", "uv"]),
  read: () => ({
    mapping: {
      as: "flows",
      source: "china-graphite",
      licence: "UN Comtrade",
      made: false,
      columns: {
        period: from("period_dt"),
        frequency: constant("monthly"),
        reporter: constant("CN"),
        partner: from("partner_name"),
        direction: constant("export"),
        valuation: constant("fob"),
        hs: from("hs6"),
        value: from("val"),
        currency: constant("USD"),
        kg: from("qty"),
      },
    },
    rules: { onePerFlow: true },
    warnings: [],
  }),
};
