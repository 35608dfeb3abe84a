import { expect, test } from "vitest";
import { controlWorld } from "../../test/support/control-world.ts";
import type { Group } from "./rule.ts";
import { membersOf, POSSIBLE, SURE } from "./world.ts";

const NOBODY: Group = {
  lists: [],
  governmentsOf: [],
  nationalsOf: [],
  organisedIn: [],
  headquarteredIn: [],
  placedIn: [],
  rules: [],
  tests: [],
  ultimate: false,
};

test("a firm whose every plant is in a place is of it, and one with a plant elsewhere only perhaps", () => {
  const { world, at } = controlWorld(
    {
      there: { is: "company of CN", plants: ["CN Xinjiang Uyghur"] },
      both: { is: "company of CN", plants: ["CN Xinjiang", "CN Sichuan"] },
      elsewhere: { is: "company of CN", plants: ["CN"] },
    },
    [],
  );
  const members = membersOf(world, { ...NOBODY, placedIn: [{ country: "CN", region: "Xinjiang" }] });
  expect(["there", "both", "elsewhere"].map((name) => members[at(name)])).toEqual([SURE, POSSIBLE, 0]);
});
