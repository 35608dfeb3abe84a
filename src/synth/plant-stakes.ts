import type { PartyRegistry } from "./parties.ts";
import type { Random } from "./random.ts";
import type { Stake } from "./world.ts";

/** Shares on and beside the thresholds of control rules. */
const THRESHOLD_SHARES = [0.2499, 0.25, 0.2501, 0.499, 0.5, 0.5001, 0.51, 0.75, 1];
const CONTROLLERS = ["CN", "CN", "CN", "RU", "CN", "KR", "US"];
const CONDUITS = ["HK", "SG", "NL", "LU", "KY", "VG"];
const HOLDING_WORDS = ["Holdings", "Capital", "Investment", "Group Holding"];
const ONE_LADDER_IN = 60;
const LEAST_LADDERS = 9;
const SHARE_WITH_PARENT = 0.4;
const ALWAYS = { from: "2015-01-01", until: "" };

/** Ordinary parents at home, and planted ladders by which someone abroad holds a firm through two or three layers. */
export function plantStakes(registry: PartyRegistry, random: Random): Stake[] {
  const firms = registry.parties.flatMap(({ kind }, at) => (kind === "company" ? [at] : []));
  const governments = new Map<string, number>();
  const government = (country: string) => {
    const known = governments.get(country) ?? registry.add("government", country, "holder", []);
    governments.set(country, known);
    return known;
  };
  const ladders = Math.min(firms.length, Math.max(LEAST_LADDERS, Math.round(firms.length / ONE_LADDER_IN)));
  const chosen = random.shuffle(firms);
  const planted = chosen.slice(0, ladders).flatMap((firm, at) => ladder(registry, firm, at, government, random));
  const ordinary = chosen.slice(ladders).flatMap((firm) => ordinaryStakes(registry, firm, random));
  return [...planted, ...ordinary];
}

/** Controller, one or two holdings, firm; one rung has the threshold share, the others a clear majority. */
function ladder(
  registry: PartyRegistry,
  firm: number,
  at: number,
  government: (country: string) => number,
  random: Random,
): readonly Stake[] {
  const home = registry.at(firm).country;
  const country = CONTROLLERS.find((code, index) => code !== home && index >= at % CONTROLLERS.length) ?? "SG";
  const layers = 2 + (at % 2);
  const top = at % 3 === 2 ? registry.add("company", country, "holder", HOLDING_WORDS) : government(country);
  const conduits = Array.from({ length: layers - 1 }, (_, layer) =>
    registry.add("company", layer === 0 ? random.pick(CONDUITS) : country, "holder", HOLDING_WORDS),
  );
  const chain = [firm, ...conduits, top];
  const threshold = random.below(layers);
  return chain.slice(0, -1).map((held, layer) => ({
    holder: chain[layer + 1] as number,
    held,
    interest: at % 7 === 6 && layer === threshold ? "vote" : "equity",
    share:
      layer === threshold ? (THRESHOLD_SHARES[at % THRESHOLD_SHARES.length] as number) : random.pick([0.6, 0.8, 1]),
    ...ALWAYS,
    ladder: `ladder-${at + 1}`,
    layer: layer + 1,
  }));
}

function ordinaryStakes(registry: PartyRegistry, firm: number, random: Random): readonly Stake[] {
  if (!random.chance(SHARE_WITH_PARENT)) return [];
  const parent = registry.add("company", registry.at(firm).country, "holder", HOLDING_WORDS);
  const share = random.pick([0.51, 0.6, 0.667, 0.75, 0.9, 1]);
  const base = { held: firm, interest: "equity", ladder: "", layer: 0 } as const;
  const stake: Stake = { ...base, ...ALWAYS, holder: parent, share };
  if (share === 1 || !random.chance(0.5)) return [stake];
  const other = registry.add("company", random.pick(["US", "JP", "DE", "KR", "CN", "GB"]), "holder", HOLDING_WORDS);
  const rest = Math.round((1 - share) * random.between(0.2, 1) * 1e4) / 1e4;
  return [stake, { ...base, holder: other, share: rest, from: `${2016 + random.below(8)}-01-01`, until: "" }];
}
