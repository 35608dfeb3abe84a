import { InvalidInput } from "../../errors.ts";
import { compare, ONE } from "../../vocab/decimal.ts";
import type { OpenPeriod } from "../../vocab/period.ts";
import type { Edit } from "./edit.ts";

/** Throws InvalidInput that names both edits where two of them cannot hold on one day. */
export function requireNoContradiction(edits: readonly Edit[]): void {
  const said = edits.map((edit) => ({ edit, statement: statementOf(edit) }));
  for (const [at, { edit: one, statement }] of said.entries()) {
    for (const { edit: other, statement: before } of said.slice(0, at)) {
      const what = twoStatements(before, statement) ?? contradiction(other, one) ?? contradiction(one, other);
      if (what === null || !meet(one, other)) continue;
      throw new InvalidInput(
        `Edits ${other.number} (${other.kind}) and ${one.number} (${one.kind}) contradict each other: ${what}.`,
        { hint: "Leave one out, or give the earlier an until." },
      );
    }
  }
}

/** Of what an edit says one thing for a day, and what it says of it; two that differ cannot both hold. */
interface Statement {
  readonly of: string;
  readonly says: string;
  readonly what: string;
}

const twoStatements = (one: Statement | null, other: Statement | null): string | null =>
  one !== null && other !== null && one.of === other.of && one.says !== other.says ? one.what : null;

function statementOf(edit: Edit): Statement | null {
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

/** What two edits of different kinds, or two of one measure, say that cannot both be. */
function contradiction(one: Edit, other: Edit): string | null {
  if (one.kind === "measure" && other.kind === "measure" && one.measure.id === other.measure.id) {
    return `both write the measure ${one.measure.id} anew`;
  }
  if (one.kind === "end" && other.kind === "rate" && one.measure === other.measure) {
    return `on the same days the measure ${one.measure} asks nothing, and a rate`;
  }
  if (one.kind === "out" && other.kind === "capacity" && compare(one.share, ONE) === 0) {
    const isSame = (a: string | null, b: string | null) => a !== null && keyOf(a) === keyOf(b);
    if (isSame(one.facility, other.facility) || isSame(one.party, other.party)) {
      return `${one.facility ?? one.party} is out and can sell more`;
    }
  }
  return null;
}

const daysOf = (edit: Edit): OpenPeriod => (edit.kind === "measure" ? { from: null, until: null } : edit);

/** Whether a day lies in both. */
function meet(one: Edit, other: Edit): boolean {
  const [days, others] = [daysOf(one), daysOf(other)];
  const isBefore = (a: OpenPeriod, b: OpenPeriod) => a.until !== null && b.from !== null && a.until <= b.from;
  return !isBefore(days, others) && !isBefore(others, days);
}
