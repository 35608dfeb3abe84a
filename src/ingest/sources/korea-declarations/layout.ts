import { constant, from, holdsAll, type Layout } from "../layout.ts";

/** The import declarations that Korea Customs published: machine-made from real ones, so a shape and never a fact. */
export const layout: Layout = {
  name: "korea-declarations",
  about: "Korean import declarations, machine-made",
  recognise: (header) =>
    holdsAll(header, ["Declaration ID", "Date", "Importer ID", "Seller ID", "HS6 Code", "Country of Departure"]),
  read: () => ({
    mapping: {
      as: "shipments",
      source: "korea-declarations",
      licence: "MIT",
      made: true,
      columns: {
        bill: from("Declaration ID"),
        arrived_on: from("Date"),
        shipper_code: from("Seller ID", { scheme: "korea-seller" }),
        consignee_code: from("Importer ID", { scheme: "korea-importer" }),
        hs: from("HS6 Code"),
        origin: from("Country of Origin"),
        export_country: from("Country of Departure"),
        import_country: constant("KR"),
        value: from("Item Price"),
        currency: constant("KRW"),
        kg: from("Net Mass"),
      },
    },
    warnings: [],
  }),
};
