import type { InputKind, InputLink } from "../../../network/input-link.ts";

/** What is made of some products by the input map, step by step: the products themselves first. */
export interface ChainBelow {
  readonly steps: readonly (readonly string[])[];
  /** Other inputs of all those. */
  readonly inputs: readonly string[];
  readonly kindOf: (input: string, output: string) => InputKind | null;
}

/**
 * Follows materials and components; of equipment one step, to what it makes, and no further. Only products that data hold.
 */
export function chainBelow(
  products: readonly string[],
  links: readonly InputLink[],
  held: ReadonlySet<string>,
): ChainBelow {
  const kinds = new Map(links.map(({ inputHs, outputHs, kind }) => [`${inputHs} ${outputHs}`, kind]));
  const found = new Set<string>(products);
  const steps: string[][] = [[...products]];
  for (let last = steps[0] ?? []; last.length > 0; last = steps.at(-1) as string[]) {
    const made = links.filter(
      ({ inputHs, kind }) => (steps.length === 1 || kind !== "equipment") && last.includes(inputHs),
    );
    const next = new Set<string>(made.map(({ outputHs }) => outputHs));
    steps.push([...next].filter((code) => held.has(code) && !found.has(code)).sort());
    for (const code of next) found.add(code);
  }
  const followed = new Set(steps.flat());
  const inputs = new Set<string>(links.flatMap(({ inputHs, outputHs }) => (followed.has(outputHs) ? [inputHs] : [])));
  return {
    steps: steps.slice(0, -1),
    inputs: [...inputs].filter((code) => held.has(code) && !followed.has(code)).sort(),
    kindOf: (input, output) => kinds.get(`${input} ${output}`) ?? null,
  };
}
