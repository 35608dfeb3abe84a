import { askOnce } from "./child.mjs";
import { built } from "./paths.mjs";
import { openVintage } from "./world.mjs";

/** Bytes of the arrays of the network, and the most memory of a process that answers from the snapshot. */
export async function measureMemory(world) {
  const { openSnapshot } = await built("store/snapshot");
  const network = await openSnapshot(await openVintage(world), world.dataset);
  const arrays = arrayBytes(network) / 1e6;
  const question = { product: "850760", country: "US", depth: 4 };
  const whole = askOnce(world, question);
  const window = askOnce(world, { ...question, since: "2022-03-15", until: "2023-03-15" });
  const peak = Math.max(whole.peakMegabytes, window.peakMegabytes);
  console.log(
    `  arrays ${arrays.toFixed(0)} MB; process ${whole.peakMegabytes.toFixed(0)} MB, with a window ${peak.toFixed(0)} MB`,
  );
  return [
    {
      what: "arrays of the network",
      ours: `${arrays.toFixed(0)} MB`,
      peer: "",
      figure: `${((arrays * 1e6) / network.entries).toFixed(0)} bytes a bill`,
      target: "under 450 MB for 10 M rows",
      met: arrays * (1e7 / world.rows) < 450,
      raw: { arrayMegabytes: arrays },
    },
    {
      what: "a process that answers from the snapshot, with a window that cuts through the runs",
      ours: `${peak.toFixed(0)} MB at its peak`,
      peer: "",
      figure: `${whole.peakMegabytes.toFixed(0)} MB without a window`,
      target: "under 600 MB for 10 M rows",
      met: peak < 600,
      raw: { peakMegabytes: whole.peakMegabytes, windowPeakMegabytes: window.peakMegabytes },
    },
  ];
}

function arrayBytes(value) {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== "object" || value === null) return 0;
  return Object.values(value).reduce((sum, part) => sum + arrayBytes(part), 0);
}
