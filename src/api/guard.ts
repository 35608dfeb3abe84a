import { HttpProblem } from "./problem.ts";
import type { Role, StoredToken } from "./tokens.ts";
import { ROLES } from "./tokens.ts";

export interface Access {
  /** Every request needs a token: the server is reached from elsewhere. */
  readonly needsToken: boolean;
  /** A proxy in front says what the host was. */
  readonly behindProxy: boolean;
  readonly findToken: (presented: string) => StoredToken | null;
  /** Seconds to wait; 0 when the request may pass. */
  readonly wait: (tokenId: string) => number;
}

/** Who asks. */
export interface Caller {
  readonly role: Role;
  /** Null for somebody on this machine. */
  readonly tokenId: string | null;
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"]);

export const isLoopback = (host: string): boolean => LOOPBACK_NAMES.has(host) || host === "::1";

function hostOf(access: Access, headers: Headers): string {
  const forwarded = access.behindProxy ? headers.get("x-forwarded-host") : null;
  return (forwarded ?? headers.get("host") ?? "").trim().toLowerCase();
}

/** The name in a Host header, without its port. */
const nameOf = (host: string): string => host.replace(/:\d*$/, "");

function hostOfOrigin(origin: string): string | null {
  try {
    return new URL(origin).host.toLowerCase();
  } catch {
    return null;
  }
}

/**
 * Refuses requests that a page of another site makes a browser send. A name that was pointed at this machine (DNS
 * rebinding) gives itself away by its Host, a foreign page by its Origin or by what the browser says of it.
 */
export function checkSite(access: Access, method: string, headers: Headers): void {
  const host = hostOf(access, headers);
  if (!access.needsToken && !isLoopback(nameOf(host))) {
    throw new HttpProblem(403, "host", `"${host.slice(0, 100)}" is not a name of this machine.`, {
      hint: "Ask by 127.0.0.1 or localhost.",
    });
  }
  const origin = headers.get("origin");
  if (origin !== null && hostOfOrigin(origin) !== host) throw foreignPage();
  const site = headers.get("sec-fetch-site");
  const isForeign = site !== null && site !== "same-origin" && site !== "none";
  const isVisit = method === "GET" && headers.get("sec-fetch-mode") === "navigate";
  if (isForeign && !isVisit) throw foreignPage();
}

const foreignPage = () =>
  new HttpProblem(403, "cross_site", "A page of another site may not ask this server.", {
    hint: "Use the server's own page, or ask from a program.",
  });

const CHALLENGE = { "www-authenticate": 'Bearer realm="headwater"' };

function presentedToken(headers: Headers): string | null {
  const header = headers.get("authorization");
  if (header === null) return null;
  const match = /^Bearer +([A-Za-z0-9_\-.~+/=]{1,200})$/i.exec(header.trim());
  if (match === null) {
    throw new HttpProblem(401, "token", "The Authorization header is not a Bearer token.", { headers: CHALLENGE });
  }
  return match[1] ?? "";
}

/** Who asks, by the token. On this machine alone nobody needs one, to ask and to import. */
export function callerOf(access: Access, headers: Headers): Caller {
  const presented = presentedToken(headers);
  if (presented === null) {
    if (!access.needsToken) return { role: "analyst", tokenId: null };
    throw new HttpProblem(401, "token", "This server wants a token.", {
      hint: "Send Authorization: Bearer with one from headwater token create.",
      headers: CHALLENGE,
    });
  }
  const token = access.findToken(presented);
  if (token === null) {
    throw new HttpProblem(401, "token", "The token is not known, or was taken back.", { headers: CHALLENGE });
  }
  const seconds = access.wait(token.id);
  if (seconds > 0) {
    throw new HttpProblem(429, "rate", "The token asks too often.", {
      hint: `Ask again in ${seconds} s.`,
      headers: { "retry-after": String(seconds) },
    });
  }
  return { role: token.role, tokenId: token.id };
}

const hasRole = (caller: Caller, needed: Role): boolean => ROLES.indexOf(caller.role) >= ROLES.indexOf(needed);

/** Figures that are marked as confidential are for those who also bring them in. */
export const seesConfidential = (caller: Caller): boolean => hasRole(caller, "analyst");

export function requireRole(caller: Caller, needed: Role): void {
  if (hasRole(caller, needed)) return;
  throw new HttpProblem(403, "role", `The role "${caller.role}" may not do this.`, {
    hint: `It takes the role ${needed}: headwater token create --role ${needed}.`,
  });
}
