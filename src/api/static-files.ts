import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { matches } from "./etag.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
  json: "application/json; charset=utf-8",
  svg: "image/svg+xml; charset=utf-8",
  png: "image/png",
  ico: "image/x-icon",
  woff2: "font/woff2",
  webmanifest: "application/manifest+json",
  txt: "text/plain; charset=utf-8",
};
const COMPRESSED: ReadonlySet<string> = new Set(["html", "js", "css", "json", "svg", "webmanifest", "txt"]);
/** Files whose names hold a hash of what is in them never change. */
const HASHED = /-[\w-]{8,}\.\w+$/;

interface StaticFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly zipped: Uint8Array<ArrayBuffer> | null;
  readonly type: string;
  readonly etag: string;
  readonly caching: string;
}

/** The folder of the built pages, beside the compiled sources. */
export const WEB_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith(".js") ? "../web" : "../../dist/web", import.meta.url),
);

function readStatic(path: string, name: string): StaticFile {
  const bytes = new Uint8Array(readFileSync(path));
  const ending = name.split(".").at(-1) ?? "";
  return {
    bytes,
    zipped: COMPRESSED.has(ending) ? new Uint8Array(gzipSync(bytes)) : null,
    type: TYPES[ending] ?? "application/octet-stream",
    etag: `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 27)}"`,
    caching: HASHED.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

function readFolder(folder: string): Map<string, StaticFile> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = path.slice(folder.length).split(sep).join("/");
      return [name.startsWith("/") ? name : `/${name}`, readStatic(path, entry.name)];
    }),
  );
}

/**
 * Serves the files of a folder from memory by the names that they had when it was read: no path of a request ever
 * reaches the disk. Paths without a file are the page's own and get index.html. Null where the pages are not built.
 */
export function staticFiles(folder: string): (request: Request) => Response | null {
  const index = join(folder, "index.html");
  let files = new Map<string, StaticFile>();
  let readAt = -1;
  const upToDate = () => {
    const changed = existsSync(index) ? statSync(index).mtimeMs : -1;
    if (changed !== readAt) files = changed === -1 ? new Map() : readFolder(folder);
    readAt = changed;
  };
  return (request) => {
    upToDate();
    const { pathname } = new URL(request.url);
    const own = files.get(pathname);
    const isAsset = /\.\w+$/.test(pathname) || pathname.startsWith("/assets/");
    const file = own ?? (isAsset ? undefined : files.get("/index.html"));
    return file === undefined ? null : respond(file, request.headers);
  };
}

function respond({ bytes, zipped, type, etag, caching }: StaticFile, asked: Headers): Response {
  const headers: Record<string, string> = { "content-type": type, "cache-control": caching, etag };
  if (zipped !== null) headers.vary = "accept-encoding";
  if (matches(asked.get("if-none-match") ?? undefined, etag)) return new Response(null, { status: 304, headers });
  const asZip = zipped !== null && /\bgzip\b/.test(asked.get("accept-encoding") ?? "");
  if (asZip) headers["content-encoding"] = "gzip";
  return new Response(asZip ? zipped : bytes, { headers });
}
