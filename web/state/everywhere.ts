import { computed } from "@preact/signals";
import { readFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, openedByStep, path, place } from "./location.ts";

/** What every screen's address may say after its own fields. */
export const EVERYWHERE = {
  /** The day that answers are for; today when empty. */
  on: text(),
  /** A state of the store by number; the last published when 0. */
  vintage: whole(0),
  /** The figure that the panel explains. */
  figure: text(),
};

export const everywhere = computed(() => readFields(EVERYWHERE, place.value.query));

/** Settings that go with every question. */
export function settings(): { on?: string; vintage?: number } {
  const { on, vintage } = everywhere.value;
  return { ...(on === "" ? {} : { on }), ...(vintage === 0 ? {} : { vintage }) };
}

/** An address of a screen, with what holds everywhere behind it. A panel that is open stays behind. */
export function addressOf(screen: string, query: string, changes: Partial<Values<typeof EVERYWHERE>> = {}): string {
  const rest = writeFields(EVERYWHERE, { ...everywhere.value, figure: "", ...changes });
  const all = [query, rest].filter((part) => part !== "").join("&");
  return all === "" ? screen : `${screen}?${all}`;
}

/** The query of the present screen without what holds everywhere. */
export function ownQuery(): string {
  const own = [...place.value.query].filter(([name]) => !Object.hasOwn(EVERYWHERE, name));
  return own.map(([name, value]) => `${name}=${readableOf(value)}`).join("&");
}

const readableOf = (value: string): string => writeFields({ value: text() }, { value }).slice("value=".length);

/** Changes what holds everywhere and stays on the screen. */
export function changeEverywhere(changes: Partial<Values<typeof EVERYWHERE>>): void {
  go(addressOf(path.value, ownQuery(), { figure: everywhere.value.figure, ...changes }));
}

/** Opens the explanation of a figure: `trace?product=850511&to=US#tiers.1.by.CN.usd`. */
export function explainFigure(reference: string): void {
  go(addressOf(path.value, ownQuery(), { figure: reference }), { opened: true });
}

export function closeFigure(): void {
  if (openedByStep()) window.history.back();
  else go(addressOf(path.value, ownQuery(), { figure: "" }), { replace: true });
}
