import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readScenario } from "../../src/scenario/overlay/read-scenario.ts";
import { readCompact, writeCompact } from "./compact-json.ts";
import { EDIT_FORMS, type EditField, editOfTexts, fitsForm, formOf, lacking, textsOfEdit } from "./edit-forms.ts";
import { fileName, plainEdit, readEditText, readScenarioText, withEdit } from "./scenario-file.ts";
import { writeYaml } from "./yaml-text.ts";

describe("a scenario in an address", () => {
  test("comes back as it was, whatever it holds, and stays readable", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const written = writeCompact(value);
        expect(JSON.stringify(readCompact(written))).toBe(JSON.stringify(value));
        expect(readCompact(new URLSearchParams({ scenario: written }).get("scenario") ?? "")).toEqual(
          JSON.parse(JSON.stringify(value)),
        );
      }),
    );
    expect(writeCompact({ title: "Half", edits: [{ ban: { origin: "CN" } }] })).toBe(
      "(*title*:*Half*,*edits*:!(*ban*:(*origin*:*CN*))~)",
    );
    expect(readCompact('{"title":"plain JSON"}')).toEqual({ title: "plain JSON" });
    expect(readCompact("(*title*:*cut")).toBeUndefined();
  });
});

describe("the file of a scenario", () => {
  test("is read and written so that each ready question stays what it was", async () => {
    const folder = new URL("../../examples/scenarios/", import.meta.url);
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".yaml"))) {
      const read = await readScenarioText(readFileSync(new URL(name, folder), "utf8"));
      if (typeof read === "string") throw new Error(`${name}: ${read}`);
      expect(await readScenarioText(await writeYaml(read))).toEqual(read);
      expect(await readScenarioText(JSON.stringify(read))).toEqual(read);
      expect(readScenario(read).edits).toHaveLength(read.edits.length);
    }
  });

  test("that is none is refused with what is wrong in it", async () => {
    expect(await readScenarioText("- ban: {}")).toBe("A scenario is a title and a list of edits.");
    expect(await readScenarioText("title: [a]")).toBe("The title of a scenario is text.");
    expect(await readScenarioText("title: a\nedits: [ban]")).toMatch(/^The edits are a list/);
    expect(await readScenarioText("title: a\ntitle: b")).toMatch(/unique/);
    expect(await readScenarioText("title: !x a")).toMatch(/tag/i);
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b]`;
    expect(await readScenarioText(bomb)).toMatch(/alias/i);
    expect(await readEditText("ban")).toMatch(/^An edit is/);
    expect(fileName({ title: "../Half of 中国’s <magnets>", edits: [] })).toBe("half-of-中国-s-magnets.yaml");
    expect(fileName({ title: "…", edits: [] })).toBe("scenario.yaml");
  });

  test("has its edits changed, added and removed one by one", () => {
    const scenario = { title: "a", edits: [{ ban: { origin: "CN" } }, { out: { party: "catl" } }] };
    expect(withEdit(scenario, 0, null).edits).toEqual([{ out: { party: "catl" } }]);
    expect(withEdit(scenario, 2, { end: {} }).edits).toHaveLength(3);
    expect(withEdit(scenario, 1, { end: {} }).edits[1]).toEqual({ end: {} });
    expect(plainEdit({ ban: { product: ["8505.11", "2504"], origin: "CN" } })).toBe(
      "ban: product 8505.11, 2504, origin CN",
    );
  });
});

/** Something that each field takes. */
const SOMETHING: Readonly<Record<string, string>> = {
  ...{
    product: "8505.11",
    origin: "CN",
    to: "US",
    seller: "X",
    share: "40 %",
    from: "2027-01-01",
    until: "2028-01-01",
  },
  ...{ note: "supposed", party: "catl", measure: "m", rate: "25 %", producer: "P", exporter: "E", list: "us-uflpa" },
  ...{ holder: "a", held: "b", interest: "vote", tonnes: "1000", price: "9000", ramp_months: "6", change: "20 %" },
  ...{ members: "US, JP", of: "supply", country: "CN", value: "1.5", low: "1", high: "2", source: "S", days: "45" },
};
/** Of fields that exclude one another, those that stand back. */
const LATER = new Set(["facility", "share_min", "share_max", "usd_per_tonne"]);

describe("the form of an edit", () => {
  test.each(EDIT_FORMS)("of the kind $kind writes what a scenario takes, in every field", (form) => {
    const isOf = ({ name }: EditField) => !LATER.has(name) && !(form.kind === "capacity" && name === "party");
    const texts = Object.fromEntries(form.fields.filter(isOf).map(({ name }) => [name, SOMETHING[name] ?? "?"]));
    const edit = form.start ?? editOfTexts(form, texts);
    expect(readScenario({ title: "all", edits: [edit] }).edits[0]?.kind).toBe(form.kind);
    if (form.start === undefined) {
      expect(fitsForm(edit)).toBe(true);
      expect(editOfTexts(form, textsOfEdit(edit))).toEqual(edit);
    }
    const needed = form.fields.filter(({ required }) => required === true);
    expect(lacking(form, {})).toEqual(needed.map(({ label }) => label));
  });

  test("is there for every kind of edit", () => {
    const refused = () => readScenario({ title: "a", edits: [{ nothing: {} }] });
    let hint = "";
    try {
      refused();
    } catch (error) {
      hint = (error as { hint: string }).hint;
    }
    const kinds = /Kinds: (.*)\./.exec(hint)?.[1]?.split(", ") ?? [];
    expect(EDIT_FORMS.map(({ kind }) => kind).sort()).toEqual(kinds.sort());
  });

  test("leaves what it has no field for to the text", () => {
    expect(fitsForm({ ban: { product: "8505.11", colour: "red" } })).toBe(false);
    expect(fitsForm({ ban: { product: { a: 1 } } })).toBe(false);
    expect(fitsForm({ ban: {}, out: {} })).toBe(false);
    expect(fitsForm({ constructor: {} })).toBe(false);
    expect(formOf("measure")?.fields).toEqual([]);
  });
});
