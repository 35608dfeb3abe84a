const STEPS = [
  [1e9, "billion"],
  [1e6, "million"],
  [1e3, "thousand"],
] as const;

/** An amount in three digits for a picture: "1.27 million", "85 thousand", "380". Tables have it exact. */
export function shortAmount(amount: string | number): string {
  const value = Number(amount);
  const [size, word] = STEPS.find(([least]) => Math.abs(value) >= least) ?? [1, ""];
  const scaled = Number((value / size).toPrecision(3));
  return `${scaled}${word === "" ? "" : ` ${word}`}`;
}
