import { writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Hono } from "hono";
import { InvalidInput, NotFound } from "../errors.ts";
import { fieldsOf } from "../operations/core/schema-fields.ts";
import { type ImportResult, importTask } from "../operations/tasks/import.ts";
import { TASKS } from "../operations/tasks/registry.ts";
import { Busy } from "../solve/problems.ts";
import { type Caller, requireRole, seesConfidential } from "./guard.ts";
import { hasEnded, type ImportQueue, type ImportStatus } from "./import-queue.ts";
import { notThisMethod } from "./question-routes.ts";
import { bodyText, requireContentType } from "./read-body.ts";
import type { RequestScope, ServerState } from "./server-state.ts";
import { receiveUpload, type Upload } from "./upload.ts";

/** What an admin may have done over HTTP, each with the fields of its command. */
const ADMIN_TASKS = ["undo", "compact", "vacuum", "compile"] as const;

const FLAGS: ReadonlySet<string> = new Set(["strict", "keep"]);
const FIELDS: ReadonlySet<string> = new Set(["as", "source", "licence", "mapping", ...FLAGS]);
const HEARTBEAT_MILLISECONDS = 15_000;
/** Bytes a second below which an upload is given up. */
const SLOWEST_UPLOAD = 1024;
const CELLS_SHOWN = 200;

/** The fields of an import as the task takes them; the mapping goes into a file of our own, apart from the upload. */
async function importInput(upload: Upload, suggest: boolean): Promise<Record<string, unknown>> {
  const input: Record<string, unknown> = { files: [upload.file], suggest };
  for (const [name, text] of Object.entries(upload.fields)) {
    if (!FIELDS.has(name)) {
      const known = fieldsOf(importTask.input).find((field) => field.name === name);
      throw new InvalidInput(`There is no field "${name.slice(0, 100)}" in an import${known ? " over HTTP" : ""}.`, {
        hint: `Fields are ${[...FIELDS].join(", ")}.`,
      });
    }
    if (text === "") continue;
    if (FLAGS.has(name)) input[name] = isOn(name, text);
    else if (name === "mapping") input.mapping = await keepMapping(upload, text);
    else input[name] = text;
  }
  return input;
}

function isOn(name: string, text: string): boolean {
  if (text === "true" || text === "1" || text === "on") return true;
  if (text === "false" || text === "0") return false;
  throw new InvalidInput(`"${text.slice(0, 100)}" is not true or false, as "${name}" needs.`);
}

async function keepMapping(upload: Upload, text: string): Promise<string> {
  const path = join(dirname(dirname(upload.file)), "mapping.yaml");
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

/** What a caller may be told of an import: cells of costs that could not be read may be confidential. */
function toldOf(status: ImportStatus, caller: Caller): ImportStatus {
  if (seesConfidential(caller)) return status;
  const { result, problem } = status;
  const isOpen = result === null || result.as !== "costs";
  return {
    ...status,
    result: isOpen ? result : { ...result, rejects: result.rejects.map((reject) => ({ ...reject, value: null })) },
    problem:
      problem === null ? null : { ...problem, detail: "The import failed; who brought the file in can see why." },
  };
}

/** An import's status as one event of a stream (https://html.spec.whatwg.org/#server-sent-events). */
const eventOf = (status: ImportStatus): string =>
  `event: ${hasEnded(status) ? status.state : "progress"}\ndata: ${JSON.stringify(status)}\n\n`;

function eventStream(
  queue: ImportQueue,
  status: ImportStatus,
  { signal, caller }: { readonly signal: AbortSignal; readonly caller: Caller },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let stop: () => void = () => undefined;
  return new ReadableStream({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const beat = setInterval(() => send(": still here\n\n"), HEARTBEAT_MILLISECONDS);
      const unwatch = queue.watch(status.id, (next) => tell(next));
      let isOpen = true;
      stop = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(beat);
        unwatch();
      };
      const tell = (next: ImportStatus) => {
        if (!isOpen) return;
        send(eventOf(toldOf(next, caller)));
        if (!hasEnded(next)) return;
        stop();
        controller.close();
      };
      signal.addEventListener("abort", stop, { once: true });
      tell(status);
    },
    cancel: () => stop(),
  });
}

