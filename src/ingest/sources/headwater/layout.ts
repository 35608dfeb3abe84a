import { InvalidInput } from "../../../errors.ts";
import { FAMILY_NAMES, type Family, FIELDS } from "../../family.ts";
import type { Mapping } from "../../mapping.ts";
import { from, type Layout } from "../layout.ts";

/** Columns of a family that may stand beside its fields: others' notes, and what tells families apart. */
const required = (family: Family) => FIELDS[family].filter(({ required }) => required).map(({ name }) => name);

/** Fields without which a file of required ones alone could be of any family. */
const TELLING: Readonly<Partial<Record<Family, readonly string[]>>> = {
  shipments: ["bill", "hs", "description", "shipper_name", "consignee_name"],
  parties: ["kind", "incorporated_in", "headquartered_in", "legal_form", "listed", "same_as", "identifier"],
  facilities: ["operator", "stage", "lat", "lon"],
};

/** The families whose own field names the header is made of. */
export function familiesOf(header: readonly string[]): readonly Family[] {
  const families = FAMILY_NAMES.filter((family) => {
    const telling = TELLING[family];
    return (
      required(family).every((name) => header.includes(name)) &&
      (telling === undefined || telling.some((name) => header.includes(name)))
    );
  });
  // Its lines are parties too, but no table of parties alone says which list they are on.
  return families.includes("listings") ? families.filter((family) => family !== "parties") : families;
}

/** The mapping of a file whose headers are the field names of a family. */
export function ownMapping(family: Family, header: readonly string[]): Mapping {
  const fields = FIELDS[family].filter(({ name }) => header.includes(name));
  return { as: family, columns: Object.fromEntries(fields.map(({ name }) => [name, from(name)])) };
}

/** Our own layout: columns named like the fields of a family, in any order. */
export const layout: Layout = {
  name: "headwater",
  about: "columns named like the fields of a table of ours",
  recognise: (header) => familiesOf(header).length > 0,
  read({ name, header }) {
    const families = familiesOf(header);
    const [family] = families;
    if (family === undefined || families.length > 1) {
      throw new InvalidInput(`“${name}” can be read as ${families.join(" or ")}.`, { hint: "Say which with --as." });
    }
    return { mapping: ownMapping(family, header), warnings: [] };
  },
};
