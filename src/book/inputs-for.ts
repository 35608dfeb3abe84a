import { weakest } from "../evidence/basis.ts";
import type { InputLink, ShareRange } from "../network/input-link.ts";
import { compare, divide, fromUnits, trim, ZERO } from "../vocab/decimal.ts";
import { formatHs, type HsRevision } from "../vocab/hs-code.ts";
import type { Book } from "./book.ts";

const SHARE_PLACES = 12;

/**
 * The input map in the codes of `revision`, each output and input once.
 *
 * A link of another revision is carried over by the concordance. Where its input became several codes, each may hold
 * the whole share or none of it: the range begins at zero and the central value is split evenly. Where two links fall
 * together, their ranges are joined, an amount that differs is dropped, and the weaker basis stands.
 */
export function inputsFor(book: Pick<Book, "inputs" | "nomenclature">, revision: HsRevision): readonly InputLink[] {
  if (book.inputs.every((link) => link.hsRevision === revision)) return book.inputs;
  const links = new Map<string, InputLink>();
  for (const link of book.inputs.flatMap((one) => carried(book, one, revision))) {
    const key = `${link.outputHs} ${link.inputHs}`;
    const twin = links.get(key);
    links.set(key, twin === undefined ? link : joined(twin, link));
  }
  return [...links.values()];
}

function carried({ nomenclature }: Pick<Book, "nomenclature">, link: InputLink, revision: HsRevision): InputLink[] {
  if (link.hsRevision === revision) return [link];
  const outputs = nomenclature.convert(link.outputHs, link.hsRevision, revision);
  const inputs = nomenclature.convert(link.inputHs, link.hsRevision, revision);
  const unchanged =
    outputs.length === 1 && inputs.length === 1 && outputs[0] === link.outputHs && inputs[0] === link.inputHs;
  const origin = `Carried over from HS ${link.hsRevision} ${formatHs(link.outputHs)} <- ${formatHs(link.inputHs)}.`;
  const note = unchanged ? link.note : [link.note, origin].filter((part) => part !== null).join(" ");
  const costShare = link.costShare === null ? null : spread(link.costShare, inputs.length);
  return outputs.flatMap((outputHs) =>
    inputs
      .filter((inputHs) => inputHs !== outputHs)
      .map((inputHs) => ({ ...link, outputHs, inputHs, hsRevision: revision, costShare, note })),
  );
}

function spread(share: ShareRange, over: number): ShareRange {
  if (over <= 1) return share;
  const central = trim(divide(share.central, fromUnits(BigInt(over), 0), SHARE_PLACES));
  return { low: ZERO, central, high: share.high };
}

function joined(a: InputLink, b: InputLink): InputLink {
  const sameAmount =
    a.amount !== null && b.amount !== null && compare(a.amount, b.amount) === 0 && a.amountUnit === b.amountUnit;
  return {
    ...a,
    amount: sameAmount ? a.amount : null,
    amountUnit: sameAmount ? a.amountUnit : null,
    costShare: a.costShare === null || b.costShare === null ? null : hull(a.costShare, b.costShare),
    basis: weakest([a.basis, b.basis]),
  };
}

function hull(a: ShareRange, b: ShareRange): ShareRange {
  return {
    low: compare(b.low, a.low) === -1 ? b.low : a.low,
    central: a.central,
    high: compare(b.high, a.high) === 1 ? b.high : a.high,
  };
}
