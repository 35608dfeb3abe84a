import { statSync } from "node:fs";
import { built } from "./paths.mjs";
import { median, readableTime, timed } from "./timing.mjs";
import { openVintage } from "./world.mjs";

/** Building the network of the dataset and keeping it on disk, against opening it again. */
export async function compareSnapshot(world) {
  const { compileSnapshot, openSnapshot, snapshotPath } = await built("store/snapshot");
  const vintage = await openVintage(world);
  const build = await timed(() => compileSnapshot(vintage, world.dataset));
  const opens = [];
  for (let i = 0; i < 7; i++) opens.push((await timed(() => openSnapshot(vintage, world.dataset))).ms);
  const open = median(opens);
  const megabytes = statSync(snapshotPath(vintage, world.dataset)).size / 1e6;
  const { entries, runs } = build.value;
  console.log(`  build ${readableTime(build.ms)}, open ${readableTime(open)}, ${megabytes.toFixed(0)} MB on disk`);
  console.log(`  ${entries} bills in ${runs.count} runs`);
  return [
    {
      what: "open a compiled snapshot",
      ours: readableTime(open),
      peer: `building it ${readableTime(build.ms)}`,
      figure: `1/${(build.ms / open).toFixed(0)} of the build`,
      target: "under 1/20",
      met: open * 20 < build.ms,
      raw: { buildMs: build.ms, openMs: open, megabytes, entries, runs: runs.count },
    },
  ];
}
