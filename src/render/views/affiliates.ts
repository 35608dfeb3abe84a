import type { AffiliatesResult } from "../../operations/affiliates.ts";
import type { Answer } from "../../operations/core/answer.ts";
import type { Block, Document, Table } from "../document.ts";
import { daysText, rangeText } from "./control.ts";
import { banner, closing, warnings } from "./parts.ts";

type Stakes = AffiliatesResult["up"];

function stakesTable(title: string, stakes: Stakes, main: boolean): Table {
  return {
    kind: "table",
    title,
    ...(main ? { main: true } : {}),
    columns: [
      { name: "level", label: "Step", type: "number" },
      { name: "holder", label: "Holder", type: "text" },
      { name: "holder_country", label: "", type: "code" },
      { name: "held", label: "Holds of", type: "text" },
      { name: "held_country", label: "", type: "code" },
      { name: "interest", label: "Interest", type: "code" },
      { name: "share", label: "Share", type: "text" },
      { name: "days", label: "Days", type: "text" },
      { name: "source", label: "Source", type: "code" },
    ],
    rows: stakes.map((each) => [
      each.level,
      each.holder.label,
      each.holder.country,
      each.held.label,
      each.held.country,
      each.interest,
      rangeText(each.low, each.high),
      daysText(each),
      each.source,
    ]),
  };
}

/** The tree as an outline: below each party what leads on from it, each party once. */
function outline(title: string, { party }: AffiliatesResult, stakes: Stakes, up: boolean): Block[] {
  if (stakes.length === 0) return [];
  const items: { depth: number; text: string }[] = [{ depth: 0, text: party.label }];
  const met = new Set([party.key]);
  const add = (key: string, depth: number) => {
    for (const stake of stakes.filter((each) => (up ? each.held : each.holder).key === key)) {
      const other = up ? stake.holder : stake.held;
      const kind = stake.interest === "equity" ? "" : ` (${stake.interest})`;
      const days = daysText(stake);
      const country = other.country === null ? "" : ` ${other.country}`;
      items.push({
        depth,
        text: `${rangeText(stake.low, stake.high)}${kind} ${other.label}${country}${days === "" ? "" : `, ${days}`}`,
      });
      if (met.has(other.key)) continue;
      met.add(other.key);
      add(other.key, depth + 1);
    }
  };
  add(party.key, 1);
  return [{ kind: "outline", title, items }];
}

export function affiliatesView(answer: Answer<AffiliatesResult>): Document {
  const { party, parties, up, down, ended, group } = answer.result;
  const listed = parties.filter(({ lists }) => lists.length > 0);
  const sisters = group.members.filter(({ key }) => key !== party.key);
  return {
    title: `The group of ${party.label} on ${answer.on}`,
    ...banner(answer.coverage),
    blocks: [
      ...warnings(answer),
      ...outline("Above it", answer.result, up, true),
      ...outline("Below it", answer.result, down, false),
      {
        kind: "note",
        title: "Its group",
        items: [
          `Majority stakes lead up to ${group.head.label}${group.head.country === null ? "" : `, ${group.head.country}`}.`,
          ...(sisters.length === 0
            ? []
            : [`It holds one half or more, step by step, of: ${sisters.map(({ label }) => label).join("; ")}.`]),
          ...listed.map(({ party: each, lists }) => `${each.label} is on ${lists.join(", ")}.`),
        ],
      },
      { ...stakesTable("Stakes", [...up, ...down], true) },
      ...(ended.length === 0 ? [] : [stakesTable("Stakes of other days", ended, false)]),
      ...closing(answer),
    ],
  };
}
