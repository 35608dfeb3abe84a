import { decimal, format, round } from "../../vocab/decimal.ts";
import { writeScaled, writeShare, writeUsd } from "../scale.ts";

/** A figure with its unit, for columns that hold several. */
export function figureCell(
  value: string | null,
  unit: "USD" | "t" | "share" | "week" | "count" | "buyers",
  { signed = false }: { readonly signed?: boolean } = {},
): string | null {
  if (value === null) return null;
  const sign = signed && Number(value) > 0 ? "+" : "";
  return `${sign}${words(value, unit)}`;
}

function words(value: string, unit: Parameters<typeof figureCell>[1]): string {
  switch (unit) {
    case "USD":
      return writeUsd(value);
    case "t":
      return `${writeScaled(value, { power: 0, decimals: 1 })} t`;
    case "share":
      return writeShare(value);
    case "week":
      return `week ${format(round(decimal(value), 0))}`;
    case "count":
    case "buyers":
      return format(round(decimal(value), 0));
  }
}
