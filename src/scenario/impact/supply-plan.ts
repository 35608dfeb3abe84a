import { type Supply, USUAL_UTILISATION } from "./supply.ts";

/** A supply laid out in arrays, with what it comes to in a week of the baseline. */
export interface SupplyPlan {
  /** By firm, a week. */
  readonly output: Float64Array;
  readonly capacity: Float64Array;
  /** By firm: its inputs are `inputs[inputsFrom[firm]]` up to, not including, `inputs[inputsFrom[firm + 1]]`. */
  readonly inputsFrom: Int32Array;
  readonly inputs: Int32Array;
  /** By input. */
  readonly buyer: Int32Array;
  readonly needed: Float64Array;
  readonly lead: Int32Array;
  /** By input: use in a week, and what should lie in stock. */
  readonly use: Float64Array;
  readonly target: Float64Array;
  /** By link. */
  readonly seller: Int32Array;
  readonly into: Int32Array;
  readonly amount: Float64Array;
  /** By link: its part of what the buyer buys of the input. */
  readonly share: Float64Array;
}

export function planSupply({ firms, inputs, links }: Supply): SupplyPlan {
  const output = Float64Array.from(firms, ({ finalDemand }) => finalDemand);
  const use = new Float64Array(inputs.length);
  for (const { seller, input, amount } of links) {
    output[seller] = (output[seller] as number) + amount;
    use[input] = (use[input] as number) + amount;
  }
  const inputsFrom = new Int32Array(firms.length + 1);
  for (const { buyer } of inputs) inputsFrom[buyer + 1] = (inputsFrom[buyer + 1] as number) + 1;
  for (let firm = 0; firm < firms.length; firm++) {
    inputsFrom[firm + 1] = (inputsFrom[firm + 1] as number) + (inputsFrom[firm] as number);
  }
  const next = inputsFrom.slice();
  const places = new Int32Array(inputs.length);
  inputs.forEach(({ buyer }, input) => {
    const at = next[buyer] as number;
    places[at] = input;
    next[buyer] = at + 1;
  });
  return {
    output,
    capacity: output.map((made, firm) => Math.max(made, firms[firm]?.capacity ?? made / USUAL_UTILISATION)),
    inputsFrom,
    inputs: places,
    buyer: Int32Array.from(inputs, ({ buyer }) => buyer),
    needed: Float64Array.from(inputs, ({ needed }) => needed),
    lead: Int32Array.from(inputs, ({ leadWeeks }) => leadWeeks),
    use,
    target: use.map((week, input) => (week * (inputs[input]?.stockDays ?? 0)) / 7),
    seller: Int32Array.from(links, ({ seller }) => seller),
    into: Int32Array.from(links, ({ input }) => input),
    amount: Float64Array.from(links, ({ amount }) => amount),
    share: Float64Array.from(links, ({ input, amount }) => amount / (use[input] as number)),
  };
}
