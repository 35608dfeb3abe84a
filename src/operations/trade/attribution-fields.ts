import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { BASES } from "../../evidence/basis.ts";
import { decimal, format } from "../../vocab/decimal.ts";
import { parsedText, shareField } from "../core/fields.ts";
import { hsField, placeField } from "./trade-fields.ts";

/** A cell of a file: text, or a number that YAML or JSON has read as one. */
const cell = () =>
  z
    .union([z.string().min(1), z.number()], {
      error: ({ input }) => (input === undefined ? "every row needs it" : "it is neither text nor a number"),
    })
    .transform(String);

const aboveZero = () =>
  parsedText((text): string => {
    const value = decimal(text);
    if (value.units <= 0n) throw new InvalidInput(`"${text}" is not above zero.`);
    return format(value);
  });

/** A number above zero, as a file or a caller writes it. */
const positive = (about: string) => cell().pipe(aboveZero()).describe(about);

const text = (about: string) =>
  z
    .union([z.string().min(1), z.number()])
    .transform(String)
    .describe(about);
const line = z.number().int().optional().describe("line of the file on which the row begins");

export const productionRow = z.strictObject({
  country: placeField("the country that makes it").optional(),
  party: text("or the party, by id or exact name").optional(),
  product: cell().pipe(hsField("what it makes")),
  year: text("calendar year").refine((year) => /^\d{4}$/.test(year), "a year has four digits"),
  usd: positive("value of the year's production").optional(),
  kg: positive("or its weight").optional(),
  unitValue: positive("USD per kg of the weight; what the data show of its sales when left out").optional(),
  basis: z.enum(BASES),
  source: text("who says so"),
  line,
});

export type ProductionRow = z.output<typeof productionRow>;

export const billRow = z.strictObject({
  code: cell().pipe(hsField("the input")),
  quantity: positive("how much of it goes in").optional(),
  unit: text("unit of the quantity, such as kg").optional(),
  unitPrice: positive("USD for one unit").optional(),
  share: cell().pipe(shareField()).optional(),
  line,
});

export type BillRow = z.output<typeof billRow>;

/** Fields of a trace that only the method of attribution has. */
export const attributionFields = {
  coverage: shareField()
    .optional()
    .describe(
      "attribution: how much of all purchases the data show; by default all of it, or what official import statistics " +
        "in the store say of shipments",
    )
    .meta({ placeholder: "0..1" }),
  production: z
    .array(productionRow)
    .optional()
    .describe(
      "attribution: production figures, which tell what is made from what is resold; rows of country or party, product, " +
        "year, usd or kg with unit_value, basis, source",
    )
    .meta({ placeholder: "FILE", file: true }),
  unitPrice: aboveZero()
    .optional()
    .describe(
      "attribution: USD that one unit of the product costs as the input map counts it, such as one kWh of batteries; " +
        "tells what the chain was seen to buy of each mineral per unit",
    )
    .meta({ placeholder: "USD" }),
  bom: z
    .array(billRow)
    .optional()
    .describe(
      "attribution: a bill of materials in place of a product; rows of code, quantity, unit, unit_price, or of code, share",
    )
    .meta({ placeholder: "FILE", file: true }),
};
