import { z } from "zod";
import { cascadeUnderResult } from "../cascade/cascade-under-result.ts";
import { controlChangeResult } from "../control/control-change-result.ts";
import { dutyChangeResult } from "../duty/duty-change-result.ts";
import { pricesUnder } from "../gsim/gsim-under-result.ts";
import { hitsResult } from "../hits/hits-result.ts";
import { weeksResult } from "../impact/impact-result.ts";
import { resourcingResult } from "../resourcing/resourcing-result.ts";

/** The parts of the answer of a what-if; one that the scenario has nothing for is null. */
export const whatIfParts = z.object({
  hits: hitsResult.nullable().describe("who pays for trade that stops: at once, nobody reacting"),
  weeks: weeksResult.nullable().describe("when buyers run short"),
  cascade: cascadeUnderResult.nullable().describe("how far it spreads along all links"),
  duty: dutyChangeResult.nullable().describe("what is owed at the border, with and without it"),
  control: controlChangeResult.nullable().describe("of whom rules of control say something else"),
  prices: pricesUnder.nullable().describe("what prices and trade do, in equilibrium"),
  plans: z.array(resourcingResult).nullable().describe("who could bring what is bought instead, a plan a product"),
});

export type WhatIfParts = z.output<typeof whatIfParts>;

interface Engine {
  readonly part: keyof WhatIfParts;
  readonly title: string;
  readonly tells: string;
  readonly cannot: string;
}

/** What each engine can tell, and what it cannot. */
export const ENGINES: readonly Engine[] = [
  {
    part: "hits",
    title: "Exposure",
    tells: "what was paid over trade that stops, by buyer, tier and product",
    cannot: "what anybody would do about it, or lose without it",
  },
  {
    part: "weeks",
    title: "Time to impact",
    tells: "in which week stocks run out and output falls, and when it comes back",
    cannot: "what prices do, or how people change what they make",
  },
  {
    part: "cascade",
    title: "Cascade",
    tells: "how far a loss spreads along links before anybody reacts",
    cannot: "when, at what price, or with which stocks",
  },
  {
    part: "duty",
    title: "Duty",
    tells: "what is owed on given imports by the law that is supposed",
    cannot: "how imports change because of it",
  },
  {
    part: "control",
    title: "Control",
    tells: "of whom a rule says something else",
    cannot: "how an authority would decide, or whose stakes nobody has recorded",
  },
  {
    part: "prices",
    title: "Equilibrium",
    tells: "how prices, trade, revenue and welfare move by small changes",
    cannot: "the way there, new trade, or changes that are large",
  },
  {
    part: "plans",
    title: "Re-sourcing",
    tells: "the cheapest plan within capacity, duty, rules and caps, and what has no source",
    cannot: "contracts, quality, or prices that the plan itself would move",
  },
];
