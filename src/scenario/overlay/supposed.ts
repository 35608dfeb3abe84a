import { isoDate } from "../../vocab/iso-date.ts";

/** The id of the source that what a scenario supposes is cited by. */
export const SUPPOSED = "scenario";

/** What is supposed is known on every day. */
export const ALWAYS_KNOWN = isoDate("1900-01-01");
