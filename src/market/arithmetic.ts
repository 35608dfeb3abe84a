import { InvalidInput } from "../errors.ts";
import { type Decimal, decimal, divide, minus, plus, round, times } from "../vocab/decimal.ts";
import { sharesOf } from "./concentration.ts";

/** A call such as `fig(Shanshan;production;2024)`: its name and what stands between the semicolons. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
}

const PLACES = 15;
const TOKEN = /\s*(?:(\d+(?:\.\d+)?)|([a-z]+)\(|([-+*/^()]))/y;

/**
 * Exact arithmetic of claims: numbers, + - * / ^ with a whole power, parentheses, `hhi(a;b;…)`, and calls that `lookup`
 * answers. Division and products keep 15 places. Throws InvalidInput for what cannot be read, and for division by zero.
 */
export function evaluate(text: string, lookup: (call: Call) => Decimal): Decimal {
  let at = 0;
  const fault = () => new InvalidInput(`The formula “${text}” cannot be read at “${text.slice(at, at + 20)}”.`);
  const peek = (): RegExpExecArray | null => {
    TOKEN.lastIndex = at;
    return TOKEN.exec(text);
  };
  const take = (...operators: string[]): string | null => {
    const found = peek();
    if (found?.[3] === undefined || !operators.includes(found[3])) return null;
    at = TOKEN.lastIndex;
    return found[3];
  };
  const total = (): Decimal => {
    let value = product();
    for (let sign = take("+", "-"); sign !== null; sign = take("+", "-")) {
      value = sign === "+" ? plus(value, product()) : minus(value, product());
    }
    return value;
  };
  const product = (): Decimal => {
    let value = power();
    for (let sign = take("*", "/"); sign !== null; sign = take("*", "/")) {
      const next = power();
      if (sign === "*") value = cut(times(value, next));
      else if (next.units === 0n) throw new InvalidInput(`The formula “${text}” divides by zero.`);
      else value = divide(value, next, PLACES);
    }
    return value;
  };
  const power = (): Decimal => {
    const base = one();
    if (take("^") === null) return base;
    const exponent = Number(peek()?.[1] ?? Number.NaN);
    if (!Number.isInteger(exponent) || exponent < 1 || exponent > 9) throw fault();
    at = TOKEN.lastIndex;
    let value = base;
    for (let step = 1; step < exponent; step++) value = cut(times(value, base));
    return value;
  };
  const one = (): Decimal => {
    const found = peek();
    if (found === null) throw fault();
    const [, number, name, sign] = found;
    at = TOKEN.lastIndex;
    if (number !== undefined) return decimal(number);
    if (name !== undefined) return call(name);
    if (sign === "-") return minus(decimal("0"), one());
    if (sign !== "(") throw fault();
    const value = total();
    if (take(")") === null) throw fault();
    return value;
  };
  const call = (name: string): Decimal => {
    const end = closing(text, at);
    if (end === -1) throw fault();
    const args = text.slice(at, end).split(";");
    at = end + 1;
    if (name !== "hhi") return lookup({ name, args: args.map((arg) => arg.trim()) });
    const holdings = args.map((arg, key) => ({ key: String(key), amount: evaluate(arg, lookup) }));
    return decimal(sharesOf(holdings).hhi ?? "0");
  };
  const value = total();
  if (text.slice(at).trim() !== "") throw fault();
  return value;
}

/** The calls that a formula makes, those inside others too. */
export function callsOf(text: string): Call[] {
  const calls: Call[] = [];
  const zero = { units: 1n, scale: 0 };
  evaluate(text, (call) => {
    calls.push(call);
    return zero;
  });
  return calls;
}

const cut = (value: Decimal): Decimal => (value.scale > PLACES ? round(value, PLACES) : value);

/** Where the parenthesis closes that was opened just before `from`; -1 if it does not. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && --depth === 0) return at;
  }
  return -1;
}
