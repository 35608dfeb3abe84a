// Takes the lock of a store as often as it can for a while, and notes each time alone inside. Arguments: compiled
// sources, store folder, journal file, milliseconds. Kills itself inside the lock at times, leaving it stale.
import { appendFileSync } from "node:fs";

const [compiled, folder, journal, milliseconds] = process.argv.slice(2);
const { takeLock } = await import(`${compiled}/store/lock.js`);
const { nodeDisk } = await import(`${compiled}/store/disk.js`);

// A pause before every step opens the windows between them, through which two could slip in.
const pause = (most) => new Promise((done) => setTimeout(done, Math.random() * most));
const slowDisk = Object.fromEntries(
  Object.entries(nodeDisk).map(([name, step]) => [
    name,
    async (...args) => {
      await pause(6);
      return step(...args);
    },
  ]),
);

const until = Date.now() + Number(milliseconds);
while (Date.now() < until) {
  let release;
  try {
    release = await takeLock(slowDisk, folder, () => new Date());
  } catch (error) {
    if (error.code !== "store_problem") throw error;
    continue;
  }
  appendFileSync(journal, `in ${process.pid}\n`);
  await pause(3);
  if (Math.random() < 0.2) process.kill(process.pid, "SIGKILL");
  appendFileSync(journal, `out ${process.pid}\n`);
  await release();
}
