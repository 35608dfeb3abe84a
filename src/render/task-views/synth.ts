import type { SynthResult } from "../../operations/tasks/synth.ts";
import type { Document } from "../document.ts";
import { counted, MADE_WORLD } from "../views/parts.ts";

export function synthView({ folder, report }: SynthResult): Document {
  return {
    banner: MADE_WORLD,
    title: `A made world of ${counted(report.shipments, "shipment")} in ${folder}`,
    blocks: [
      { kind: "paragraph", text: report.note },
      {
        kind: "table",
        title: "What was made",
        main: true,
        columns: [
          { name: "what", label: "What", type: "text" },
          { name: "count", label: "Count", type: "count" },
        ],
        rows: Object.entries(report.counts),
      },
      {
        kind: "commands",
        title: "What to do next",
        items: [
          {
            command: `headwater import ${folder}/shipments.csv --store ${folder}-store`,
            about: "bring it into a store of its own, so that it never stands beside real data",
          },
          {
            command: `headwater trace --product 850760 --to US --depth 4 --store ${folder}-store`,
            about: "then ask who stands behind US imports of batteries in the made world",
          },
        ],
      },
    ],
  };
}
