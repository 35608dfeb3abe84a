import type { Demand, Offer, OpenedRoute, ResourcingProblem } from "./resourcing-problem.ts";

/** A limit that several ways share: what an offer can sell, or what may come from one country. */
export type Limit =
  | { readonly what: "capacity"; readonly offer: Offer; readonly most: number }
  | { readonly what: "country-cap"; readonly country: string; readonly product: string; readonly most: number };

/** Whether a way counts against a limit. */
export function counts(limit: Limit, { offer }: Pick<OpenedRoute, "offer">): boolean {
  return limit.what === "capacity"
    ? limit.offer.id === offer.id
    : limit.country === offer.country && limit.product === offer.product;
}

export const asked = (demands: readonly Demand[], product: string): number =>
  demands.filter((demand) => demand.product === product).reduce((sum, { quantity }) => sum + quantity, 0);

/** Every limit of a problem; of several caps on a country for a product the lowest counts. */
export function limitsOf({ offers, demands, caps }: ResourcingProblem): readonly Limit[] {
  const capacities = offers.map((offer): Limit => ({ what: "capacity", offer, most: offer.capacity }));
  const shares = new Map<string, { readonly country: string; readonly product: string; readonly share: number }>();
  for (const { product, country, share } of caps) {
    const own = offers.filter((offer) => offer.product === product).map((offer) => offer.country);
    for (const one of new Set(country === null ? own : own.filter((each) => each === country))) {
      const key = JSON.stringify([one, product]);
      const least = Math.min(share, shares.get(key)?.share ?? 1);
      shares.set(key, { country: one, product, share: least });
    }
  }
  const capped = [...shares.values()].map(
    ({ country, product, share }): Limit => ({
      what: "country-cap",
      country,
      product,
      most: share * asked(demands, product),
    }),
  );
  return [...capacities, ...capped];
}
