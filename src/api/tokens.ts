import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { NotFound, StoreProblem } from "../errors.ts";

/** A reader asks; an analyst also imports, and sees confidential figures; an admin also takes imports out and keeps the store. */
export const ROLES = ["reader", "analyst", "admin"] as const;
export type Role = (typeof ROLES)[number];

const storedToken = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  createdOn: z.string(),
  /** Of the token: it is 256 random bits, so that no slower hash is needed. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
const tokenFile = z.object({ format: z.literal(1), tokens: z.array(storedToken) });

/** What is kept of a token: never the token itself. */
export type StoredToken = z.output<typeof storedToken>;

const FILE = "tokens.json";
const PREFIX = "hw_";

const hashOf = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();

function pathIn(store: string): string {
  if (!existsSync(join(store, "store.json"))) {
    throw new StoreProblem(`There is no store in "${store}".`, {
      hint: "Tokens belong to a store: make one with headwater init.",
    });
  }
  return join(store, FILE);
}

function read(path: string): readonly StoredToken[] {
  if (!existsSync(path)) return [];
  try {
    return tokenFile.parse(JSON.parse(readFileSync(path, "utf8"))).tokens;
  } catch (cause) {
    throw new StoreProblem(`The file of tokens "${path}" cannot be read.`, {
      hint: "Remove it and create the tokens anew.",
      cause,
    });
  }
}

/** The file is its owner's alone, and is replaced whole. */
function write(path: string, tokens: readonly StoredToken[]): void {
  const draft = `${path}.${randomBytes(4).toString("hex")}.tmp`;
  writeFileSync(draft, `${JSON.stringify({ format: 1, tokens }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

export interface NewToken {
  readonly role: Role;
  readonly name: string;
  readonly createdOn: string;
}

/** Makes a token for a store. The token itself is returned once and kept nowhere. */
export function createToken(store: string, about: NewToken): { readonly token: string; readonly stored: StoredToken } {
  const path = pathIn(store);
  const token = PREFIX + randomBytes(32).toString("base64url");
  const sha256 = hashOf(token).toString("hex");
  const stored = { id: sha256.slice(0, 8), ...about, sha256 };
  write(path, [...read(path), stored]);
  return { token, stored };
}

export function listTokens(store: string): readonly StoredToken[] {
  return read(pathIn(store));
}

/** Takes a token back; a running server refuses it from its next request on. */
export function revokeToken(store: string, id: string): StoredToken {
  const path = pathIn(store);
  const tokens = read(path);
  const found = tokens.find((each) => each.id === id);
  if (found === undefined) {
    throw new NotFound(`There is no token "${id}".`, { hint: "headwater token list shows the ids." });
  }
  write(
    path,
    tokens.filter((each) => each !== found),
  );
  return found;
}

/** Finds presented tokens among those of a store, which may change while the server runs. */
export function tokenFinder(store: string): (presented: string) => StoredToken | null {
  let known: readonly { readonly stored: StoredToken; readonly hash: Buffer }[] = [];
  let readAt = "";
  return (presented) => {
    const path = join(store, FILE);
    const found = statSync(path, { throwIfNoEntry: false });
    const stamp = found === undefined ? "none" : `${found.ino} ${found.mtimeMs} ${found.size}`;
    if (stamp !== readAt) {
      known = read(path).map((stored) => ({ stored, hash: Buffer.from(stored.sha256, "hex") }));
      readAt = stamp;
    }
    const hash = hashOf(presented);
    // Every hash is compared, each in constant time.
    return known.reduce<StoredToken | null>(
      (hit, each) => (timingSafeEqual(each.hash, hash) ? each.stored : hit),
      null,
    );
  };
}
