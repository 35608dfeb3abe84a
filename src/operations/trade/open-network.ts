import type { Dataset, Network } from "../../network/network.ts";
import type { Context } from "../core/context.ts";

/** The compiled network of a dataset: from its snapshot on disk, or compiled now and kept there. */
export async function openNetwork(context: Context, dataset: Dataset): Promise<Network> {
  const { openSnapshot } = await import("../../store/snapshot.ts");
  return openSnapshot(await context.openVintage(), dataset, {
    engine: context.engineOptions,
    openEngine: () => context.openEngine(),
    progress: (step, share) =>
      context.report({
        label: `Compiling ${dataset.sourceId}: ${step}`,
        done: Math.round(share * 100),
        total: 100,
        unit: "%",
      }),
    ...(context.signal === undefined ? {} : { signal: context.signal }),
  });
}
