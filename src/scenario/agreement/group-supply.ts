/** How far capacity is, surest first. */
export const PHASES = ["operational", "under construction", "planned"] as const;

export type Phase = (typeof PHASES)[number];

/** A plant of the group with what it can make in a year. */
export interface GroupPlant {
  readonly phase: Phase;
  /** A year, at full use. */
  readonly tonnes: number;
  /** First year in which it makes anything; null: not stated. What is operational makes it from the start. */
  readonly from: number | null;
  /** First year in which it no longer does; null: none is stated. */
  readonly until: number | null;
}

/** Tonnes a year by phase. No phase holds another. */
export type SupplyByPhase = Readonly<Record<Phase, number>>;

const sumOf = (plants: readonly GroupPlant[], phase: Phase): number =>
  plants.reduce((sum, plant) => sum + (plant.phase === phase ? plant.tonnes : 0), 0);

const byPhase = (plants: readonly GroupPlant[]): SupplyByPhase => ({
  operational: sumOf(plants, "operational"),
  "under construction": sumOf(plants, "under construction"),
  planned: sumOf(plants, "planned"),
});

const stands = ({ phase, from, until }: GroupPlant, year: number): boolean =>
  (from === null ? phase === "operational" : from <= year) && (until === null || year < until);

/** What can be made in a year, by how far each plant is today; a plant that nobody dates is in no year. */
export const supplyInYear = (plants: readonly GroupPlant[], year: number): SupplyByPhase =>
  byPhase(plants.filter((plant) => stands(plant, year)));

/** What is under construction or planned for no stated year. */
export const undatedSupply = (plants: readonly GroupPlant[]): SupplyByPhase =>
  byPhase(plants.filter(({ phase, from }) => from === null && phase !== "operational"));

/** Of a demand, how much each phase covers together with the surer ones; null where nothing is known of the demand. */
export function coverageOf(supply: SupplyByPhase, demand: number | null): SupplyByPhase | null {
  if (demand === null || demand <= 0) return null;
  const operational = supply.operational / demand;
  const built = operational + supply["under construction"] / demand;
  return { operational, "under construction": built, planned: built + supply.planned / demand };
}
