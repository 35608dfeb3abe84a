import { z } from "zod";
import { BASES } from "../../../evidence/basis.ts";
import { amount } from "../../core/fields.ts";
import { flowsFacts } from "../../flows/flows-facts.ts";
import { tornadoOf } from "../tornado-of.ts";
import { whatIfFigure } from "./whatif-figures.ts";
import { whatIfParts } from "./whatif-parts.ts";

const edits = z.array(
  z.object({
    number: z.number().int(),
    sentence: z.string(),
    read: z.boolean().describe("whether anything that was asked looks at what the edit changes"),
    note: z.string().nullable(),
  }),
);

const supposed = { title: z.string(), about: z.string().nullable(), edits };

export const whatIfResult = z.object({
  because: z.string(),
  scenario: z.object(supposed),
  dataset: flowsFacts.nullable(),
  products: z.array(z.object({ code: z.string(), label: z.string() })),
  buyer: z.object({ key: z.string(), label: z.string() }).nullable().describe("null: whoever buys"),
  figures: z.array(whatIfFigure).describe("baseline, scenario and difference"),
  parts: whatIfParts,
  without: z
    .array(
      z.object({
        product: z.string(),
        productLabel: z.string(),
        buyer: z.object({ key: z.string(), label: z.string() }),
        tonnes: amount().describe("t that no plan brings"),
        share: amount().describe("of what is bought"),
      }),
    )
    .describe("what is left without a source"),
  engines: z
    .array(
      z.object({
        engine: z.string(),
        ran: z.boolean().describe("false: the scenario, or the data, have nothing for it"),
        tells: z.string(),
        cannot: z.string(),
      }),
    )
    .describe("what each can tell, and what it cannot"),
  assumptions: z.array(z.object({ name: z.string(), value: z.string(), basis: z.enum(BASES), about: z.string() })),
  sensitivity: z.array(tornadoOf).describe("each assumption in turn, all others as they are"),
  compare: z
    .array(z.object({ ...supposed, on: z.string(), figures: z.array(whatIfFigure), because: z.string() }))
    .describe("the other scenarios, each against the same baseline"),
});

export type WhatIfResult = z.output<typeof whatIfResult>;
