const PLACES = 9;

/** A figure of a model as text, to so many places at most: it is an estimate, and no exact amount. */
export function figureText(value: number, places = PLACES): string {
  const text = value.toFixed(places);
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return short === "-0" ? "0" : short;
}

/** USD to the cent. */
export const usdText = (value: number): string => figureText(value, 2);

/** Tonnes to the kilogram. */
export const tonnesText = (value: number): string => figureText(value, 3);
