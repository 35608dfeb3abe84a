import type { Book } from "../../../book/book.ts";
import { inputMap } from "../../../network/input-map.ts";
import type { Network } from "../../../network/network.ts";
import { type Reach, reach } from "../../../network/reach.ts";
import { bySize } from "../../../network/reach-split.ts";
import { formatHs } from "../../../vocab/hs-code.ts";
import { partyBook } from "../../control/party-book.ts";
import { EACH_ITS_OWN, type SameParties, sameParties } from "../../control/same-parties.ts";
import type { Context } from "../../core/context.ts";
import { countryLabel, productLabel } from "../../trade/labels.ts";
import { openNetwork } from "../../trade/open-network.ts";
import { partOfProducts } from "../../trade/part-needed.ts";
import { type Line, topParts, wholeOf, writeCents, writeGrams } from "../../trade/split-parts.ts";
import { asNetworkDataset, type TradeDataset } from "../../trade/trade-dataset.ts";
import type { WhatIfAsked } from "../whatif/whatif-asked.ts";
import type { TradeAtStake } from "./control-change-result.ts";
import type { ChangedParty } from "./control-change-verdicts.ts";

interface StakeFound {
  readonly trade: TradeAtStake | null;
  readonly notes: readonly string[];
}

/** What some parties sold in the window, by bills of the baseline. Of a large dataset only the products that are asked about. */
export async function tradeAtStake(
  baseline: Context,
  book: Book,
  dataset: TradeDataset,
  changed: readonly ChangedParty[],
  asked: WhatIfAsked,
): Promise<StakeFound> {
  const { to, since, until, top, products, revision } = asked;
  const own = changed.filter(({ made }) => made === dataset.made);
  if (own.length === 0) return { trade: null, notes: ["The bills name none of those whose verdict is another."] };
  const network = await openNetwork(baseline, asNetworkDataset(dataset), partOfProducts(products, { since, until }));
  const names = partyBook(book);
  const same = dataset.made ? EACH_ITS_OWN : await sameParties(baseline, await baseline.openEngine(), names);
  await same.learn(own.map(({ id }) => id));
  const sold = (parties: readonly string[]): Reach | null =>
    parties.length === 0
      ? null
      : reach(network, inputMap(network.products, []), {
          products: network.products,
          direction: "down",
          depth: 1,
          inputs: "none",
          parties,
          ...(to === null ? {} : { tierCountries: [[to]] }),
          ...(since === undefined ? {} : { since }),
          ...(until === undefined ? {} : { until }),
        });
  const whole = sold(own.flatMap(({ id }) => idsIn(network, same, id)))?.tiers[0];
  if (whole === undefined || whole.rows === 0) {
    return { trade: null, notes: ["The bills hold nothing in the window that they sold there."] };
  }
  const sellers = own
    .flatMap(({ id }): Line[] => {
      const tier = sold(idsIn(network, same, id))?.tiers[0];
      return tier === undefined || tier.rows === 0 ? [] : [{ key: id, rows: tier.rows, usd: tier.usd, kg: tier.kg }];
    })
    .sort(bySize);
  const goods = whole.by("product");
  const nameOf = new Map(own.map(({ id, name }) => [id, name]));
  const split = {
    products: topParts(goods.slice(0, top), wholeOf(goods), (code) => productLabel(book, code, revision)),
    sellers: topParts(sellers.slice(0, top), wholeOf(sellers), (id) => nameOf.get(id) ?? id),
  };
  return {
    trade: {
      to: to === null ? null : { key: to, label: countryLabel(to) },
      from: since ?? dataset.from,
      until: until ?? dataset.until,
      total: { rows: whole.rows, usd: writeCents(whole.usd), kg: writeGrams(whole.kg), buyers: whole.buyers },
      products: split.products.parts,
      otherProducts: split.products.others,
      sellers: split.sellers.parts,
      otherSellers: split.sellers.others,
    },
    notes:
      network.whole === undefined
        ? []
        : [`The bills are many: of what they sold only ${products.map(formatHs).join(", ")} is looked at.`],
  };
}

/** Ids under which the network has a party. */
const idsIn = (network: Network, same: SameParties, id: string): readonly string[] =>
  same.all(id).filter((each) => network.parties.find(each) >= 0);
