import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./paths.mjs";
import { median, readableTime, timed } from "./timing.mjs";
import { openVintage } from "./world.mjs";

/** The same question by a new process of the command line, with a snapshot on disk. */
export async function compareCli(world) {
  const cli = join(ROOT, "dist", "cli", "main.js");
  if (!existsSync(cli)) return [];
  await openVintage(world);
  const args = ["trace", "--product", "850760", "--to", "US", "--depth", "4", "--json", "--store", world.store];
  const run = () => execFileSync(process.execPath, [cli, ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });
  const tiers = JSON.parse(run()).result.tiers.length;
  const times = [];
  for (let i = 0; i < 5; i++) times.push((await timed(run)).ms);
  const bare = await timed(() => execFileSync(process.execPath, ["-e", "0"]));
  const ms = median(times);
  console.log(
    `  headwater trace: ${readableTime(ms)} for ${tiers} tiers; an empty Node process ${readableTime(bare.ms)}`,
  );
  return [
    {
      what: "the same question by a new CLI process, snapshot on disk",
      ours: readableTime(ms),
      peer: `an empty Node process ${readableTime(bare.ms)}`,
      figure: `${tiers} tiers`,
      target: "under 1 s",
      met: ms < 1000,
      raw: { cliMs: ms, emptyProcessMs: bare.ms },
    },
  ];
}
