import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../cli/fixture-store.ts";
import { importEnded, problemIn, startServer, type TestServer, upload } from "./server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer(await fixtureStore(), ["--quiet", "--timeout", "120"]);
});
afterAll(() => server?.stop());

/** Flows to the United States, each of its own year, partner and product; the first eighty are magnets. */
const flows = (rows: number, usd = 5): string => {
  const lines = Array.from({ length: rows }, (_, at) => {
    const partner = ["CN", "JP", "KR", "DE"][Math.floor(at / 20) % 4];
    return `${2000 + (at % 20)},US,${partner},import,${850511 + Math.floor(at / 80)},${usd},USD\n`;
  });
  return `period,reporter,partner,direction,hs,value,currency\n${lines.join("")}`;
};

const status = async () =>
  (await (await fetch(`${server.url}/v1/status`)).json()) as {
    vintage: { store: number };
    result: { imports: { id: string; source: string; rows: number }[] };
  };

/** The events of an import, as they came. */
async function eventsOf(id: string): Promise<{ event: string; data: Record<string, unknown> }[]> {
  const text = await (await fetch(`${server.url}/v1/imports/${id}/events`)).text();
  return text
    .split("\n\n")
    .filter((block) => block.startsWith("event:"))
    .map((block) => {
      const [event = "", data = ""] = block.split("\n");
      return { event: event.slice(7), data: JSON.parse(data.slice(6)) as Record<string, unknown> };
    });
}

describe("an upload", () => {
  test("is taken at once, tells how it goes, and is in the store at the end", async () => {
    const response = await upload(server.url, "customs.csv", flows(400), { source: "customs" });
    expect(response.status).toBe(202);
    const { id, state } = (await response.json()) as { id: string; state: string };
    expect(["waiting", "running"]).toContain(state);
    expect(response.headers.get("location")).toBe(`/v1/imports/${id}`);
    const events = await eventsOf(id);
    expect(events.at(-1)?.event).toBe("done");
    expect(events.some(({ event, data }) => event === "progress" && data.progress !== null)).toBe(true);
    expect(events.at(-1)?.data).toMatchObject({ file: "customs.csv", result: { rows: 400, source: "customs" } });
    expect((await status()).result.imports).toContainEqual(expect.objectContaining({ source: "customs", rows: 400 }));
    const again = await eventsOf(id);
    expect(again.map(({ event }) => event)).toEqual(["done"]);
  });

  test("may be the body itself, with its name in the address", async () => {
    const response = await fetch(`${server.url}/v1/import?name=plain.csv&source=plain`, {
      method: "POST",
      body: flows(3),
      headers: { "content-type": "text/csv" },
    });
    const ended = await importEnded(server.url, ((await response.json()) as { id: string }).id);
    expect(ended).toMatchObject({ state: "done", result: { rows: 3, source: "plain" } });
  });

  test("gets its mapping drafted, and comes in by the draft as it was edited", async () => {
    const odd = "Datum,Warennummer,Wert\n2024-01-05,850511,10\n2024-02-06,850760,20\n";
    const form = new FormData();
    form.append("file", new Blob([odd]), "odd.csv");
    const response = await fetch(`${server.url}/v1/import/suggest`, { method: "POST", body: form });
    expect(response.status).toBe(200);
    const draft = (await response.json()) as { header: string[]; rows: string[][]; fields: { name: string }[] };
    expect(draft).toMatchObject({ file: "odd.csv", header: ["Datum", "Warennummer", "Wert"] });
    expect(draft.rows[0]).toEqual(["2024-01-05", "850511", "10"]);
    expect(draft.fields.map(({ name }) => name)).toContain("arrived_on");
    const mapping = JSON.stringify({
      as: "shipments",
      source: "odd",
      columns: { arrived_on: "Datum", hs: "Warennummer", value: "Wert", currency: { constant: "USD" } },
    });
    const taken = await upload(server.url, "odd.csv", odd, { mapping });
    const ended = await importEnded(server.url, ((await taken.json()) as { id: string }).id);
    expect(ended).toMatchObject({ state: "done", result: { rows: 2, layout: "mapping" } });
  });

  test("that cannot be read fails with the reason, and the store is as it was", async () => {
    const before = await status();
    const taken = await upload(server.url, "words.csv", "these,are,words\n1,2,3\n");
    const ended = await importEnded(server.url, ((await taken.json()) as { id: string }).id);
    expect(ended).toMatchObject({ state: "failed", problem: { status: 400, code: "invalid_input" } });
    expect(JSON.stringify(ended)).not.toContain("headwater-upload");
    expect((await status()).vintage).toEqual(before.vintage);
  });

  test("that is stopped leaves the store as it was", async () => {
    const before = await status();
    const first = await upload(server.url, "first.csv", flows(2000), { source: "first" });
    const { id } = (await first.json()) as { id: string };
    expect((await fetch(`${server.url}/v1/imports/${id}`, { method: "DELETE" })).status).toBe(202);
    expect(await importEnded(server.url, id)).toMatchObject({ state: "cancelled" });
    expect((await status()).vintage).toEqual(before.vintage);
  });

  test("is refused where it is no file, or too many wait", async () => {
    const form = new FormData();
    form.append("source", "x");
    expect((await fetch(`${server.url}/v1/import`, { method: "POST", body: form })).status).toBe(400);
    expect((await fetch(`${server.url}/v1/import`, { method: "POST", body: "a" })).status).toBe(400);
    const typed = { "content-type": "application/x-www-form-urlencoded" };
    expect((await fetch(`${server.url}/v1/import`, { method: "POST", body: "a=b", headers: typed })).status).toBe(415);
    const many = await Promise.all(
      Array.from({ length: 7 }, (_, at) => upload(server.url, `many-${at}.csv`, flows(5), { source: `many-${at}` })),
    );
    const refused = many.filter((each) => each.status === 503);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get("retry-after")).toBeTruthy();
    expect((await problemIn(refused[0] as Response)).code).toBe("busy");
    for (const each of many.filter(({ status: code }) => code === 202)) {
      await importEnded(server.url, ((await each.json()) as { id: string }).id);
    }
  }, 120_000);
});

describe("a reader during an import", () => {
  test("sees the old state to its end, and the new one after", async () => {
    const question = `${server.url}/v1/suppliers?product=850511&to=US&data=flows&source=grows`;
    const load = async (usd: number) => {
      const taken = await upload(server.url, "grows.csv", flows(360, usd), { source: "grows" });
      return ((await taken.json()) as { id: string }).id;
    };
    await importEnded(server.url, await load(5));
    type Seen = { vintage: { store: number }; result: { usd?: string } };
    const before = (await (await fetch(question)).json()) as Seen;
    const id = await load(7);
    const seen: Seen[] = [];
    for (let isOpen = true; isOpen; ) {
      const job = (await (await fetch(`${server.url}/v1/imports/${id}`)).json()) as { state: string };
      isOpen = !["done", "failed"].includes(job.state);
      seen.push((await (await fetch(question)).json()) as Seen);
    }
    const after = seen.at(-1) as Seen;
    expect(after.vintage.store).toBeGreaterThan(before.vintage.store);
    expect(after.result).not.toEqual(before.result);
    for (const { vintage, result } of seen) {
      const expected = vintage.store === before.vintage.store ? before : after;
      expect([vintage, result]).toEqual([expected.vintage, expected.result]);
    }
  }, 120_000);
});

test("taking an import out is for admins", async () => {
  const response = await fetch(`${server.url}/v1/undo`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ id: "import-flows" }),
  });
  expect((await problemIn(response)).code).toBe("role");
});
