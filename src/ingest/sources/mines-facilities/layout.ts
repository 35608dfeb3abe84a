import { from, holdsAll, type Layout } from "../layout.ts";

const NEEDED = ["facility_id", "name", "country_iso3", "lat", "lon", "primary_type", "commodities_primary", "province"];

/** Mines, smelters and refineries of the world, one record a facility. */
export const layout: Layout = {
  name: "mines-facilities",
  about: "mines, smelters, refineries and plants with their places",
  recognise: (header) => holdsAll(header, NEEDED),
  read: () => ({
    mapping: {
      as: "facilities",
      source: "global-mining-facilities",
      licence: "MIT, Copyright (c) Global Strategic Minerals Corp",
      made: false,
      columns: {
        name: from("name"),
        country: from("country_iso3"),
        region: from("province"),
        lat: from("lat"),
        lon: from("lon"),
        stage: from("primary_type"),
      },
    },
    warnings: ["Places were found by search on the web: some are head offices, and most were not verified."],
  }),
};
