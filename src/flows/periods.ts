/** How long the periods of a series are. */
export type Step = "monthly" | "quarterly" | "annual";

/** Periods in a year. */
export const PER_YEAR: Readonly<Record<Step, number>> = { monthly: 12, quarterly: 4, annual: 1 };

/** The number of the period that a day lies in, counted from year 0; neighbours differ by one. */
export function periodOf(day: string, step: Step): number {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7) || 1)];
  const perYear = PER_YEAR[step];
  return year * perYear + Math.floor(((month - 1) * perYear) / 12);
}

/** "2024-03", "2024-Q1" or "2024". */
export function periodText(period: number, step: Step): string {
  const perYear = PER_YEAR[step];
  const year = String(Math.floor(period / perYear)).padStart(4, "0");
  const within = (period % perYear) + 1;
  if (step === "annual") return year;
  return step === "quarterly" ? `${year}-Q${within}` : `${year}-${String(within).padStart(2, "0")}`;
}

/** Its first day: "2024-03-01". */
export function firstDayOf(period: number, step: Step): string {
  const perYear = PER_YEAR[step];
  const month = ((period % perYear) * 12) / perYear + 1;
  return `${String(Math.floor(period / perYear)).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`;
}
