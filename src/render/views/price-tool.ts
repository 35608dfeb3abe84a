import { stringify } from "yaml";
import type { Answer } from "../../operations/core/answer.ts";
import type { PriceToolResult } from "../../operations/price-tool.ts";
import type { Block, Document } from "../document.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { priceToolPictures } from "./price-tool-pictures.ts";
import { allMonthsTable, effectBlocks, monthTable, pathSentence, termsOf, toolTable } from "./price-tool-tables.ts";

export function priceToolView(answer: Answer<PriceToolResult>): Document {
  const { result } = answer;
  if (answer.input.measure === true && result.scenario !== null) {
    return {
      title: result.title,
      bare: true,
      blocks: [{ kind: "code", text: stringify(result.scenario, { lineWidth: 120, aliasDuplicateObjects: false }) }],
    };
  }
  const { assumptions } = result;
  return {
    ...banner(answer.coverage),
    title: result.title,
    blocks: [
      ...(result.about === null ? [] : [{ kind: "paragraph", text: result.about } as const]),
      { kind: "paragraph", text: pathSentence(result) },
      ...priceToolPictures(result),
      ...warnings(answer),
      toolTable(result),
      ...result.tools.flatMap((tool): Block[] => [
        { kind: "heading", text: tool.name },
        { kind: "paragraph", text: tool.because },
        termsOf(tool),
        monthTable(result, tool),
      ]),
      allMonthsTable(result),
      ...effectBlocks(result),
      ...(assumptions.length === 0
        ? []
        : [
            {
              kind: "note",
              title: counted(assumptions.length, "assumption"),
              items: assumptions.map(({ name, value, about }) => `${name}: ${value} (${about})`),
            } as const,
          ]),
      ...(result.scenario === null
        ? []
        : [
            {
              kind: "paragraph",
              text: "As dated measures: add --measure > FILE, then ask headwater duty with --scenario FILE.",
            } as const,
          ]),
      ...closing(answer),
    ],
  };
}
