/** SQL that the layouts of mineral statistics share: figures beside marks, units in words, totals among countries. */

/** The figure in a text with thousands commas, null for a mark; a dash of the USGS is zero. */
export const figureSql = (text: string): string =>
  `case when regexp_full_match(trim(${text}), '[0-9][0-9,]*(\\.[0-9]+)?')
     then cast(replace(trim(${text}), ',', '') as decimal(24,6))
   when trim(${text}) in ('—', '–', '--') then cast(0 as decimal(24,6)) end`;

/** What stands in place of a figure, in words where the USGS says what the letter means. */
export const markSql = (text: string): string =>
  `case when ${figureSql(text)} is not null or trim(coalesce(${text}, '')) = '' then null
   when trim(${text}) = 'W' then 'withheld' when trim(${text}) in ('NA', 'na') then 'not available'
   when trim(${text}) = 's' then 'included in the total' when trim(${text}) = 'E' then 'net exporter'
   else trim(${text}) end`;

interface UnitOf {
  readonly unit: string;
  readonly times: string;
}

const UNITS: Readonly<Record<string, UnitOf>> = {
  "metric tons": { unit: "t", times: "1" },
  tons: { unit: "t", times: "1" },
  "thousand metric tons": { unit: "t", times: "1000" },
  "million metric tons": { unit: "t", times: "1000000" },
  "thousand metric dry tons": { unit: "t (dry)", times: "1000" },
  kilograms: { unit: "t", times: "0.001" },
  "tonnes (metric)": { unit: "t", times: "1" },
  "tonnes (metal content)": { unit: "t", times: "1" },
  percent: { unit: "%", times: "1" },
};

const cases = (text: string, of: (unit: UnitOf) => string): string =>
  `case trim(${text}) ${Object.entries(UNITS)
    .map(([words, unit]) => `when '${words}' then ${of(unit)}`)
    .join(" ")}`;

/** The unit that figures are stored in: tonnes for every weight, else the words of the source. */
export const unitSql = (text: string): string => `${cases(text, ({ unit }) => `'${unit}'`)} else trim(${text}) end`;

/** The exact factor from the unit in words to the stored one. */
export const factorSql = (text: string): string =>
  `cast(${cases(text, ({ times }) => times)} else 1 end as decimal(12,3))`;

/** The figure in the stored unit, with six places. */
export const storedSql = (text: string, unit: string): string =>
  `cast(${figureSql(text)} * ${factorSql(unit)} as decimal(24,6))`;

/** "world total" and "other countries" among the countries of a table; null for a country. */
export const groupSql = (country: string): string =>
  `case when regexp_matches(${country}, '^\\s*(?i:world total)') then 'world total'
   when regexp_matches(${country}, '^\\s*(?i:other countries)') then 'other countries' end`;

/** The country without what the table adds in brackets, such as "Brazil (beneficiated)"; null for a total. */
export const countrySql = (country: string): string =>
  `case when ${groupSql(country)} is null then
     trim(case when regexp_matches(${country}, '^Congo \\(') then ${country}
          else regexp_replace(replace(${country}, chr(160), ' '), '\\s*\\([^)]*\\)\\s*$', '') end) end`;
