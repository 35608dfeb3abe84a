import type { AsOf } from "../vocab/as-of.ts";
import type { Decimal } from "../vocab/decimal.ts";
import type { DutyStack } from "./duty-stack.ts";
import type { ControlFact, GoodsKind } from "./goods.ts";
import type { Conditions, Measure } from "./measure.ts";
import { isInForce, matches } from "./rate-in-force.ts";
import { notCovered } from "./resolve-goods.ts";
import type { Border } from "./tariff-book.ts";

/** A measure whose rate turns on what a rule of control says of the producer. */
export interface ControlAsked {
  readonly rule: string;
  readonly measure: Measure;
}

const keyed = new WeakMap<Border, Border["measures"]>();

/** Measures of the border that ask for a rule of control: most borders have none. */
function controlMeasures(border: Border): Border["measures"] {
  let found = keyed.get(border);
  if (found === undefined) {
    found = border.measures.filter(({ measure: { rates, caveats } }) => {
      return [...rates, ...caveats].some(({ when }) => when.control !== undefined);
    });
    keyed.set(border, found);
  }
  return found;
}

/** Whether any measure of the border asks for a rule of control. */
export function hasControlMeasures(border: Border): boolean {
  return controlMeasures(border).length > 0;
}

/** The rules of control that measures in force on the day ask of the producer of these goods. */
export function controlAsked(border: Border, kind: GoodsKind, asOf: AsOf): readonly ControlAsked[] {
  const measures = controlMeasures(border);
  if (measures.length === 0) return [];
  const asked: ControlAsked[] = [];
  for (const indexed of measures) {
    const { measure } = indexed;
    if (notCovered(indexed, kind) !== null) continue;
    const rules = new Set<string>();
    const add = ({ control, ...others }: Conditions) => {
      if (control === undefined) return;
      const { holds, unstated } = matches(others, kind);
      if (holds || unstated !== null) rules.add(control.rule);
    };
    for (const row of indexed.ratesOf(kind.origin)) if (isInForce(row, asOf)) add(row.when);
    for (const { when } of measure.caveats) add(when);
    for (const rule of rules) asked.push({ rule, measure });
  }
  return asked;
}

/** Whether a measure is content with nothing less than a yes of the rule. */
function wantsYes(border: Border, rule: string): boolean {
  return controlMeasures(border).some(({ measure: { rates } }) => {
    return rates.some(({ when }) => when.control?.rule === rule && when.control.outcome === "yes");
  });
}

/** The rules of control that measures of the border, in force on the day, ask of any goods. */
export function controlRules(border: Border, asOf: AsOf): readonly string[] {
  const rules = controlMeasures(border).flatMap(({ measure: { rates, caveats } }) =>
    [...rates.filter((row) => isInForce(row, asOf)), ...caveats].map(({ when }) => when.control?.rule),
  );
  return [...new Set(rules.filter((rule) => rule !== undefined))];
}

/** What is owed if no undecided rule of control says yes of the producer, and if all of them do. */
export interface ControlRange {
  readonly low: Decimal;
  readonly high: Decimal;
  readonly rules: readonly string[];
}

/** The range that rules of control leave open; null where all are decided, or it makes no difference. */
export function controlRange(
  border: Border,
  kind: GoodsKind,
  stackOf: (kind: GoodsKind) => DutyStack,
): ControlRange | null {
  const open = [...(kind.control ?? [])].filter(([rule, { outcome }]) => {
    return outcome === null || (outcome === "open" && wantsYes(border, rule));
  });
  if (open.length === 0) return null;
  const decided = (outcome: ControlFact["outcome"]) => {
    const facts = new Map(kind.control);
    for (const [rule, { state }] of open) facts.set(rule, { outcome, state });
    return stackOf({ ...kind, control: facts }).total;
  };
  const [no, yes] = [decided("no"), decided("yes")];
  if (no.units === yes.units && no.scale === yes.scale) return null;
  const rules = open.map(([rule]) => rule);
  return no.units <= yes.units ? { low: no, high: yes, rules } : { low: yes, high: no, rules };
}
