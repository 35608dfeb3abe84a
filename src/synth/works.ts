import { portsOf } from "./assumed.ts";
import type { Maker, Party, World } from "./world.ts";

/** Where a maker makes its product; resellers have none. */
export interface Works {
  readonly id: string;
  readonly place: string;
  /** As its bills write it, beside the name of the firm. */
  readonly address: string;
  readonly name: string;
}

/** By maker its works, or null. */
export function worksOf({ makers, parties, products }: World): readonly (Works | null)[] {
  let number = 0;
  return makers.map(({ party, product, resells }: Maker) => {
    if (resells) return null;
    number++;
    const { name, country } = parties[party] as Party;
    const place = portsOf(country)[number % portsOf(country).length] as string;
    const id = `F${String(number).padStart(6, "0")}`;
    const address = `${place} works ${products[product]?.hs}`;
    return { id, place, address, name: `${name} ${address}` };
  });
}
