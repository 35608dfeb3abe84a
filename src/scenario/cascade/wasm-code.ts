/**
 * Just enough of WebAssembly's binary format (core specification 2.0, chapter 5) to write loops over arrays of doubles,
 * two at a time. Expressions are nested as calls; each is the bytes that leave its value on the stack.
 */
export type Code = readonly number[];

const I32 = 0x7f;
const F64 = 0x7c;
const V128 = 0x7b;
const VOID = 0x40;

/** Seven bits a byte, the lowest first. */
function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

const wide = (code: number, ...operands: readonly Code[]): Code => [...operands.flat(), 0xfd, ...unsigned(code)];
/** Alignment is a hint only: none is given. */
const at = (offset: number): Code => [0, ...unsigned(offset)];

/** A parameter or a variable of a function by its number. */
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const i32 = {
  /** 0 to 63. */
  small: (value: number): Code => [0x41, value],
  load: (address: Code, offset = 0): Code => [...address, 0x28, ...at(offset)],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  shiftLeft: (a: Code, by: number): Code => [...a, ...i32.small(by), 0x74],
  or: (a: Code, b: Code): Code => [...a, ...b, 0x72],
  less: (a: Code, b: Code): Code => [...a, ...b, 0x49],
};

/** Two doubles side by side. */
export const pair = {
  load: (address: Code, offset = 0): Code => [...wide(0x00, address), ...at(offset)],
  /** One double of memory, twice. */
  loadBoth: (address: Code): Code => [...wide(0x0a, address), ...at(0)],
  store: (address: Code, value: Code, offset = 0): Code => [...wide(0x0b, address, value), ...at(offset)],
  both: (value: Code): Code => wide(0x14, value),
  zero: [...wide(0x0c), ...new Array<number>(16).fill(0)] as Code,
  add: (a: Code, b: Code): Code => wide(0xf0, a, b),
  minus: (a: Code, b: Code): Code => wide(0xf1, a, b),
  times: (a: Code, b: Code): Code => wide(0xf2, a, b),
  over: (a: Code, b: Code): Code => wide(0xf3, a, b),
  least: (a: Code, b: Code): Code => wide(0xf6, a, b),
  most: (a: Code, b: Code): Code => wide(0xf7, a, b),
  greater: (a: Code, b: Code): Code => wide(0x4a, a, b),
  or: (a: Code, b: Code): Code => wide(0x50, a, b),
  /** Bit 0 and 1: the sign of either. */
  signs: (a: Code): Code => wide(0xc4, a),
};

/** The double 1. */
export const ONE: Code = [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f];

export const repeatWhile = (condition: Code, ...body: readonly Code[]): Code =>
  [[0x02, VOID, 0x03, VOID], condition, [0x45, 0x0d, 1], ...body, [0x0c, 0, 0x0b, 0x0b]].flat();

/** A function: its parameters are `addresses` addresses and then `doubles` doubles; its variables follow them. */
export interface Kernel {
  readonly name: string;
  readonly addresses: number;
  readonly doubles: number;
  /** Variables that hold addresses, then those that hold pairs. */
  readonly counters: number;
  readonly pairs: number;
  readonly returns: boolean;
  readonly body: Code;
}

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const sized = (content: Code): Code => [...unsigned(content.length), ...content];
const section = (id: number, items: readonly Code[]): Code => [id, ...sized(vector(items))];
const text = (word: string): Code => sized([...word].map((letter) => letter.charCodeAt(0)));

/** A module of kernels over a memory that it imports as "own" "memory". */
export function moduleOf(kernels: readonly Kernel[]): Uint8Array<ArrayBuffer> {
  const types = kernels.map(({ addresses, doubles, returns }) => [
    0x60,
    ...vector([...new Array<Code>(addresses).fill([I32]), ...new Array<Code>(doubles).fill([F64])]),
    ...vector(returns ? [[I32]] : []),
  ]);
  const bodies = kernels.map(({ counters, pairs, body }) =>
    sized([
      ...vector([
        [...unsigned(counters), I32],
        [...unsigned(pairs), V128],
      ]),
      ...body,
      0x0b,
    ]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(2, [[...text("own"), ...text("memory"), 0x02, 0, 0]]),
    ...section(
      3,
      kernels.map((_, index) => [index]),
    ),
    ...section(
      7,
      kernels.map(({ name }, index) => [...text(name), 0, index]),
    ),
    ...section(10, bodies),
  ]);
}
