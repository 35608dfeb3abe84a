import { InvalidInput } from "../errors.ts";
import { nearest } from "../vocab/nearest.ts";
import { type Family, FIELDS } from "./family.ts";
import type { FamilyRequest } from "./import-request.ts";
import type { Mapping } from "./mapping.ts";
import { tableFormOf } from "./reader/ownership/tables-of-others.ts";
import { ownMapping } from "./sources/headwater/layout.ts";
import type { FlowRules, Reshape } from "./sources/layout.ts";
import { findLayout } from "./sources/registry.ts";

export interface ChosenMapping {
  readonly mapping: Mapping;
  readonly layout: string;
  readonly rules: FlowRules | null;
  readonly reshape?: Reshape | undefined;
  readonly warnings: readonly string[];
}

/** The mapping of the request, or that of the layout that the header shows. Throws InvalidInput when there is none. */
export function chooseMapping(request: FamilyRequest, name: string, header: readonly string[]): ChosenMapping {
  if (request.mapping !== undefined) {
    const { mapping } = request;
    if (request.as !== undefined && request.as !== mapping.as) {
      throw new InvalidInput(`The mapping reads “${name}” as ${mapping.as}, but ${request.as} was asked for.`);
    }
    return { mapping, layout: "mapping", rules: null, warnings: [] };
  }
  const layout = findLayout(header);
  if (layout !== null && layout.name !== "headwater") {
    const { mapping, rules = null, reshape, warnings } = layout.read({ name, header, as: request.as });
    if (request.as !== undefined && request.as !== mapping.as) {
      throw new InvalidInput(`“${name}” has the layout ${layout.name}, which holds ${mapping.as}, not ${request.as}.`);
    }
    return { mapping, layout: layout.name, rules, reshape, warnings };
  }
  if (request.as !== undefined) return asFamily(request.as, name, header);
  if (layout === null) throw unknownLayout(name, header);
  const { mapping, warnings } = layout.read({ name, header });
  return { mapping, layout: layout.name, rules: null, warnings };
}

function asFamily(family: Family, name: string, header: readonly string[]): ChosenMapping {
  const mapping = ownMapping(family, header);
  const lacking = FIELDS[family].filter((field) => field.required && !header.includes(field.name));
  if (lacking.length > 0) {
    const wanted = lacking.map((field) => `"${field.name}"`).join(", ");
    throw new InvalidInput(`“${name}” cannot be read as ${family}: its header has no column ${wanted}.`, {
      hint: `Its columns are ${quotedList(header)}. Draft a mapping with --suggest, and give it with --mapping.`,
    });
  }
  return { mapping, layout: "headwater", rules: null, warnings: [] };
}

function unknownLayout(name: string, header: readonly string[]): InvalidInput {
  const form = tableFormOf(header);
  return new InvalidInput(`The header of “${name}” is of no known layout: ${quotedList(header)}.`, {
    hint:
      form === null
        ? "Draft a mapping with --suggest, and give it with --mapping."
        : `It looks like a table of ${form}: say --as ${form}.`,
  });
}

function quotedList(header: readonly string[]): string {
  const shown = header.slice(0, 12).map((column) => `"${column.slice(0, 40)}"`);
  return header.length > shown.length
    ? `${shown.join(", ")} and ${header.length - shown.length} more`
    : shown.join(", ");
}

/** Finds headers in a file; throws InvalidInput for one that is not there, or there twice. */
export function columnFinder(header: readonly string[], name: string): (wanted: string) => number {
  return (wanted) => {
    const key = (text: string) => text.trim().replace(/\s+/g, " ").toLowerCase();
    const exact = header.flatMap((column, at) => (column === wanted ? [at] : []));
    const found = exact.length > 0 ? exact : header.flatMap((column, at) => (key(column) === key(wanted) ? [at] : []));
    if (found.length > 1) {
      const places = found.map((at) => at + 1).join(" and ");
      throw new InvalidInput(`The header of “${name}” names "${wanted}" more than once, in columns ${places}.`, {
        hint: "Rename one of them: which is meant cannot be told.",
      });
    }
    const [at] = found;
    if (at !== undefined) return at;
    const near = nearest(wanted, header, 3);
    throw new InvalidInput(`“${name}” has no column "${wanted}".`, {
      hint: near.length > 0 ? `Near it: ${quotedList(near)}.` : `Its columns are ${quotedList(header)}.`,
    });
  };
}
