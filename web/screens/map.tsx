import { ChainView } from "../parts/chain-view.tsx";
import { MapFigure } from "../parts/map-figure.tsx";

/** The flows of a chain on the map of the world: the same question as on the screen of the chain. */
export function MapScreen() {
  return <ChainView heading="Map">{({ result }, values) => <MapFigure chain={result} values={values} />}</ChainView>;
}
