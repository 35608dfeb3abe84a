import type { Book } from "../../book/book.ts";
import { UserError } from "../../errors.ts";
import { worldBehind } from "../control/control-world.ts";
import { groupHead } from "../control/group-head.ts";
import { heldParty } from "../control/held-party.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";

export interface Controller {
  readonly label: string;
  readonly country: string | null;
}

/** Where majority stakes lead up to from a party that is named; null where none is recorded, or it is not known. */
export async function controllerOf(context: Context, book: Book, name: string, days: Days): Promise<Controller | null> {
  try {
    const asked = await heldParty(context, book, name);
    const behind = await worldBehind(context, book, [asked.id], { made: asked.made, days });
    const own = behind.indexOf.get(asked.id);
    if (own === undefined) return null;
    const head = behind.parties[groupHead(behind.world, own)];
    return head === undefined ? null : { label: head.name, country: head.country };
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
