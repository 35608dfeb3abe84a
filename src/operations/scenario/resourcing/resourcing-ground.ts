import type { CountryCode } from "../../../vocab/country.ts";
import type { Hs6 } from "../../../vocab/hs-code.ts";
import type { Days } from "../../core/operation.ts";
import type { TradeDataset } from "../../trade/trade-dataset.ts";
import type { ScenarioWorld } from "../scenario-world.ts";
import type { SupposedSupply } from "./resourcing-edits.ts";
import type { MarketWindow, Sold, Supplier, SupplyBy } from "./resourcing-supplier.ts";
import type { WindowAsked } from "./resourcing-window.ts";

/** A product, who buys it, and who may offer it. */
export interface MarketAsked extends WindowAsked {
  readonly dataset: TradeDataset;
  readonly revision: number;
  readonly product: Hs6;
  readonly to: CountryCode;
  readonly days: Days;
  /** Countries of statistics and parties of bills, unless it is said. */
  readonly by?: SupplyBy | undefined;
  /** One party that buys, by id or exact name; everybody in `to` unless it is said. */
  readonly buyer?: string | undefined;
  /** Countries, groups and, of bills, parties that may not supply. */
  readonly avoid?: readonly string[] | undefined;
  /** Rules of control by id: who is under one is kept out. */
  readonly rules?: readonly string[] | undefined;
  /** Whether those of whom a rule cannot tell stay or are kept out. */
  readonly undecided?: "keep" | "bar" | undefined;
}

/** The trade that a plan starts from, read once; worlds are made of it without reading again. */
export interface MarketGround {
  readonly window: MarketWindow;
  readonly buyer: { readonly key: string; readonly label: string };
  readonly by: SupplyBy;
  sold(supposed: SupposedSupply): Sold;
  /** What the scenario says of this trade. */
  supposed(world: ScenarioWorld): Promise<SupposedSupply>;
  /** Why a supplier is to be avoided, by what was asked. */
  readonly avoided: (supplier: Pick<Supplier, "origin" | "party">) => readonly string[];
  readonly notes: readonly string[];
  readonly warnings: readonly string[];
}
