import { z } from "zod";
import type { Book } from "../book/book.ts";
import { cascadeHoldings } from "../control/cascade.ts";
import { INTERESTS } from "../control/facts.ts";
import { holdingsOf } from "../control/holdings.ts";
import { holdsOn } from "../control/in-force.ts";
import { PARTS, partsOf, shareText } from "../control/share.ts";
import { SURE } from "../control/world.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { edgeStake, partyRef, stakeOf } from "./control/control-findings.ts";
import { partyRefSchema, stakeSchema } from "./control/control-result.ts";
import { type ControlWorld, worldBehind } from "./control/control-world.ts";
import { groupHead } from "./control/group-head.ts";
import { heldParty } from "./control/held-party.ts";
import { commandLine } from "./core/command-line.ts";
import type { Context } from "./core/context.ts";
import { amount, shareField } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";

const MOST_EDGES = 2000;

const input = z.object({
  party: z
    .string()
    .trim()
    .min(1)
    .max(400)
    .describe("whose group is asked: a party by id, identifier or exact name, of the store or the book")
    .meta({ placeholder: "NAME" }),
  depth: z.number().int().min(1).max(20).default(8).describe("how many steps up and down").meta({ placeholder: "N" }),
  atLeast: shareField()
    .default("0")
    .describe("only stakes that may be at least this share")
    .meta({ placeholder: "0..1" }),
});

type AffiliatesInput = z.output<typeof input>;

const treeStake = stakeSchema.extend({
  level: z.number().describe("steps from the party: negative above it, positive below"),
});

const affiliatesResult = z.object({
  party: partyRefSchema,
  parties: z.array(
    z.object({
      party: partyRefSchema,
      kind: z.string(),
      level: z.number().describe("steps from the party: negative above it, 0 the party, positive below"),
      low: amount().nullable().describe("integrated share of equity that the party has of it, of those below"),
      high: amount().nullable(),
      lists: z.array(z.string()).describe("lists that name it on the day"),
    }),
  ),
  up: z.array(treeStake).describe("stakes in the party and in those that hold it"),
  down: z.array(treeStake).describe("stakes that the party and those below it hold"),
  ended: z.array(treeStake).describe("stakes of the same parties that do not hold on the day"),
  group: z.object({
    head: partyRefSchema.describe("where majority stakes lead up to; the party itself where none does"),
    members: z
      .array(partyRefSchema)
      .describe("all that the head holds one half or more of, directly or through firms that it holds so"),
  }),
  truncated: z.boolean(),
});

export type AffiliatesResult = z.output<typeof affiliatesResult>;

export const affiliatesOperation = defineOperation({
  name: "affiliates",
  summary:
    "The group of a party: who stands above it and below it, by what stakes, since when, and who its sisters are.",
  description:
    "Use it to see a group as a tree with the days of each stake. Above are those who hold the party, step by step; below, " +
    "what it holds. The group's members are those that its head holds one half or more of, directly or through firms it " +
    "holds so. What a law makes of it is the question control.",
  examples: [
    {
      command: "headwater affiliates --party 'BTR Indonesia'",
      about: "who stands behind the anode plant in Indonesia, and its sisters",
    },
    {
      command: "headwater affiliates --party BTR --at-least 0.5 --on 2024-01-01",
      about: "the majority stakes round its parent on an earlier day",
    },
  ],
  input,
  output: affiliatesResult,
  async run(context, question, days) {
    const book = await context.openBook();
    const asked = await heldParty(context, book, question.party);
    const behind = await worldBehind(context, book, [asked.id], { made: asked.made, days });
    const head = behind.parties[groupHead(behind.world, behind.indexOf.get(asked.id) as number)]?.id ?? asked.id;
    const held = await worldBehind(context, book, [...new Set([asked.id, head])], {
      made: asked.made,
      days,
      below: true,
    });
    const result = findingsOf(
      held,
      held.indexOf.get(asked.id) as number,
      held.indexOf.get(head) as number,
      question,
      days,
    );
    return {
      result,
      coverage: {
        made: asked.made,
        from: null,
        until: null,
        notes: ["A stake that is not recorded is not shown: a group may have more members."],
      },
      warnings: [
        ...asked.warnings,
        ...(result.up.length + result.down.length === 0
          ? ["No stake of or in this party is recorded on this day."]
          : []),
        ...(result.truncated ? [`Only the ${MOST_EDGES} stakes nearest to the party are shown.`] : []),
      ],
      explain: () => explainAffiliates(context, book, question, result),
    };
  },
});

interface LevelEdge {
  readonly edge: number;
  readonly level: number;
}

