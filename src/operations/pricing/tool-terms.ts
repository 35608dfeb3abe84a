import { figureText } from "../scenario/figure-text.ts";
import type { StatedPrice, StatedQuantity } from "./tool-fields.ts";
import { type PriceBasis, perUnitOf, priceIn, quantityIn } from "./tool-units.ts";

/** A figure of a tool as it was taken; `unit` is "share" of a share of one, and null of a word or a bare number. */
export interface Term {
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
}

const SHARE = "share";

/** Reads the figures of one tool in the units of the proposal, and keeps what was read. */
export class ToolTerms {
  readonly list: Term[] = [];
  readonly perUnit: string;
  readonly #basis: PriceBasis;
  readonly #what: string;

  constructor(basis: PriceBasis, what: string) {
    this.#basis = basis;
    this.#what = what;
    this.perUnit = perUnitOf(basis);
  }

  price(name: string, stated: StatedPrice): number {
    return this.amount(name, priceIn(this.#basis, stated, `${this.#what}: its ${name}`), this.perUnit);
  }

  quantity(name: string, stated: StatedQuantity): number {
    return this.amount(name, quantityIn(this.#basis, stated, `${this.#what}: its ${name}`), this.#basis.unit);
  }

  share(name: string, value: number): number {
    return this.amount(name, value, SHARE);
  }

  amount(name: string, value: number, unit: string | null): number {
    this.list.push({ name, value: figureText(value), unit });
    return value;
  }

  word<Word extends string>(name: string, word: Word): Word {
    this.list.push({ name, value: word, unit: null });
    return word;
  }
}
