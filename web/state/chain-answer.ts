import type { Answer, Result } from "../../src/client/client.ts";

export type ChainResult = Result<"chain">;
export type ChainNode = ChainResult["nodes"][number];
export type ChainLink = ChainResult["links"][number];
export type ChainTier = ChainResult["tiers"][number];
export type ChainAnswer = Answer<ChainResult>;
export type Measure = "usd" | "kg" | "rows";

export const MEASURE_WORDS: Readonly<Record<Measure, string>> = {
  usd: "value",
  kg: "weight",
  rows: "shipments or rows",
};
