import { type Code, get, i32, type Kernel, moduleOf, ONE, pair, repeatWhile, set } from "./wasm-code.ts";

/** Cascades that go on side by side: the eight losses of a firm lie in one line of the processor's cache. */
export const LANES = 8;
/** Bytes of a firm's losses. */
export const STRIDE = LANES * Float64Array.BYTES_PER_ELEMENT;

const PAIRS = [0, 1, 2, 3];
const OFFSET = 16;

/** The same for each pair of lanes. */
const forPairs = (write: (pair: number, offset: number) => Code): Code =>
  PAIRS.flatMap((each) => write(each, each * OFFSET));
const advance = (local: number, bytes: number): Code =>
  set(local, i32.add(get(local), bytes < 64 ? i32.small(bytes) : i32.shiftLeft(i32.small(1), Math.log2(bytes))));

/**
 * One step: for every firm the largest of what its slots sum up, and of what it had lost before. Addresses: slots by firm
 * (from, until), links by slot, the firm at the other end of each link and its share; losses as others feel them, before
 * and after the step; the least fall that counts. Returns a bit for each lane that fell by more.
 */
function pullKernel(): Kernel {
  const [slotsOf, slotsEnd, linksOf, source, share, felt, before, after, eps] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [slot, slotEnd, link, linkEnd, from] = [9, 10, 11, 12, 13];
  const most = (each: number) => 14 + each;
  const sum = (each: number) => 18 + each;
  const fell = (each: number) => 22 + each;
  const [part, one, least] = [26, 27, 28];
  const links = repeatWhile(
    i32.less(get(link), get(linkEnd)),
    set(from, i32.add(get(felt), i32.load(get(link)))),
    set(part, pair.loadBoth(get(share))),
    forPairs((each, offset) =>
      set(sum(each), pair.add(get(sum(each)), pair.times(get(part), pair.load(get(from), offset)))),
    ),
    advance(link, 4),
    advance(share, 8),
  );
  const slots = repeatWhile(
    i32.less(get(slot), get(slotEnd)),
    set(linkEnd, i32.add(get(source), i32.shiftLeft(i32.load(get(slot), 4), 2))),
    forPairs((each) => set(sum(each), pair.zero)),
    links,
    forPairs((each) => set(most(each), pair.most(get(most(each)), get(sum(each))))),
    advance(slot, 4),
  );
  const firms = repeatWhile(
    i32.less(get(slotsOf), get(slotsEnd)),
    forPairs((each, offset) => set(most(each), pair.load(get(before), offset))),
    set(slotEnd, i32.add(get(linksOf), i32.shiftLeft(i32.load(get(slotsOf), 4), 2))),
    slots,
    forPairs((each, offset) => [
      ...set(most(each), pair.least(get(most(each)), get(one))),
      ...set(
        fell(each),
        pair.or(get(fell(each)), pair.greater(pair.minus(get(most(each)), pair.load(get(before), offset)), get(least))),
      ),
      ...pair.store(get(after), get(most(each)), offset),
    ]),
    advance(slotsOf, 4),
    advance(before, STRIDE),
    advance(after, STRIDE),
  );
  const bits = PAIRS.map((each) => i32.shiftLeft(pair.signs(get(fell(each))), 2 * each));
  return {
    name: "pull",
    addresses: 8,
    doubles: 1,
    counters: 5,
    pairs: 15,
    returns: true,
    body: [
      ...set(one, pair.both(ONE)),
      ...set(least, pair.both(get(eps))),
      ...set(slot, get(linksOf)),
      ...set(link, get(source)),
      ...firms,
      ...bits.reduce(i32.or),
    ],
  };
}

/** A loop over firms with their sector's market: addresses of sectors (from, until), sales, losses, markets, `into`. */
function firmLoop(name: string, write: (at: { sold: Code; lost: Code; market: Code }, offset: number) => Code): Kernel {
  const [sector, sectorEnd, sales, lost, markets, into] = [0, 1, 2, 3, 4, 5];
  const [market, sold] = [6, 7];
  return {
    name,
    addresses: 6,
    doubles: 0,
    counters: 1,
    pairs: 1,
    returns: false,
    body: repeatWhile(
      i32.less(get(sector), get(sectorEnd)),
      set(market, i32.add(get(markets), i32.load(get(sector)))),
      set(sold, pair.loadBoth(get(sales))),
      forPairs((_, offset) =>
        write({ sold: get(sold), lost: pair.load(get(lost), offset), market: get(market) }, offset),
      ),
      advance(sector, 4),
      advance(sales, 8),
      advance(lost, STRIDE),
      advance(into, STRIDE),
    ),
  };
}

/** Adds what a firm still sells to the market of its sector. */
const addMarket = firmLoop("addMarket", ({ sold, lost, market }, offset) =>
  pair.store(market, pair.add(pair.load(market, offset), pair.times(pair.minus(pair.both(ONE), lost), sold)), offset),
);

/** What customers feel of a firm's loss: its share of the market that is left, at most all of it. */
const feel = firmLoop("feel", ({ sold, lost, market }, offset) =>
  pair.store(get(5), pair.times(pair.least(pair.over(sold, pair.load(market, offset)), pair.both(ONE)), lost), offset),
);

export interface LaneKernels {
  pull(
    slotsOf: number,
    slotsEnd: number,
    linksOf: number,
    source: number,
    share: number,
    felt: number,
    before: number,
    after: number,
    eps: number,
  ): number;
  addMarket(sector: number, sectorEnd: number, sales: number, lost: number, markets: number, into: number): void;
  feel(sector: number, sectorEnd: number, sales: number, lost: number, markets: number, into: number): void;
}

/** What this file needs of an interface that the language's own library of types leaves to browsers. */
declare const WebAssembly: {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly own: { readonly memory: object } },
  ) => { readonly exports: LaneKernels };
};

const PAGE = 65_536;
let compiled: object | undefined;

/** The kernels over memory of their own, of at least `bytes`. */
export function laneKernels(bytes: number): { readonly kernels: LaneKernels; readonly memory: ArrayBuffer } {
  compiled ??= new WebAssembly.Module(moduleOf([pullKernel(), addMarket, feel]));
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) });
  return { kernels: new WebAssembly.Instance(compiled, { own: { memory } }).exports, memory: memory.buffer };
}
