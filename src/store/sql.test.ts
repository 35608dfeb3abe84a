import { expect, test } from "vitest";
import { approxDistinct, md5Hex, regexpMatches, render, sha256Hex, sql, stringAgg } from "./sql.ts";

test("values are bound in order, through every nesting, and never become text", () => {
  const inner = sql`hs6 in ${sql.list(["850511", "'; drop table flows --"])}`;
  const statement = sql`select ${sql.id("usd")} from flows where ${inner} and usd > ${1.5} limit ${10}`;
  expect(render(statement, "duckdb")).toEqual({
    text: "select usd from flows where hs6 in ($1, $2) and usd > $3 limit $4",
    values: ["850511", "'; drop table flows --", 1.5, 10],
  });
  expect(render(statement, "trino").text).toBe("select usd from flows where hs6 in (?, ?) and usd > ? limit ?");
});

test("a null is bound, and an empty list matches nothing", () => {
  expect(render(sql`select ${null}`, "duckdb")).toEqual({ text: "select $1", values: [null] });
  expect(render(sql`hs6 in ${sql.list([])}`, "duckdb")).toEqual({ text: "hs6 in (null)", values: [] });
});

test.each(["Flows", "flows; drop", 'a"b', "", "1a", "a.b"])("%j is no identifier", (name) => {
  expect(() => sql.id(name)).toThrow("identifier");
});

test("fragments are joined by the separator given", () => {
  expect(
    render(sql`select ${sql.join([sql`a`, sql`b`])} where ${sql.join([sql`x`, sql`y`], " and ")}`, "duckdb").text,
  ).toBe("select a, b where x and y");
  expect(render(sql`select 1 ${sql.empty}`, "duckdb").text).toBe("select 1 ");
});

test("functions that differ are written in the words of each dialect", () => {
  const statement = sql`select ${stringAgg(sql`name`, "'", sql`name`)}, ${md5Hex(sql`name`)}, ${sha256Hex(sql`name`)},
    ${approxDistinct(sql`name`)} from parties where ${regexpMatches(sql`name`, "^a")}`;
  expect(render(statement, "duckdb").text).toContain("string_agg(name, '''' order by name), md5(name), sha256(name)");
  expect(render(statement, "duckdb").text).toContain(
    "approx_count_distinct(name) from parties where regexp_matches(name, $1)",
  );
  expect(render(statement, "trino").text).toContain("listagg(name, '''') within group (order by name)");
  expect(render(statement, "trino").text).toContain("where regexp_like(name, ?)");
});