/** Uploads and their progress, drafts of mappings, and what an admin may do. */
export function importRoutes(server: ServerState, queue: ImportQueue): Hono<RequestScope> {
  const routes = new Hono<RequestScope>();
  const { uploadBytes: bytes, silence } = server.limits;
  const limits = { bytes, silence, slowest: SLOWEST_UPLOAD };
  let arriving = 0;
  /** Bounds what lies in temporary files: uploads that arrive, and those that wait. */
  const receive = async (request: Request): Promise<Upload> => {
    queue.checkRoom();
    if (arriving >= server.limits.imports) throw new Busy(`${arriving} uploads are arriving already.`);
    arriving += 1;
    try {
      return await receiveUpload(request, limits);
    } finally {
      arriving -= 1;
    }
  };
  const found = (id: string): ImportStatus => {
    const status = queue.find(id);
    if (status === undefined) throw new NotFound(`There is no import "${id.slice(0, 100)}".`);
    return status;
  };

  routes.post("/import", async (context) => {
    context.set("route", "import");
    requireRole(context.get("caller"), "analyst");
    const upload = await receive(context.req.raw);
    try {
      const input = await importInput(upload, false);
      const status = queue.add({
        file: upload.name,
        bytes: upload.bytes,
        discard: upload.discard,
        run: async (tools) => {
          const job = { is: "task", task: "import", input, prepare: true, today: server.today() } as const;
          return (await server.solver.task(job, tools)) as ImportResult;
        },
      });
      return context.json(status, 202, { location: `/v1/imports/${status.id}` });
    } catch (error) {
      await upload.discard();
      throw error;
    }
  });

  routes.post("/import/suggest", async (context) => {
    context.set("route", "import/suggest");
    requireRole(context.get("caller"), "analyst");
    const upload = await receive(context.req.raw);
    try {
      const input = await importInput(upload, true);
      const signal = AbortSignal.any([context.req.raw.signal, AbortSignal.timeout(server.limits.timeout)]);
      const job = { is: "task", task: "import", input, prepare: false, today: server.today() } as const;
      const { suggestions } = (await server.solver.task(job, { signal, onReport: undefined })) as ImportResult;
      const [suggestion] = suggestions;
      if (suggestion === undefined) throw new Error("No mapping was suggested.");
      const rows = suggestion.rows.map((row) => row.map((cell) => cell?.slice(0, CELLS_SHOWN) ?? null));
      return context.json({ ...suggestion, file: upload.name, rows });
    } finally {
      await upload.discard();
    }
  });
  for (const path of ["/import", "/import/suggest"]) {
    routes.all(path, () => {
      throw notThisMethod("POST");
    });
  }

  routes.get("/imports", (context) => {
    context.set("route", "imports");
    const caller = context.get("caller");
    requireRole(caller, "reader");
    return context.json(queue.list().map((status) => toldOf(status, caller)));
  });
  routes.get("/imports/:id", (context) => {
    context.set("route", "imports");
    const caller = context.get("caller");
    requireRole(caller, "reader");
    return context.json(toldOf(found(context.req.param("id")), caller));
  });
  routes.delete("/imports/:id", (context) => {
    context.set("route", "imports");
    requireRole(context.get("caller"), "analyst");
    const { id } = found(context.req.param("id"));
    queue.cancel(id);
    return context.json(found(id), 202);
  });
  routes.get("/imports/:id/events", (context) => {
    context.set("route", "imports/events");
    const caller = context.get("caller");
    requireRole(caller, "reader");
    const body = eventStream(queue, found(context.req.param("id")), { signal: context.req.raw.signal, caller });
    return new Response(body, {
      headers: { "content-type": "text/event-stream; charset=utf-8", "cache-control": "no-store" },
    });
  });
  for (const [path, allow] of [
    ["/imports", "GET"],
    ["/imports/:id", "GET, DELETE"],
    ["/imports/:id/events", "GET"],
  ] as const) {
    routes.all(path, () => {
      throw notThisMethod(allow);
    });
  }

  for (const name of ADMIN_TASKS) {
    routes.post(`/${name}`, async (context) => {
      context.set("route", name);
      requireRole(context.get("caller"), "admin");
      requireContentType(context.req.raw, "application/json");
      const text = await bodyText(context.req.raw, { bytes: server.limits.questionBytes, silence, slowest: 100 });
      const input = readObject(text);
      const job = { is: "task", task: name, input, prepare: false, today: server.today() } as const;
      const result = await queue.inTurn(() => server.solver.task(job, { signal: undefined, onReport: undefined }));
      return context.json({ task: name, result });
    });
    routes.all(`/${name}`, () => {
      throw notThisMethod("POST");
    });
  }
  return routes;
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below.
  }
  throw new InvalidInput("The body is not a JSON object.", { hint: 'Send the fields, as {"id": "3f2a9c01d4e5b678"}.' });
}

export const ADMIN_TASK_LIST = TASKS.filter(({ name }) => (ADMIN_TASKS as readonly string[]).includes(name));
