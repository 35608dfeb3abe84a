import { type GeoPermissibleObjects, geoCentroid, geoEqualEarth, geoInterpolate, geoPath } from "d3-geo";
import type { Feature, FeatureCollection, MultiPolygon, Polygon, Position } from "geojson";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { SMALL_PLACES } from "./small-places.ts";

/** world-atlas's countries-110m.json as it is read: outlines by ISO 3166-1 numeric. */
export type WorldAtlas = Topology<{ countries: GeometryCollection<{ name: string }> }>;

/** A country by the key that flows use, such as alpha-2, and by the number that the atlas uses. */
export interface MapPlace {
  readonly key: string;
  readonly numeric: string;
  readonly label: string;
}

export interface MapFlow {
  readonly from: string;
  readonly to: string;
  readonly value: number;
  readonly estimated?: number;
}

export interface FlowMapInput {
  readonly atlas: WorldAtlas;
  readonly places: readonly MapPlace[];
  readonly flows: readonly MapFlow[];
  /** What countries are shaded by, by key; countries without a value stay blank. */
  readonly shading?: ReadonlyMap<string, number>;
}

export interface FlowMapOptions {
  readonly width: number;
  readonly height: number;
  /** How many flows are drawn, largest first. */
  readonly largest?: number;
  /** Which meridian stands in the middle; by default the one where the least value is torn apart at the edge. */
  readonly centre?: "atlantic" | "pacific";
}

export interface MapCountry {
  readonly numeric: string;
  readonly key: string | null;
  readonly label: string;
  readonly path: string;
  readonly value: number | null;
  /** 0 for no value, then 1 to 5 from little to much. */
  readonly shade: number;
}

export interface MapArc extends MapFlow {
  readonly id: string;
  readonly path: string;
  readonly width: number;
  readonly start: { readonly x: number; readonly y: number };
  readonly end: { readonly x: number; readonly y: number };
}

export interface MapPoint {
  readonly key: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  /** Of the flows that are drawn. */
  readonly value: number;
}

export interface FlowMap {
  readonly width: number;
  readonly height: number;
  readonly centre: "atlantic" | "pacific";
  readonly sphere: string;
  readonly countries: readonly MapCountry[];
  /** Largest first. */
  readonly arcs: readonly MapArc[];
  /** Where arcs begin and end, largest first. */
  readonly points: readonly MapPoint[];
  /** Lower bounds of the five shades, ascending: anything above zero, then powers of ten. Empty without shading. */
  readonly steps: readonly number[];
  readonly shown: { readonly flows: number; readonly of: number; readonly share: number };
  /** "20 of 67 flows, 98 % of value", and what has no place on the map. */
  readonly shownText: string;
  /** Keys with flows of which no place on the map is known. */
  readonly notOnMap: readonly string[];
}

const ROTATION = { atlantic: -10, pacific: -160 } as const;
const WIDEST = 14;
const THINNEST = 0.75;
const SHADES = 5;
const EDGE = 4;

const amountOf = (flow: MapFlow): number => (flow.value > 0 && flow.value < Infinity ? flow.value : 0);

/** The middle of a country's largest piece: overseas parts do not pull it into the sea. */
function anchorOf({ geometry }: Feature<Polygon | MultiPolygon>): [number, number] {
  const pieces = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const points = (piece: readonly Position[][]): number => piece[0]?.length ?? 0;
  const largest = pieces.reduce((best, piece) => (points(piece) > points(best) ? piece : best), pieces[0] ?? []);
  return geoCentroid({ type: "Polygon", coordinates: largest });
}

/** Whether the shortest way between two points passes the edge of a map with `middle` in its middle. */
function isTorn(from: [number, number], to: [number, number], middle: number): boolean {
  const along = geoInterpolate(from, to);
  const fromMiddle = (point: [number, number]): number => ((((point[0] - middle + 180) % 360) + 360) % 360) - 180;
  let before = fromMiddle(from);
  for (let step = 1; step <= 32; step++) {
    const here = fromMiddle(along(step / 32));
    if (Math.abs(here - before) > 180) return true;
    before = here;
  }
  return false;
}

interface LocatedFlow {
  readonly flow: MapFlow;
  readonly from: [number, number];
  readonly to: [number, number];
}

function bestCentre(flows: readonly LocatedFlow[]): "atlantic" | "pacific" {
  const torn = (centre: "atlantic" | "pacific"): number =>
    flows.reduce((sum, { flow, from, to }) => sum + (isTorn(from, to, -ROTATION[centre]) ? amountOf(flow) : 0), 0);
  return torn("pacific") < torn("atlantic") ? "pacific" : "atlantic";
}