/** Stakes met going up or down from a party, each once, with the step at which it is met first. */
function walk(held: ControlWorld, party: number, up: boolean, { depth, atLeast }: AffiliatesInput) {
  const { graph } = held.world;
  const least = partsOf(atLeast);
  const byHolder = new Map<number, number[]>();
  if (!up) {
    for (let edge = 0; edge < graph.holder.length; edge++) {
      const holder = graph.holder[edge] as number;
      byHolder.set(holder, [...(byHolder.get(holder) ?? []), edge]);
    }
  }
  const edgesOf = (each: number): readonly number[] => {
    if (!up) return byHolder.get(each) ?? [];
    const [from, until] = [graph.offsets[each] as number, graph.offsets[each + 1] as number];
    return Array.from({ length: until - from }, (_, at) => from + at);
  };
  const levels = new Map([[party, 0]]);
  const edges: LevelEdge[] = [];
  for (const [each, level] of levels) {
    if (Math.abs(level) >= depth) continue;
    const next = up ? level - 1 : level + 1;
    for (const edge of edgesOf(each)) {
      if ((graph.high[edge] as number) < least) continue;
      edges.push({ edge, level: next });
      const other = (up ? graph.holder[edge] : graph.held[edge]) as number;
      if (!levels.has(other)) levels.set(other, next);
    }
  }
  return { levels, edges };
}

function findingsOf(
  held: ControlWorld,
  party: number,
  head: number,
  question: AffiliatesInput,
  days: Days,
): AffiliatesResult {
  const up = walk(held, party, true, question);
  const down = walk(held, party, false, question);
  const members = new Uint8Array(held.world.parties);
  members[party] = SURE;
  const measured = { through: "multiplied", together: true, threshold: PARTS, moreThan: false, passAt: PARTS } as const;
  const [low, high] = (["low", "high"] as const).map((side) => {
    return holdingsOf(held.world, members, ["equity"], measured, side).share;
  }) as [Float64Array, Float64Array];
  const levels = [...up.levels, ...[...down.levels].filter(([each]) => !up.levels.has(each))];
  const shown = new Set(levels.map(([each]) => each));
  const level = new Map(levels);
  const inForce = new Set(held.stakeOfRow);
  const stake = ({ edge, level: at }: LevelEdge) => ({ ...edgeStake(held, edge), level: at });
  const cut = (edges: readonly LevelEdge[]) => edges.slice(0, MOST_EDGES).map(stake);
  return {
    party: partyRef(held, party),
    parties: levels.map(([each, at]) => ({
      party: partyRef(held, each),
      kind: held.parties[each]?.kind ?? "company",
      level: at,
      low: at > 0 ? shareText(low[each] as number) : null,
      high: at > 0 ? shareText(high[each] as number) : null,
      lists: (held.listings.get(each) ?? []).filter((line) => holdsOn(line, days)).map(({ list }) => list),
    })),
    up: cut(up.edges),
    down: cut(down.edges),
    ended: held.stakes.flatMap((each, index) => {
      const known = each.known === null || each.known <= days.known;
      if (inForce.has(index) || !known || !shown.has(each.holder) || !shown.has(each.held)) return [];
      const above = (level.get(each.held) as number) <= 0;
      return [
        {
          ...stakeOf(held, each),
          level: above ? (level.get(each.held) as number) - 1 : (level.get(each.held) as number),
        },
      ];
    }),
    group: { head: partyRef(held, head), members: groupMembers(held, head).map((each) => partyRef(held, each)) },
    truncated: up.edges.length > MOST_EDGES || down.edges.length > MOST_EDGES,
  };
}

/** What the head holds one half or more of, in equity or votes, by the cascade. */
function groupMembers(held: ControlWorld, head: number): readonly number[] {
  const members = new Uint8Array(held.world.parties);
  members[head] = SURE;
  const half = {
    through: "cascade",
    together: true,
    threshold: PARTS / 2,
    moreThan: false,
    passAt: PARTS / 2,
  } as const;
  const { passes } = cascadeHoldings(held.world, members, ["equity", "vote"], half, "low");
  return [...passes.keys()].filter((party) => party !== head && passes[party] === PARTS);
}

function explainAffiliates(
  context: Context,
  book: Book,
  question: AffiliatesInput,
  result: AffiliatesResult,
): Explanation {
  const vintage = context.vintageUsed();
  const cited = new Map([...result.up, ...result.down].map((each) => [each.source, each.locator]));
  return {
    sentence: `${result.up.length} stakes above ${result.party.label} and ${result.down.length} below it hold on the day.`,
    formula: "integrated share = D(I − D)⁻¹, D the direct shares of equity",
    basis: "reported",
    sources: [...cited].map(([source, locator]) => ({
      ...(book.sources.get(source) ?? { id: source, title: source }),
      ...(locator === null ? {} : { locator }),
    })),
    inputs: [{ name: "interests", value: INTERESTS.join(", ") }],
    command: commandLine({ name: "affiliates", input }, question, vintage === null ? {} : { vintage }),
  };
}
