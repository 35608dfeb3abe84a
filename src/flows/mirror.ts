/** How much freight and insurance a value cif holds above the same value fob, as shares. */
export interface FreightBand {
  readonly low: number;
  readonly high: number;
}

/** Both reports of one flow in one period, in the same unit; `imported` is cif where it is a value. */
export interface MirrorPair {
  readonly period: number;
  readonly exported: number | null;
  readonly imported: number | null;
}

export interface MirrorPoint extends MirrorPair {
  /** ln(exported) - ln(imported less freight), at the middle of the band; null unless both are above zero. */
  readonly gap: number | null;
  /** The same at the ends of the band. */
  readonly gapLow: number | null;
  readonly gapHigh: number | null;
  /** Beyond the threshold, whatever the freight is within its band. */
  readonly beyond: boolean;
  /** Beyond the threshold to the same side for as many periods as make it sustained, up to this one or around it. */
  readonly sustained: boolean;
  /** The reports brought together, fob, and what they leave open; null where neither side reports. */
  readonly reconciled: { readonly central: number; readonly low: number; readonly high: number } | null;
}

export interface MirrorRule {
  readonly freight: FreightBand;
  readonly threshold: number;
  readonly sustainedFor: number;
  /** Spread of the gaps of either reporter, in logarithms; the one that spreads less weighs more. */
  readonly spread: { readonly exporter: number | null; readonly importer: number | null };
}

/**
 * Sets two reports of one flow side by side. The reconciled figure is the mean of their logarithms, weighted by the inverse
 * of the squared spread of each reporter (evenly where it is not known); its band reaches from the least to the most that
 * either report allows. The given figures are never changed.
 */
export function mirror(pairs: readonly MirrorPair[], rule: MirrorRule): readonly MirrorPoint[] {
  const { freight, threshold, sustainedFor, spread } = rule;
  const middle = (freight.low + freight.high) / 2;
  const points = pairs.map((pair) => {
    const both = pair.exported !== null && pair.imported !== null && pair.exported > 0 && pair.imported > 0;
    const at = (share: number): number | null =>
      both ? Math.log(pair.exported as number) - Math.log((pair.imported as number) / (1 + share)) : null;
    const [gapLow, gapHigh] = [at(freight.low), at(freight.high)];
    const beyond = gapLow !== null && gapHigh !== null && (gapLow > threshold || gapHigh < -threshold);
    return { ...pair, gap: at(middle), gapLow, gapHigh, beyond };
  });
  const weight = (own: number | null): number => (own === null || own === 0 ? 1 : 1 / own ** 2);
  const known = spread.exporter !== null && spread.importer !== null && spread.exporter > 0 && spread.importer > 0;
  const [ofExporter, ofImporter] = known ? [weight(spread.exporter), weight(spread.importer)] : [1, 1];
  return points.map((point, index) => ({
    ...point,
    sustained: point.beyond && runLength(points, index) >= sustainedFor,
    reconciled: reconcile(point, freight, ofExporter / (ofExporter + ofImporter)),
  }));
}

/** How many neighbouring periods are beyond the threshold to the same side as this one. */
function runLength(points: readonly { readonly beyond: boolean; readonly gap: number | null }[], at: number): number {
  const side = Math.sign(points[at]?.gap ?? 0);
  const same = (place: number): boolean => {
    const point = points[place];
    return point?.beyond === true && Math.sign(point.gap ?? 0) === side;
  };
  let [from, until] = [at, at + 1];
  while (same(from - 1)) from--;
  while (same(until)) until++;
  return until - from;
}

function reconcile({ exported, imported }: MirrorPair, freight: FreightBand, exporterWeight: number) {
  const least = imported === null ? null : imported / (1 + freight.high);
  const most = imported === null ? null : imported / (1 + freight.low);
  if (exported === null && least !== null && most !== null)
    return { central: (least + most) / 2, low: least, high: most };
  if (exported === null || least === null || most === null) {
    return exported === null ? null : { central: exported, low: exported, high: exported };
  }
  const [low, high] = [Math.min(exported, least), Math.max(exported, most)];
  const centre = (least + most) / 2;
  if (exported <= 0 || centre <= 0) return { central: (exported + centre) / 2, low, high };
  const central = Math.exp(exporterWeight * Math.log(exported) + (1 - exporterWeight) * Math.log(centre));
  return { central, low, high };
}

/** Half the distance between the quartiles of some gaps, over 0.6745: a spread that single outliers do not move. */
export function spreadOf(gaps: readonly number[]): number | null {
  if (gaps.length < 3) return null;
  const middle = median(gaps);
  return median(gaps.map((gap) => Math.abs(gap - middle))) / 0.6745;
}

export function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const [below, above] = [sorted[half - 1] ?? 0, sorted[half] ?? 0];
  return sorted.length % 2 === 1 ? above : (below + above) / 2;
}
