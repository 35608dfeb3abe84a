import type { Verdict } from "../../flows/balance.ts";
import { EVIDENCE_RULE } from "../../flows/evidence.ts";
import { WORKING_POINT } from "../../flows/verdict.ts";

const point = WORKING_POINT;
const rule = EVIDENCE_RULE;

const ROUTES: Readonly<Record<Verdict["legs"]["route"], string>> = {
  "fall-and-way-round": "the direct leg fell beyond chance and both legs of the way round rose",
  "weak-fall-and-way-round": "the direct leg fell within chance and a part of it that matters took the way round",
  "way-round-without-fall": "both legs of the way round rose, but no fall of the direct leg is seen",
  "first-leg-not-seen": "the direct leg fell and the second leg rose, but the first is not in the data",
  "inputs-in-place": "the direct leg fell and the second leg rose, and inputs rose in place of the product",
  "second-leg-not-seen": "the first leg rose, but the second is not in the data",
  none: "the legs do not fit together",
};

/** "By the legs possible (…); supported by substitution (+1), weakened by firm-passage (-2): lowered to none." */
export function verdictWords({ diversion, legs, supports, weakens, balance, step }: Verdict): string {
  const start = `By the legs ${legs.diversion}: ${ROUTES[legs.route]}.`;
  if (legs.diversion === "none") return start;
  const told = [
    ...(supports.length === 0 ? [] : [`supported by ${supports.join(", ")}`]),
    ...(weakens.length === 0 ? [] : [`weakened by ${weakens.join(", ")}`]),
  ];
  const signals = told.length === 0 ? "No other signal supports or weakens it" : told.join("; ");
  const left = told.length === 0 ? "" : `, balance ${balance > 0 ? "+" : ""}${balance}`;
  const end = step === "kept" ? `it stays ${diversion}` : `${step} to ${diversion}`;
  return `${start} ${signals.charAt(0).toUpperCase()}${signals.slice(1)}${left}: ${end}.`;
}

/** The rule of the verdict as sentences, with the thresholds in force. */
export function ruleWords(): string[] {
  return [
    `Likely by the legs: the second and the first leg rose, of the product itself, and the direct leg fell beyond chance, or within chance while ${point.through} of it took the way round.`,
    `Possible by the legs: both rose beside a direct leg that is not seen, or by ${point.through} of one that did not fall; or the direct leg fell and the second rose while the first is not seen, or while an input rose in place of the product; or the first rose by ${point.unseenRise} of the direct leg and the second is not seen. None otherwise.`,
    `Every other signal supports, weakens or does nothing, by its threshold, and counts one; what single firms passed on counts ${rule.firmWeight}. The balance is supporting less weakening ones.`,
    `A balance of -${rule.lower} or less lowers by one step. A balance of +${rule.raise} or more raises possible to likely where both legs of the way round rose. Inputs in place of the product need a balance of +${rule.inputs}, since a new plant buys inputs as well. Signals never make a diversion of legs that show none.`,
    `Evasion is indicated where there is diversion and firms that bought the goods of the source sold ${rule.otherOrigin} of the second leg or more under another origin. What else may explain it changes no verdict; it says what to look at.`,
  ];
}
