import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { chainOf, type Step } from "../../src/network/attribution/chain.ts";
import { strongComponents } from "../../src/network/attribution/strong-components.ts";
import { traverse } from "../../src/network/attribution/traverse.ts";
import { chainVisits } from "../../src/network/attribution/visits.ts";

/**
 * The chain solver held against the expected nodes, edges and scores of brightway's graph traversal (SOURCE.md beside
 * the files): a process is a state, what one unit of its product takes of other products are its steps.
 */
interface Exchange {
  readonly input: readonly [database: string, code: string];
  readonly amount: number;
  readonly type: "production" | "technosphere" | "biosphere";
}

interface Oracle {
  readonly databases: Readonly<Record<string, Readonly<Record<string, { readonly exchanges: readonly Exchange[] }>>>>;
  readonly methods: readonly (readonly (readonly [flow: readonly [string, string], factor: number])[])[];
  readonly expected: {
    readonly expected_nodes: readonly {
      readonly unique_id: number;
      readonly activity_datapackage_id: string | number;
      readonly reference_product_production_amount: number;
      readonly supply_amount: number;
      readonly cumulative_score: number;
      readonly direct_emissions_score: number;
    }[];
    readonly expected_edges: readonly {
      readonly consumer_unique_id: number;
      readonly producer_unique_id: number;
      readonly amount: number;
    }[];
    readonly expected_flows: readonly { readonly activity_unique_id: number; readonly score: number }[];
  };
}

interface Process {
  readonly id: string;
  readonly product: string;
  readonly makes: number;
  readonly takes: readonly { readonly product: string; readonly amount: number }[];
  /** Per unit of its product. */
  readonly score: number;
}

function processesOf({ databases, methods }: Oracle): Process[] {
  const factor = new Map((methods[0] ?? []).map(([[, flow], score]) => [flow, score]));
  return Object.entries(databases.t ?? {})
    .filter(([, { exchanges }]) => exchanges.some(({ type }) => type === "production"))
    .map(([key, { exchanges }]) => {
      const made = exchanges.find(({ type }) => type === "production") as Exchange;
      const direct = exchanges
        .filter(({ type }) => type === "biosphere")
        .reduce((sum, { amount, input }) => sum + amount * (factor.get(input[1]) ?? 0), 0);
      return {
        id: key.replace(/^t\|/, ""),
        product: made.input[1],
        makes: made.amount,
        takes: exchanges
          .filter(({ type }) => type === "technosphere")
          .map(({ input, amount }) => ({ product: input[1], amount: amount / made.amount })),
        score: direct / made.amount,
      };
    });
}

function load(name: string) {
  const [oracle] = JSON.parse(
    readFileSync(new URL(`graph-traversal/${name}.json`, import.meta.url), "utf8"),
  ) as Oracle[];
  const { expected_nodes, expected_edges, expected_flows } = (oracle as Oracle).expected;
  const processes = processesOf(oracle as Oracle);
  const state = (product: string) => processes.findIndex((process) => process.product === product);
  const steps: Step[] = processes.flatMap(({ takes }, from) =>
    takes.map(({ product, amount }) => ({ from, to: state(product), weight: amount })),
  );
  const chain = chainOf(processes.length, steps);
  const scores = Float64Array.from(processes, ({ score }) => score);
  return { processes, chain, scores, state, expected_nodes, expected_edges, expected_flows };
}

/** `edges` are as many as the original test asserts; the file may list only the first of them. */
const cases = [
  { name: "test_normal_traversal", edges: 6, demand: [["2", 8]], most: 3, depth: 99, score: 24.96 },
  { name: "test_max_depth", edges: 3, demand: [["2", 8]], most: 1000, depth: 2, score: 24.96 },
  {
    name: "test_only_one_layer",
    edges: 2,
    demand: [
      ["2", 8],
      ["1", 10],
    ],
    most: 1000,
    depth: 99,
    score: 9,
  },
  { name: "test_separate_production", edges: 5, demand: [["p2", 8]], most: 3, depth: 99, score: 8 },
] as const;

describe.each(cases)("$name", ({ name, demand, most, depth, score, edges: count }) => {
  const { processes, chain, scores, state, expected_nodes, expected_edges, expected_flows } = load(name);
  const start = new Float64Array(processes.length);
  for (const [product, amount] of demand) start[state(product)] = amount;
  const demanded = demand.map(([product, amount]) => ({ state: state(product), amount }));

  test("has the score of the whole", () => {
    const { visits } = chainVisits(chain, strongComponents(chain), start);
    const total = visits.reduce((sum, made, s) => sum + made * (scores[s] as number), 0);
    expect(total).toBeCloseTo(score, 6);
  });

  test("has the nodes, with what they supply, emit and stand for", () => {
    const { nodes } = traverse(chain, demanded, scores, { visits: most, depth, cutoff: 0.001 });
    const found = nodes.map((node) => ({
      process: processes[node.state]?.id ?? "",
      supply: node.amount / (processes[node.state]?.makes ?? 1),
      direct: node.direct,
      cumulative: node.cumulative,
    }));
    const wanted = expected_nodes
      .filter(({ unique_id }) => unique_id >= 0)
      .map((node) => ({
        process: String(node.activity_datapackage_id).replace(/^@[ta](.*)_id$/, "$1"),
        supply: node.supply_amount,
        direct: node.direct_emissions_score,
        cumulative: node.cumulative_score,
      }));
    expect(found.map(({ process }) => process)).toEqual(wanted.map(({ process }) => process));
    found.forEach((node, i) => {
      expect(node.supply).toBeCloseTo(wanted[i]?.supply as number, 6);
      expect(node.direct).toBeCloseTo(wanted[i]?.direct as number, 6);
      expect(node.cumulative).toBeCloseTo(wanted[i]?.cumulative as number, 6);
    });
  });

  test("has the edges, with their amounts", () => {
    const { edges } = traverse(chain, demanded, scores, { visits: most, depth, cutoff: 0.001 });
    expect(edges).toHaveLength(count);
    const listed = edges.slice(0, expected_edges.length);
    expect(listed.map(({ consumer, producer }) => [consumer, producer])).toEqual(
      expected_edges.map((edge) => [edge.consumer_unique_id, edge.producer_unique_id]),
    );
    listed.forEach(({ amount }, i) => {
      expect(amount).toBeCloseTo(expected_edges[i]?.amount as number, 6);
    });
  });

  test("has the flows of each node that is not left out", () => {
    const { nodes } = traverse(chain, demanded, scores, { visits: most, depth, cutoff: 0.001 });
    const byNode = new Map<number, number>();
    for (const { activity_unique_id: at, score: flow } of expected_flows) byNode.set(at, (byNode.get(at) ?? 0) + flow);
    for (const [at, flow] of byNode) expect(nodes[at]?.direct).toBeCloseTo(flow, 6);
  });
});
