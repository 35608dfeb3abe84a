import { groupThousands } from "../../src/render/scale.ts";
import { decimal, format, round, trim } from "../../src/vocab/decimal.ts";
import type { Claim, Verdict } from "../state/claims-question.ts";

/** How a claim came out, in the order in which outcomes are listed. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  reproduced: "reproduced",
  inconsistent: "inconsistent",
  stale: "stale",
  not_checkable: "not checkable",
};

export const VERDICTS: readonly Verdict[] = ["reproduced", "inconsistent", "stale", "not_checkable"];

const RELATION_WORDS: Readonly<Record<Claim["relation"], string>> = { "=": "", ">=": "at least ", "<=": "at most " };

/** An amount of a claim with its unit: "at least 60,000 t", "-24.92 %". */
export function claimAmount(amount: string, unit: string | null, relation: Claim["relation"] = "="): string {
  return `${RELATION_WORDS[relation]}${groupThousands(amount)}${unit === null ? "" : ` ${unit}`}`;
}

/** Two decimals are enough to compare by; what is smaller keeps all it has. */
function short(amount: string): string {
  const exact = decimal(amount);
  const rounded = round(exact, 2);
  return rounded.units === 0n ? amount : format(trim(rounded));
}

/** What the document says beside what is computed, in a few words. */
export function gapWords({ figure, computed, difference, unit, relation }: Claim): string {
  const said = figure === null ? null : `says ${claimAmount(short(figure), unit, relation)}`;
  const found = computed === null ? null : `computed ${claimAmount(short(computed), unit)}`;
  const isOff = difference !== null && said !== null && found !== null && Number(difference) !== 0;
  const off = isOff ? `off by ${claimAmount(short(difference), unit)}` : null;
  return [said, found, off].filter((part) => part !== null).join(", ") || "nothing to compute";
}
