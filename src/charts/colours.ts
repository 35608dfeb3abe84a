/** Okabe-Ito hues in fixed tier order, darkened on light paper where the original has less than 3:1 contrast. */
const TIER_COLOURS: readonly { readonly light: string; readonly dark: string }[] = [
  { light: "#CC79A7", dark: "#D893B9" },
  { light: "#C28600", dark: "#E69F00" },
  { light: "#009E73", dark: "#1FB58C" },
  { light: "#0072B2", dark: "#3A9BD6" },
  { light: "#2F8CC4", dark: "#56B4E9" },
  { light: "#D55E00", dark: "#E97A2B" },
];

export const PAPER = { light: "#FFFFFF", dark: "#111418" } as const;
export const INK = { light: "#1A1D21", dark: "#E8EAED" } as const;
export const MUTED = { light: "#5B626B", dark: "#A3ABB5" } as const;

/** The colour of a tier's marks. Past the fifth the hues return; the number beside the mark tells them apart. */
export function tierColour(tier: number): { readonly light: string; readonly dark: string } {
  const at = tier <= 5 ? tier : ((tier - 1) % 5) + 1;
  return TIER_COLOURS[at] ?? { light: "#0072B2", dark: "#3A9BD6" };
}
