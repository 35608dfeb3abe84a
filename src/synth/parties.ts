import { nameMaker } from "./names.ts";
import type { Random } from "./random.ts";
import type { Party, PartyKind } from "./world.ts";

export interface PartyRegistry {
  readonly parties: Party[];
  /** Adds a party with a made name and returns its index. */
  add(kind: PartyKind, country: string, stage: string, words: readonly string[]): number;
  at(index: number): Party;
}

const INVENTORY_WEEKS = { least: 3, most: 14 } as const;

export function partyRegistry(random: Random): PartyRegistry {
  const name = nameMaker(random);
  const parties: Party[] = [];
  return {
    parties,
    add(kind, country, stage, words) {
      const weeks = INVENTORY_WEEKS.least + random.below(INVENTORY_WEEKS.most - INVENTORY_WEEKS.least + 1);
      parties.push({
        id: `P${String(parties.length + 1).padStart(6, "0")}`,
        name: kind === "government" ? `Government of ${country} (as a holder)` : name(country, words).full,
        country,
        kind,
        stage,
        inventoryWeeks: kind === "company" && stage !== "holder" ? weeks : 0,
      });
      return parties.length - 1;
    },
    at: (index) => parties[index] as Party,
  };
}

/** The forwarders of each country, made when a country first needs them. */
export function forwarderPool(registry: PartyRegistry, countries: Iterable<string>, size: number) {
  const pool = new Map<string, readonly number[]>();
  const words = ["Logistics", "Freight", "Forwarding", "Cargo Lines", "Shipping Agencies"];
  for (const country of [...new Set(countries)].sort()) {
    pool.set(
      country,
      Array.from({ length: size }, () => registry.add("forwarder", country, "forwarder", words)),
    );
  }
  return pool;
}
