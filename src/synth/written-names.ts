import { cell } from "./csv-file.ts";
import { mendableSpellings, misspelt } from "./name-noise.ts";
import type { Random } from "./random.ts";
import type { Party } from "./world.ts";

/** How the names of parties are written on bills, as CSV cells. */
export interface WrittenNames {
  /** The name itself. */
  plain(party: number): string;
  /** Another spelling, which plain normalisation mends. */
  variant(party: number): string;
  /** A wrong one, which it does not. */
  wrong(party: number): string;
}

export function writtenNames(parties: readonly Party[], random: Random): WrittenNames {
  const nameOf = (party: number) => (parties[party] as Party).name;
  const cells = parties.map(({ name }) => cell(name));
  const spellings: (readonly string[] | undefined)[] = [];
  return {
    plain: (party) => cells[party] as string,
    variant(party) {
      const known = spellings[party] ?? mendableSpellings(nameOf(party)).map(cell);
      spellings[party] = known;
      return random.pick(known);
    },
    wrong: (party) => cell(misspelt(nameOf(party), random)),
  };
}