/** Powers of ten down from the largest value, so that a giant stands out and the small are still told apart. */
function stepsOf(values: readonly number[]): number[] {
  const most = Math.max(0, ...values);
  if (!(most > 0) || most === Infinity) return [];
  const top = Math.floor(Math.log10(most) + 1e-9);
  const higher = Array.from({ length: SHADES - 1 }, (_, at) => Number(`1e${top - (SHADES - 2) + at}`));
  return [0, ...higher];
}

function percent(share: number): string {
  if (share >= 1) return "100 %";
  return share > 0.99 ? `${(Math.floor(share * 1000) / 10).toFixed(1)} %` : `${Math.round(share * 100)} %`;
}

/** Flows between countries on an equal-area map of the world (Equal Earth). */
export function flowMap(input: FlowMapInput, options: FlowMapOptions): FlowMap {
  const { width, height, largest = 30 } = options;
  const { atlas, places, shading } = input;
  const outlines = feature(atlas, atlas.objects.countries) as FeatureCollection<
    Polygon | MultiPolygon,
    { name: string }
  >;
  const byNumber = new Map(places.map((place) => [place.numeric, place]));
  const byKey = new Map(places.map((place) => [place.key, place]));
  const anchors = new Map<string, [number, number]>(SMALL_PLACES.map(([numeric, lon, lat]) => [numeric, [lon, lat]]));
  for (const outline of outlines.features) {
    if (outline.id !== undefined) anchors.set(String(outline.id), anchorOf(outline));
  }
  const locate = (key: string): [number, number] | undefined => anchors.get(byKey.get(key)?.numeric ?? "");

  const flows = input.flows
    .filter((flow) => amountOf(flow) > 0 && flow.from !== flow.to)
    .sort((a, b) => b.value - a.value || (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
  const located = flows.flatMap((flow): LocatedFlow[] => {
    const [from, to] = [locate(flow.from), locate(flow.to)];
    return from === undefined || to === undefined ? [] : [{ flow, from, to }];
  });
  const drawn = located.slice(0, largest);
  const centre = options.centre ?? bestCentre(drawn);
  const projection = geoEqualEarth()
    .rotate([ROTATION[centre], 0])
    .fitExtent(
      [
        [EDGE, EDGE],
        [width - EDGE, height - EDGE],
      ],
      { type: "Sphere" },
    );
  const writer = geoPath(projection).digits(1);
  const write = (shape: GeoPermissibleObjects): string => writer(shape) ?? "";
  const place = (at: [number, number]) => {
    const [x, y] = projection(at) ?? [0, 0];
    return { x, y };
  };

  const most = drawn[0]?.flow.value ?? 0;
  const arcs = drawn.map(
    ({ flow, from, to }): MapArc => ({
      ...flow,
      id: `${flow.from}→${flow.to}`,
      path: write({ type: "LineString", coordinates: [from, to] }),
      width: Math.max(THINNEST, (WIDEST * flow.value) / most),
      start: place(from),
      end: place(to),
    }),
  );
  const sums = new Map<string, number>();
  for (const { flow } of drawn) {
    for (const key of [flow.from, flow.to]) sums.set(key, (sums.get(key) ?? 0) + flow.value);
  }
  const points = [...sums]
    .map(
      ([key, value]): MapPoint => ({
        key,
        label: byKey.get(key)?.label ?? key,
        ...place(locate(key) ?? [0, 0]),
        value,
      }),
    )
    .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1));

  const steps = stepsOf([...(shading?.values() ?? [])]);
  const countries = outlines.features.map((outline): MapCountry => {
    const known = byNumber.get(String(outline.id));
    const value = known === undefined ? null : (shading?.get(known.key) ?? null);
    return {
      numeric: String(outline.id ?? ""),
      key: known?.key ?? null,
      label: known?.label ?? outline.properties.name,
      path: write(outline),
      value,
      shade: value === null || value <= 0 ? 0 : steps.filter((step) => value >= step).length,
    };
  });

  const total = flows.reduce((sum, flow) => sum + flow.value, 0);
  const share = total === 0 ? 0 : drawn.reduce((sum, { flow }) => sum + flow.value, 0) / total;
  const keys = flows.flatMap((flow) => [flow.from, flow.to]);
  const notOnMap = [...new Set(keys)].filter((key) => locate(key) === undefined).sort();
  const missing =
    notOnMap.length === 0 ? "" : `; not on the map: ${notOnMap.map((key) => byKey.get(key)?.label ?? key).join(", ")}`;
  return {
    width,
    height,
    centre,
    sphere: write({ type: "Sphere" }),
    countries,
    arcs,
    points,
    steps,
    shown: { flows: drawn.length, of: flows.length, share },
    shownText:
      flows.length === 0
        ? "no flows between countries"
        : `${drawn.length} of ${flows.length} flows, ${percent(share)} of value${missing}`,
    notOnMap,
  };
}
