import type { Basis } from "../evidence/basis.ts";
import type { Decimal } from "../vocab/decimal.ts";
import type { Hs6, HsRevision } from "../vocab/hs-code.ts";

/**
 * Material is embodied (lithium carbonate in a cathode), component is built in (a cell in a pack), equipment makes the
 * output without entering it (a furnace).
 */
export type InputKind = "material" | "component" | "equipment";

/** A share 0..1 with its bounds: low <= central <= high. */
export interface ShareRange {
  readonly low: Decimal;
  readonly central: Decimal;
  readonly high: Decimal;
}

/** One product may stand behind another: `inputHs` goes into `outputHs`, both codes of `hsRevision`. */
export interface InputLink {
  readonly outputHs: Hs6;
  readonly inputHs: Hs6;
  readonly hsRevision: HsRevision;
  readonly kind: InputKind;
  /** How much input a unit of output takes, in `amountUnit`, for example "kg per kWh". */
  readonly amount: Decimal | null;
  readonly amountUnit: string | null;
  /** The input's share in the value of the output. */
  readonly costShare: ShareRange | null;
  readonly basis: Basis;
  /** The id of a Source of the book. */
  readonly source: string;
  readonly locator: string | null;
  readonly note: string | null;
}
