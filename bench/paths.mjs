import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const OUT = join(ROOT, "bench", "out");

/** A module of the compiled sources. */
export const built = (path) => import(new URL(`../dist/${path}.js`, import.meta.url));
