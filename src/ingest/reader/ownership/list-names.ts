/**
 * Lists under the ids that our rules know them by, by what OpenSanctions calls them: the name of its dataset, the title
 * that its table of targets gives in place of the name, or its id of the programme, since its screening list of the
 * Department of Commerce holds several lists. As of 2026-11: https://www.opensanctions.org/datasets/ and /programs/.
 */
const KNOWN_LISTS: readonly (readonly [list: string, names: readonly string[]])[] = [
  ["us-ofac-sdn", ["us_ofac_sdn", "US OFAC Specially Designated Nationals (SDN) List"]],
  ["us-1260h", ["us_dod_chinese_milcorps", "US DoD Chinese military companies", "US-DOD-1260H"]],
  [
    "us-uflpa",
    ["us_dhs_uflpa", "US Uyghur Forced Labor Prevention Act (UFLPA) Entity List", "US UFLPA Entity List", "US-UFLPA"],
  ],
  ["us-ndaa-154", ["US-NDAA-154"]],
  ["us-bis-entity", ["US-BIS-EL"]],
  ["us-bis-meu", ["US-BIS-MEU"]],
];

const LIST_OF = new Map(
  KNOWN_LISTS.flatMap(([list, names]) => names.map((name) => [name.toLowerCase(), list] as const)),
);

/** Our id of a list, or null when the name is of none that we know. */
export const knownList = (name: string): string | null => LIST_OF.get(name.trim().toLowerCase()) ?? null;

/** Our id of a list; for one that we do not know the name in small letters and hyphens. */
export const listId = (name: string): string | null =>
  knownList(name) ??
  (name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 100) ||
    null);
