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
/** Hairlines: axes, borders of tables and of countries. They carry no meaning alone. */
export const LINE = { light: "#C9CED4", dark: "#3A4149" } as const;
/** Links, focus and single bars. */
export const ACCENT = { light: "#0B5C9E", dark: "#6DB3EC" } as const;
/** One hue from little to much; the first is for no value at all. */
export const SHADES = {
  light: ["#ECEEF1", "#D6E6F4", "#AFD0EA", "#7BB3DC", "#4391C6", "#0B5C9E"],
  dark: ["#22272D", "#16304A", "#1D4A72", "#2A6BA3", "#4C97D0", "#93C6EE"],
} as const;

/** The colour of a tier's marks. Past the fifth the hues return; the number beside the mark tells them apart. */
export function tierColour(tier: number): { readonly light: string; readonly dark: string } {
  const at = tier <= 5 ? tier : ((tier - 1) % 5) + 1;
  return TIER_COLOURS[at] ?? { light: "#0072B2", dark: "#3A9BD6" };
}

const TOKENS = { ink: INK, paper: PAPER, muted: MUTED, line: LINE, accent: ACCENT } as const;

/** The same colours as CSS custom properties of one mode, for pages: --ink, --paper, --tier-0 … --tier-8, --shade-0 … 5. */
export function colourTokens(mode: "light" | "dark"): Readonly<Record<string, string>> {
  const plain = Object.entries(TOKENS).map(([name, colours]) => [`--${name}`, colours[mode]] as const);
  const tiers = Array.from({ length: 9 }, (_, tier) => [`--tier-${tier}`, tierColour(tier)[mode]] as const);
  const shades = SHADES[mode].map((colour, at) => [`--shade-${at}`, colour] as const);
  return Object.fromEntries([...plain, ...tiers, ...shades]);
}
