import type { ControlRule } from "./control-result.ts";

/** One leg of trade on the way from a seller of a group to the party. */
export type TradeStep = Extract<ControlRule["path"][number], { step: "trade" }>;
