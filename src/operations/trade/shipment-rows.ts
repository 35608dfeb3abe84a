import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import type { InputLink } from "../../network/input-link.ts";
import { inputMap } from "../../network/input-map.ts";
import type { Network } from "../../network/network.ts";
import { type Reach, reach } from "../../network/reach.ts";
import { type TopRows, topRows } from "../../network/top-rows.ts";
import { decimal } from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import type { Context } from "../core/context.ts";
import { shareField } from "../core/fields.ts";
import type { ShipmentsInput } from "../shipments.ts";
import { type PartNeeded, partOfProducts, partOfReach } from "./part-needed.ts";
import type { ResolvedParty } from "./party.ts";
import { hsField, placeField } from "./trade-fields.ts";

/** The chain whose rows alone are listed, in the fields of `chain`. */
export const chainFilterFields = {
  behind: hsField("only rows that the chain of this product counts, at the tier given").optional(),
  tier: z
    .number()
    .int()
    .min(1)
    .max(8)
    .optional()
    .describe("the tier of that chain, from 1, the product itself")
    .meta({ placeholder: "1-8" }),
  behindTo: placeField("the country that buys at the root of that chain; going down, where tier 1 goes").optional(),
  behindOrigin: placeField(
    "the country that sells at its root going down; going up, where tier 1 comes from",
  ).optional(),
  behindParty: z
    .string()
    .min(1)
    .optional()
    .describe("the party at its root, by id or exact name")
    .meta({ placeholder: "NAME" }),
  direction: z.enum(["up", "down"]).default("up").describe("of that chain"),
  inputs: z.enum(["all", "same", "none"]).default("all").describe("of that chain"),
  minShare: shareField()
    .optional()
    .describe("of that chain: the share below which it does not look behind a party")
    .meta({ placeholder: "0..1" }),
};

/** A chain needs its product, its tier and its root, and a root needs a chain. */
export function checkChainFilter({
  behind,
  tier,
  behindTo,
  behindOrigin,
  behindParty,
  direction,
}: ShipmentsInput): void {
  const [root, field] = direction === "up" ? [behindTo, "behindTo"] : [behindOrigin, "behindOrigin"];
  if (behind === undefined) {
    const given = Object.entries({ tier, behindTo, behindOrigin, behindParty }).find(
      ([, value]) => value !== undefined,
    );
    if (given === undefined) return;
    throw new InvalidInput(`"${given[0]}" is of a chain, and none is given.`, {
      hint: 'Give "behind", the product at its root.',
    });
  }
  if (tier === undefined) {
    throw new InvalidInput('"behind" needs the tier of its chain.', { hint: 'Give "tier", such as 2.' });
  }
  if (root === undefined && behindParty === undefined) {
    throw new InvalidInput(`The chain behind "${behind}" needs its root.`, { hint: `Give "${field}", such as US.` });
  }
}

/** The products by which the dataset is chosen: the root of the chain, or those asked for. */
export function rootProducts({ behind, product }: ShipmentsInput): readonly Hs6[] {
  return behind === undefined ? product : [behind];
}

/** What part of a large dataset is looked at; null for all of it. */
export function partOfShipments(
  context: Context,
  question: ShipmentsInput,
  links: readonly InputLink[],
): PartNeeded | null {
  const { product, behind, tier = 1, direction, inputs, since, until } = question;
  if (behind === undefined) return product.length === 0 ? null : partOfProducts(product, { since, until });
  const country = direction === "up" ? question.behindTo : question.behindOrigin;
  return partOfReach(context, {
    direction,
    depth: tier,
    inputs,
    links,
    products: [behind],
    countries: country === undefined ? undefined : [country],
    party: question.behindParty,
    since,
    until,
  });
}

interface Ends {
  readonly seller: ResolvedParty | null;
  readonly buyer: ResolvedParty | null;
  readonly root: ResolvedParty | null;
  readonly links: readonly InputLink[];
}

/** The rows that fit: of everything, as tier 1 of a walk from the end that narrows it down most, or of a chain's tier. */
export function shipmentRows(network: Network, question: ShipmentsInput, ends: Ends): TopRows {
  const { product, origin, to, behind, tier, top } = question;
  const found = behind === undefined ? allRows(network, question, ends) : chainRows(network, behind, question, ends);
  const country = (code: string) => network.countries.indexOf(code);
  const filter = {
    ...(behind === undefined || tier === undefined ? {} : { tier }),
    ...(ends.seller === null ? {} : { seller: network.parties.find(ends.seller.key) }),
    ...(ends.buyer === null ? {} : { buyer: network.parties.find(ends.buyer.key) }),
    ...(origin === undefined ? {} : { origin: country(origin) }),
    ...(to === undefined ? {} : { destination: country(to) }),
    ...(product.length === 0 ? {} : { products: new Set(product.map((code) => network.products.indexOf(code))) }),
  };
  return topRows(found.walk, filter, top);
}

function allRows(network: Network, question: ShipmentsInput, { seller, buyer }: Ends): Reach {
  const { product, origin, to } = question;
  const fromSeller = seller !== null && buyer === null;
  const [nearCountry, farCountry] = fromSeller ? [origin, to] : [to, origin];
  const nearParty = fromSeller ? seller : buyer;
  return reach(network, inputMap(network.products, []), {
    products: product.length === 0 ? network.products : product,
    direction: fromSeller ? "down" : "up",
    depth: 1,
    inputs: "none",
    ...(nearCountry === undefined ? {} : { countries: [nearCountry] }),
    ...(nearParty === null ? {} : { parties: [nearParty.key] }),
    ...(farCountry === undefined ? {} : { tierCountries: [[farCountry]] }),
    ...windowOf(question),
  });
}

function chainRows(network: Network, behind: Hs6, question: ShipmentsInput, { root, links }: Ends): Reach {
  const { tier = 1, direction, inputs, behindTo, behindOrigin, minShare } = question;
  const [near, far] = direction === "up" ? [behindTo, behindOrigin] : [behindOrigin, behindTo];
  return reach(network, inputMap(network.products, links), {
    products: [behind],
    direction,
    depth: tier,
    inputs,
    ...(near === undefined ? {} : { countries: [near] }),
    ...(root === null ? {} : { parties: [root.key] }),
    ...(far === undefined ? {} : { tierCountries: [[far]] }),
    ...(minShare === undefined ? {} : { minimumShare: decimal(minShare) }),
    ...windowOf(question),
  });
}

function windowOf({ since, until, observedOnly }: ShipmentsInput) {
  return {
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(observedOnly ? { observedOnly: true } : {}),
  };
}
