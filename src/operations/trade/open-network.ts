import type { Dataset, Network } from "../../network/network.ts";
import type { Context } from "../core/context.ts";

const opened = new WeakMap<Context, Map<string, Promise<Network>>>();

async function open(context: Context, dataset: Dataset): Promise<Network> {
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

/**
 * The compiled network of a dataset: from its snapshot on disk, or compiled now and kept there. A context opens each
 * network once, so that its later questions find it warm.
 */
export function openNetwork(context: Context, dataset: Dataset): Promise<Network> {
  const networks = opened.get(context) ?? new Map<string, Promise<Network>>();
  opened.set(context, networks);
  const key = JSON.stringify(dataset);
  const known = networks.get(key);
  if (known !== undefined) return known;
  const network = open(context, dataset);
  networks.set(key, network);
  network.catch(() => networks.delete(key));
  return network;
}
