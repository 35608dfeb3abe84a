import type { Dataset, Network } from "../../network/network.ts";
import type { SharedSnapshot, SnapshotOptions } from "../../store/snapshot.ts";
import type { Context } from "../core/context.ts";

const opened = new WeakMap<object, Map<string, Promise<Network>>>();

function snapshotOptions(context: Context, dataset: Dataset): SnapshotOptions {
  return {
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
  };
}

async function open(context: Context, dataset: Dataset): Promise<Network> {
  const { openSnapshot, networkOfShared, snapshotPath } = await import("../../store/snapshot.ts");
  const vintage = await context.openVintage();
  const shared = await context.arraysOf?.({ key: snapshotPath(vintage, dataset), vintage: vintage.number, dataset });
  if (shared != null) return networkOfShared(shared);
  return openSnapshot(vintage, dataset, snapshotOptions(context, dataset));
}

/**
 * The compiled network of a dataset: from its snapshot on disk, or compiled now and kept there. Contexts of one vintage
 * that are warm together open each network once, so that later questions find it warm.
 */
export function openNetwork(context: Context, dataset: Dataset): Promise<Network> {
  const networks = opened.get(context.warm) ?? new Map<string, Promise<Network>>();
  opened.set(context.warm, networks);
  const key = JSON.stringify(dataset);
  const known = networks.get(key);
  if (known !== undefined) return known;
  const network = open(context, dataset);
  networks.set(key, network);
  network.catch(() => networks.delete(key));
  return network;
}

/** Reads all arrays of a dataset's network, for the threads that will share them; null where that is not possible. */
export async function loadArrays(context: Context, dataset: Dataset): Promise<SharedSnapshot | null> {
  const { openSharedSnapshot } = await import("../../store/snapshot.ts");
  return openSharedSnapshot(await context.openVintage(), dataset, snapshotOptions(context, dataset));
}
