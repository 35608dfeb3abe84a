import { z } from "zod";
import { defineTask } from "../core/task.ts";
import { openNetwork } from "../trade/open-network.ts";
import { partOfProducts } from "../trade/part-needed.ts";
import { asNetworkDataset, datasetFlags, tradeDatasets } from "../trade/trade-dataset.ts";

export interface CompileResult {
  readonly datasets: readonly {
    readonly flags: string;
    readonly entries: number;
    readonly parties: number;
    readonly products: number;
    readonly mastersNotCounted: number;
    readonly made: boolean;
  }[];
}

export const compileTask = defineTask({
  name: "compile",
  summary: "Compile every dataset now, so that the first question need not.",
  description:
    "A question compiles its dataset when that has not been done; after a large import this may take a while.",
  examples: [
    { command: "headwater compile", about: "compile what the store holds" },
    { command: "headwater compile --store trade-2024", about: "the same in another store" },
  ],
  input: z.object({}),
  async run(context): Promise<CompileResult> {
    const all = await tradeDatasets(context, null);
    const datasets = [];
    for (const dataset of all) {
      const network = await openNetwork(context, asNetworkDataset(dataset), partOfProducts([], {}));
      datasets.push({
        flags: datasetFlags(dataset),
        entries: network.whole?.entries ?? network.entries,
        parties: network.parties.count,
        products: network.products.length,
        mastersNotCounted: network.compiled.masters,
        made: dataset.made,
      });
    }
    return { datasets };
  },
});
