import { InvalidInput } from "../../errors.ts";
import { compare, ONE } from "../../vocab/decimal.ts";
import { type OpenPeriod, periodsLeft } from "../../vocab/period.ts";
import type { Edit } from "./edit.ts";

/** Throws InvalidInput that names both edits where two of them cannot hold on one day. */
export function requireNoContradiction(edits: readonly Edit[]): void {
  for (const [at, one] of edits.entries()) {
    for (const other of edits.slice(0, at)) {
      const what = contradiction(other, one) ?? contradiction(one, other);
      if (what === null) continue;
      throw new InvalidInput(
        `Edits ${other.number} (${other.kind}) and ${one.number} (${one.kind}) contradict each other: ${what}.`,
        { hint: "Leave one out, or give the earlier an until." },
      );
    }
  }
}

/** Of what an edit says one thing for a day, and what it says of it; two that differ cannot both hold. */
function statementOf(edit: Edit): { readonly of: string; readonly says: string; readonly what: string } | null {
  const statement = (what: string, of: readonly unknown[], says: readonly unknown[]) => ({
    of: JSON.stringify([edit.kind, ...of]),
    says: JSON.stringify(says.map(String)),
    what,
  });
  switch (edit.kind) {
    case "rate":
      return statement(
        `the measure ${edit.measure} asks two rates of the same goods`,
        [edit.measure, keyOf(edit.producer), keyOf(edit.exporter), listKey(edit.origins)],
        [edit.written],
      );
    case "stake":
      return statement(
        `${edit.holder} holds two shares of ${edit.held}`,
        [keyOf(edit.holder), keyOf(edit.held), edit.interest],
        [edit.low, edit.high],
      );
    case "price":
      return statement(
        "the same goods have two prices",
        [listKey(edit.products), listKey(edit.origins)],
        [edit.change, edit.usdPerTonne],
      );
    case "elasticity":
      return statement(
        `the elasticity of ${edit.of} has two values`,
        [edit.of, edit.country, listKey(edit.products)],
        [edit.value, edit.low, edit.high],
      );
    case "inventory":
      return statement(
        "the same stocks last two lengths of time",
        [listKey(edit.products), keyOf(edit.party), listKey(edit.countries)],
        [edit.days],
      );
    default:
      return null;
  }
}

const keyOf = (name: string | null): string | null => (name === null ? null : name.toLowerCase());

const listKey = (list: readonly string[] | null): string | null => (list === null ? null : [...list].sort().join(" "));

function contradiction(one: Edit, other: Edit): string | null {
  if (one.kind === "measure" || other.kind === "measure") {
    const isSame = one.kind === "measure" && other.kind === "measure" && one.measure.id === other.measure.id;
    return isSame ? `both write the measure ${one.measure.id} anew` : null;
  }
  if (!meet(one, other)) return null;
  if (one.kind === "end" && other.kind === "rate" && one.measure === other.measure) {
    return `on the same days the measure ${one.measure} asks nothing, and a rate`;
  }
  if (one.kind === "out" && other.kind === "capacity" && compare(one.share, ONE) === 0) {
    const isSame = (a: string | null, b: string | null) => a !== null && keyOf(a) === keyOf(b);
    if (isSame(one.facility, other.facility) || isSame(one.party, other.party)) {
      return `${one.facility ?? one.party} is out and can sell more`;
    }
  }
  const [said, beside] = [statementOf(one), statementOf(other)];
  return said !== null && beside !== null && said.of === beside.of && said.says !== beside.says ? said.what : null;
}

/** Whether a day lies in both. */
function meet(one: OpenPeriod, other: OpenPeriod): boolean {
  const [left, ...more] = periodsLeft(one, other);
  return left === undefined || more.length > 0 || left.from !== one.from || left.until !== one.until;
}
