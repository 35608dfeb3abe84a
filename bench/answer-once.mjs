// Opens a snapshot, answers one question and prints what it took. Argument: {store, dataset, product, country, depth,
// since?, until?} as JSON.
import { built } from "./paths.mjs";
import { peakMegabytes } from "./peak-memory.mjs";
import { timed } from "./timing.mjs";

const { store, dataset, product, country, depth, ...window } = JSON.parse(process.argv[2]);
const { Store } = await built("store/store");
const { openSnapshot } = await built("store/snapshot");
const { reach } = await built("network/reach");
const { inputMap } = await built("network/input-map");
const { readBook } = await built("book/book");
const { topParties } = await built("network/top-parties");
const vintage = await (await Store.open(store)).vintage();
const links = (await readBook()).inputs.filter(({ hsRevision }) => hsRevision === dataset.hsRevision);
const open = await timed(() => openSnapshot(vintage, dataset));
const network = open.value;
const map = inputMap(network.products, links);
const question = { products: [product], direction: "up", depth, inputs: "all", countries: [country], ...window };
const first = await timed(() => reach(network, map, question));
const names = topParties(first.value.walk, 20).map(({ party }) => network.parties.name(party));
const rows = first.value.tiers.reduce((sum, tier) => sum + tier.rows, 0);
const peak = peakMegabytes();
console.log(JSON.stringify({ openMs: open.ms, firstMs: first.ms, rows, suppliers: names.length, peakMegabytes: peak }));
