import type { Operation } from "./core/operation.ts";
import { inputsOperation } from "./inputs.ts";
import { rejectsOperation } from "./rejects.ts";
import { statusOperation } from "./status.ts";
import { suppliersOperation } from "./suppliers.ts";
import { traceOperation } from "./trace.ts";

/** Every question there is, in the order in which they are listed to people. A test compares it with the folder. */
export const OPERATIONS: readonly Operation[] = [
  traceOperation,
  suppliersOperation,
  inputsOperation,
  statusOperation,
  rejectsOperation,
];
