import type { Answer, Question as QuestionOf, Result } from "../../src/client/client.ts";
import { addressOf } from "./everywhere.ts";
import { readFields, saidFields, text, type Values, whole, writeFields } from "./fields.ts";
import { go, place } from "./location.ts";
import { writeReference } from "./reference.ts";

/** What the address of the minerals board says; without a mineral it is the board of all of them. */
export const MINERALS_FIELDS = {
  mineral: text(),
  /** Years of each series, counted back from its last. */
  years: whole(5),
  top: whole(10),
};

/** What the operation takes when a field is left out, where that is not what the page takes. */
const YEARS_OF_OPERATION = 2;

export type MineralsPlace = Values<typeof MINERALS_FIELDS>;
export type MineralsResult = Result<"minerals">;
export type MineralsAnswer = Answer<MineralsResult>;
export type Mineral = MineralsResult["minerals"][number];
export type MineralTable = Mineral["production"][number];

export const mineralsPlace = (): MineralsPlace => readFields(MINERALS_FIELDS, place.value.query);

export const mineralsAddress = (values: Partial<MineralsPlace>): string =>
  addressOf("/minerals", writeFields(MINERALS_FIELDS, values));

export function changeMinerals(changes: Partial<MineralsPlace>, step: { readonly replace?: boolean } = {}): void {
  go(mineralsAddress({ ...mineralsPlace(), ...changes }), step);
}

/** The fields that the operation takes. The board of all minerals needs the last years alone. */
export function mineralsQuestion(values: MineralsPlace): QuestionOf<"minerals"> {
  const { mineral, years } = values;
  const said = saidFields(MINERALS_FIELDS, values);
  if (mineral === "") return said.top === undefined ? {} : { top: said.top };
  const { years: _, ...rest } = said;
  return years === YEARS_OF_OPERATION ? rest : { ...rest, years };
}

/** How the answer was made. */
export const mineralsFigure = (values: MineralsPlace): string =>
  writeReference({ operation: "minerals", question: { ...mineralsQuestion(values) }, path: [] });
