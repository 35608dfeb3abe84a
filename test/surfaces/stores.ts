import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";
import type { StoreName } from "./questions.ts";

export type Stores = Readonly<Record<StoreName, string>>;

async function run(...args: string[]): Promise<void> {
  const { code, err } = await headwater([...args, "--quiet"]);
  if (code !== 0) throw new Error(`${args.join(" ")}: ${err}`);
}

/** The stores that the surfaces are asked of, in folders of their own. */
export async function makeStores(): Promise<{ readonly stores: Stores; remove(): void }> {
  const scratch = mkdtempSync(join(tmpdir(), "headwater-surfaces-"));
  const [demo, made, world] = ["demo", "made", "world"].map((name) => join(scratch, name)) as [string, string, string];
  await run("demo", "--store", demo);
  await run("synth", "--shipments", "3000", "--seed", "1", "--out", world);
  await run("init", "--store", made);
  for (const file of ["shipments.csv", "statistics.csv"]) await run("import", join(world, file), "--store", made);
  const bills = await fixtureStore({ shipments: true });
  return {
    stores: { demo, made, bills },
    remove: () => {
      for (const folder of [scratch, dirname(bills)]) rmSync(folder, { recursive: true, force: true });
    },
  };
}
