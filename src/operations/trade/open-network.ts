import { StoreProblem } from "../../errors.ts";
import type { Dataset, Network } from "../../network/network.ts";
import type { ConeNeed } from "../../store/cone-need.ts";
import type { SharedSnapshot, SnapshotOptions } from "../../store/snapshot.ts";
import type { Context } from "../core/context.ts";
import { networkUnder, tradeEdits } from "../scenario/trade-under.ts";
import type { PartNeeded } from "./part-needed.ts";
import { asNetworkDataset, tradeDatasets } from "./trade-dataset.ts";

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

/** How many rows the dataset has; master bills are among them. */
async function rowsOf(context: Context, dataset: Dataset): Promise<number> {
  const key = JSON.stringify(dataset);
  const all = await tradeDatasets(context, null);
  return all.find((each) => JSON.stringify(asNetworkDataset(each)) === key)?.rows ?? 0;
}

async function isLarge(context: Context, dataset: Dataset): Promise<boolean> {
  const { LARGE_ROWS } = await import("../../store/cone-need.ts");
  const limit = context.largeRows ?? LARGE_ROWS;
  const files = (await context.openVintage()).tables[dataset.table]?.files ?? [];
  return files.reduce((sum, { rows }) => sum + rows, 0) > limit && (await rowsOf(context, dataset)) > limit;
}

async function open(context: Context, dataset: Dataset): Promise<Network> {
  const { openSnapshot, networkOfShared, snapshotPath } = await import("../../store/snapshot.ts");
  const vintage = await context.openVintage();
  const shared = await context.arraysOf?.({ key: snapshotPath(vintage, dataset), vintage: vintage.number, dataset });
  if (shared != null) return networkOfShared(shared);
  return openSnapshot(vintage, dataset, snapshotOptions(context, dataset));
}

async function openPart(context: Context, dataset: Dataset, need: ConeNeed): Promise<Network> {
  const { openCone } = await import("../../store/cone.ts");
  return openCone(await context.openVintage(), dataset, need, snapshotOptions(context, dataset));
}

/** Parts of large datasets that a warm context holds at once. */
const PARTS_HELD = 2;

/**
 * The compiled network of a dataset, or of a large one the part that the question reaches: from its snapshot on disk, or
 * compiled now and kept there. Contexts of one vintage that are warm together open each network once, so that later
 * questions find it warm.
 */
export async function openNetwork(
  context: Context,
  dataset: Dataset,
  part: PartNeeded | null = null,
): Promise<Network> {
  const { scenario } = context;
  const networks = opened.get(context.warm) ?? new Map<string, Promise<Network>>();
  opened.set(context.warm, networks);
  const need = (await isLarge(context, dataset)) ? await (part ?? refuseAll(context, dataset))() : null;
  const key = JSON.stringify([dataset, need]);
  if (scenario !== null) tradeEdits(scenario, dataset.table);
  const known = networks.get(key);
  if (known !== undefined) return known;
  const network =
    scenario !== null
      ? openNetwork(scenario.baseline, dataset, part).then((baseline) => networkUnder(scenario, baseline))
      : need === null
        ? open(context, dataset)
        : openPart(context, dataset, need);
  networks.set(key, network);
  network.catch(() => networks.delete(key));
  const parts = [...networks.keys()].filter((each) => !each.endsWith(",null]"));
  for (const oldest of parts.slice(0, -PARTS_HELD)) networks.delete(oldest);
  return network;
}

/** For a question that looks at every row, of which there are too many. */
function refuseAll(context: Context, dataset: Dataset): PartNeeded {
  return async () => {
    const rows = (await rowsOf(context, dataset)).toLocaleString("en-US");
    throw new StoreProblem(
      `The question looks at all ${rows} rows of "${dataset.sourceId}", more than are held at once.`,
      {
        hint: "Name what is bought (--bought HS), or ask trace or paths of one product.",
      },
    );
  };
}

/** Reads all arrays of a dataset's network, for the threads that will share them; null where that is not possible. */
export async function loadArrays(context: Context, dataset: Dataset): Promise<SharedSnapshot | null> {
  if (await isLarge(context, dataset)) return null;
  const { openSharedSnapshot } = await import("../../store/snapshot.ts");
  return openSharedSnapshot(await context.openVintage(), dataset, snapshotOptions(context, dataset));
}
