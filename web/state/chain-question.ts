import type { Question as QuestionOf } from "../../src/client/client.ts";
import type { Column } from "../../src/render/document.ts";
import { addressOf } from "./everywhere.ts";
import { choice, flag, readFields, saidFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, path, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of a value chain says: the question's own fields first, then how its answer is looked at. */
export const CHAIN_FIELDS = {
  product: text(),
  to: text(),
  party: text(),
  origin: text(),
  direction: choice(["up", "down"]),
  depth: whole(3),
  inputs: choice(["all", "same", "none"]),
  by: choice(["origin", "party"]),
  since: text(),
  until: text(),
  minShare: text(),
  observedOnly: flag(),
  data: choice(["", "flows", "shipments"]),
  source: text(),
  side: choice(["", "import", "export", "reconciled"]),
  frequency: choice(["", "annual", "quarterly", "monthly", "daily"]),
  top: whole(10),
  measure: choice(["usd", "kg", "rows"]),
  tab: choice(["table", "map", "concentration", "attribution"]),
  /** Of where value was added: the country that made it, or the country of ultimate control over who did. */
  lens: choice(["origin", "control"]),
  /** The tier that the map shows; 0 for all. */
  tier: whole(1),
  pin: text(),
  /** The link whose shipments are listed: `2|CN>1|US`. */
  edge: text(),
};

export type ChainPlace = Values<typeof CHAIN_FIELDS>;

const LOOKS = ["measure", "tab", "lens", "tier", "pin", "edge"] as const satisfies readonly (keyof ChainPlace)[];

export const chainPlace = (): ChainPlace => readFields(CHAIN_FIELDS, place.value.query);

/** The address of a chain. */
export function chainAddress(values: Partial<ChainPlace>, screen = "/chain"): string {
  return addressOf(screen, writeFields(CHAIN_FIELDS, values));
}

/** Changes the question or the look of it; what belonged to the old picture alone is let go. */
export function changeChain(changes: Partial<ChainPlace>, step: { replace?: boolean; opened?: boolean } = {}): void {
  const own = Object.keys(changes).every((name) => (LOOKS as readonly string[]).includes(name));
  const kept = own ? {} : { pin: "", edge: "" };
  go(chainAddress({ ...chainPlace(), ...kept, ...changes }, path.value === "/map" ? "/map" : "/chain"), step);
}

/** True when enough is said to ask. */
export const isAsked = ({ product, to, party, origin, direction }: ChainPlace): boolean =>
  product !== "" && (party !== "" || (direction === "up" ? to !== "" : origin !== ""));

/** The fields that the operation takes, without those that hold their default. */
export function chainQuestion(values: ChainPlace, top = values.top): QuestionOf<"chain"> {
  const {
    measure: _measure,
    tab: _tab,
    lens: _lens,
    tier: _tier,
    pin: _pin,
    edge: _edge,
    ...said
  } = saidFields(CHAIN_FIELDS, { ...values, top });
  return { ...said, product: values.product };
}

/** The same question put to `trace`, which can explain each figure down to its rows. */
export function traceQuestion(values: ChainPlace): QuestionOf<"trace"> & { readonly product: string } {
  const { top: _top, ...question } = chainQuestion(values);
  return question;
}

/** The same put to the method of attribution, by the chosen lens; it looks up alone, and divides nothing off. */
export function attributionQuestion(values: ChainPlace): (QuestionOf<"trace"> & { method: "attribution" }) | null {
  if (values.direction === "down") return null;
  const { minShare: _share, ...question } = traceQuestion(values);
  return { ...question, ...(values.lens === "control" ? { by: "control" } : {}), method: "attribution" };
}

/** The reference to a figure of a tier, such as the value of China at tier 1. */
export function tierFigure(values: ChainPlace, tier: number, key: string | null, column: Column["name"]): string {
  if (tier === 0) return chainFigure(values);
  const figure = key === null ? ["tiers", String(tier), column] : ["tiers", String(tier), "by", key, column];
  return writeReference({ operation: "trace", question: traceQuestion(values), path: figure });
}

/** How the whole picture was made. */
export function chainFigure(values: ChainPlace): string {
  return writeReference({ operation: "chain", question: chainQuestion(values), path: [] });
}
