import { OPERATION_CATALOGUE } from "./catalogue.ts";
import type { Operation } from "./core/operation.ts";

/** Every operation, loaded: for surfaces that publish all schemas at once. */
export const OPERATIONS: readonly Operation[] = await Promise.all(OPERATION_CATALOGUE.map((entry) => entry.load()));
