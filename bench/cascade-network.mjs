import { built } from "./paths.mjs";

/** What an input is to a sector, drawn alike for all pairs: ignored, non-essential or essential. */
const KINDS = 3;
const SEED = 8;

/**
 * A made network of firms: each sells something, customers and suppliers are drawn by size, and sizes and values are spread
 * over orders of magnitude, as they are in national networks.
 */
export async function madeNetwork({ firms, links, sectors }) {
  const { random, weightedDraw } = await built("synth/random");
  const draw = random(SEED, `cascade ${firms} ${links}`);
  const sector = Int32Array.from({ length: firms }, (_, at) => (at < sectors ? at : draw.below(sectors)));
  const size = Float64Array.from({ length: firms }, () => (1 - draw.unit()) ** -0.7);
  const bySize = weightedDraw(size);
  const supplier = new Int32Array(links);
  const buyer = new Int32Array(links);
  const weight = new Float64Array(links);
  const known = new Set();
  for (let link = 0; link < links; ) {
    // Every firm sells something first.
    const from = link < firms ? link : bySize(draw);
    const to = bySize(draw);
    if (from === to || known.has(from * firms + to)) continue;
    known.add(from * firms + to);
    supplier[link] = from;
    buyer[link] = to;
    weight[link] = Math.round(1000 * size[from] ** 0.5 * size[to] ** 0.5 * (1 - draw.unit()) ** -0.5);
    link++;
  }
  const essential = Int32Array.from({ length: sectors ** 2 }, () => draw.below(KINDS));
  return { firms, sectors, sector, supplier, buyer, weight, essential };
}
