import { Command, Option } from "commander";
import { InvalidInput } from "../errors.ts";
import { addStoreFlags, type CommonFlags, storeFolder, today } from "./common-flags.ts";
import { examplesText } from "./help.ts";
import type { Io } from "./io.ts";

const DESCRIPTION = `Make, list and take back the tokens of a store's server.

A server that others can reach wants a token with every request. A reader asks; an analyst also imports; an admin also
takes imports out and keeps the store in order. A token is shown once; the store keeps its hash, in a file of its owner
alone. A token that is taken back is refused from the next request on.`;

const EXAMPLES = [
  { command: "headwater token create --role reader --name dashboard", about: "a token that may ask, shown once" },
  { command: "headwater token list", about: "the tokens by id, without their secrets" },
  { command: "headwater token revoke 3f2a9c01", about: "take one back" },
] as const;

interface CreateFlags extends CommonFlags {
  readonly role: string;
  readonly name?: string;
}

function subcommand(parent: Command, name: string, about: string): Command {
  const made = new Command(name).copyInheritedSettings(parent).description(about);
  addStoreFlags(made, { vintage: false });
  parent.addCommand(made);
  return made;
}

/** `headwater token create | list | revoke`. */
export function buildTokenCommand(command: Command, io: Io): void {
  command.description(DESCRIPTION).addHelpText("after", examplesText(EXAMPLES));
  const store = (flags: CommonFlags) => storeFolder(io, flags);

  const create = subcommand(command, "create", "Make a token and print it, once.");
  create.addOption(new Option("--role <ROLE>", "reader | analyst | admin").default("reader"));
  create.addOption(new Option("--name <TEXT>", "what it is for"));
  create.action(async () => {
    const flags = create.opts<CreateFlags>();
    const { createToken, ROLES } = await import("../api/tokens.ts");
    const role = ROLES.find((each) => each === flags.role);
    if (role === undefined) {
      throw new InvalidInput(`There is no role "${flags.role}".`, { hint: `Roles are ${ROLES.join(", ")}.` });
    }
    const name = (flags.name ?? role).slice(0, 100);
    const { token, stored } = createToken(store(flags), { role, name, createdOn: today(io) });
    io.out.write(`${token}\n`);
    io.err.write(`Token ${stored.id} for a ${role}. It is not shown again.\n`);
  });

  const list = subcommand(command, "list", "List the tokens, without their secrets.");
  list.action(async () => {
    const { listTokens } = await import("../api/tokens.ts");
    const { plainText } = await import("../render/plain-text.ts");
    for (const { id, role, createdOn, name } of listTokens(store(list.opts()))) {
      io.out.write(`${id}  ${role.padEnd(7)}  ${createdOn}  ${plainText(name)}\n`);
    }
  });

  const revoke = subcommand(command, "revoke", "Take a token back.");
  revoke.argument("<ID>", "as token list shows it");
  revoke.action(async (id: string) => {
    const { revokeToken } = await import("../api/tokens.ts");
    const { name } = revokeToken(store(revoke.opts()), id);
    io.err.write(`Took back ${id} (${name}).\n`);
  });
}
