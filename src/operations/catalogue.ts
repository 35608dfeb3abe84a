import type { Operation } from "./core/operation.ts";

/** What can be said of an operation or a task before its file is loaded, so that `--help` is quick. */
export interface Entry<Loaded> {
  readonly name: string;
  /** The same sentence as in the file; a test compares them. */
  readonly summary: string;
  load(): Promise<Loaded>;
}

/** Questions that one kind of work asks, with what it asks for. */
export interface Desk {
  readonly title: string;
  readonly questions: readonly Entry<Operation>[];
}

/** Every question there is by desk, in the order in which they are listed to people. A test compares it with the folder. */
export const DESKS: readonly Desk[] = [
  {
    title: "Trace: who stands behind it",
    questions: [
      {
        name: "trace",
        summary: "Who stands, tier by tier, behind a product that a country or a party buys.",
        load: async () => (await import("./trace.ts")).traceOperation,
      },
      {
        name: "chain",
        summary: "Who sells to whom, tier by tier, behind a product that a country or a party buys.",
        load: async () => (await import("./chain.ts")).chainOperation,
      },
      {
        name: "suppliers",
        summary: "Who sells a product directly to a country or a party, at what value, weight and price.",
        load: async () => (await import("./suppliers.ts")).suppliersOperation,
      },
      {
        name: "shipments",
        summary: "The single bills or rows of statistics between sellers and buyers, with the file and line of each.",
        load: async () => (await import("./shipments.ts")).shipmentsOperation,
      },
      {
        name: "company",
        summary:
          "What is known of one party or country: names, ids, group, plants, figures and what they imply, claims, and its trade.",
        load: async () => (await import("./company.ts")).companyOperation,
      },
      {
        name: "paths",
        summary: "The strongest chains between what a country or a party buys and a party, a country or a product.",
        load: async () => (await import("./paths.ts")).pathsOperation,
      },
      {
        name: "transshipment",
        summary: "Who buys a product from one country and sells it, or what it goes into, to another.",
        load: async () => (await import("./transshipment.ts")).transshipmentOperation,
      },
      {
        name: "exposure",
        summary:
          "Which buyers depend on a party, a country or a product, by attributed value and share of their purchases.",
        load: async () => (await import("./exposure.ts")).exposureOperation,
      },
    ],
  },
  {
    title: "Control: whose is it",
    questions: [
      {
        name: "control",
        summary:
          "Whose a party is under each rule of control, with the path that proves it and how near it is to turning.",
        load: async () => (await import("./control.ts")).controlOperation,
      },
      {
        name: "affiliates",
        summary:
          "The group of a party: who stands above it and below it, by what stakes, since when, and who its sisters are.",
        load: async () => (await import("./affiliates.ts")).affiliatesOperation,
      },
      {
        name: "screen",
        summary: "Which names of official lists a name, or a list of names, is like, and how sure that is.",
        load: async () => (await import("./screen.ts")).screenOperation,
      },
      {
        name: "cost-ratio",
        summary:
          "Whether enough of the direct cost of a thing comes of others than prohibited foreign entities, and what must change.",
        load: async () => (await import("./cost-ratio.ts")).costRatioOperation,
      },
    ],
  },
  {
    title: "Flows and market: did it move, who makes it",
    questions: [
      {
        name: "flows",
        summary:
          "What one country sold another of a product, period by period: value, weight, unit value, totals and changes.",
        load: async () => (await import("./flows.ts")).flowsOperation,
      },
      {
        name: "mirror",
        summary:
          "What the exporter and the importer each report of one flow, how far apart they are, and what lies between.",
        load: async () => (await import("./mirror.ts")).mirrorOperation,
      },
      {
        name: "diversion",
        summary:
          "Whether a product may go round by a third country since a measure or a day, with every signal and what speaks against.",
        load: async () => (await import("./diversion.ts")).diversionOperation,
      },
      {
        name: "concentration",
        summary:
          "How far imports, exports, production or control of a product rest on few, and which tests of dependency that meets.",
        load: async () => (await import("./concentration.ts")).concentrationOperation,
      },
      {
        name: "capacity",
        summary: "What can be made of a product or in a country, by phase, stage, period, country and who controls it.",
        load: async () => (await import("./capacity.ts")).capacityOperation,
      },
      {
        name: "minerals",
        summary:
          "A board by mineral: production, control, reserves, reliance, prices, trade, measures in force, sources' conflicts.",
        load: async () => (await import("./minerals.ts")).mineralsOperation,
      },
      {
        name: "claims",
        summary:
          "What documents state, beside what the book and the store compute: reproduced, inconsistent, stale or open.",
        load: async () => (await import("./claims.ts")).claimsOperation,
      },
    ],
  },
  {
    title: "Duty and law: what is owed, what may be sold",
    questions: [
      {
        name: "duty",
        summary:
          "What is owed on goods at the border on a day, as known on a day, measure by measure, and why not the others.",
        load: async () => (await import("./duty.ts")).dutyOperation,
      },
      {
        name: "duty-timeline",
        summary: "Every day on which what is owed on the same goods changes, by how much and why.",
        load: async () => (await import("./duty-timeline.ts")).dutyTimelineOperation,
      },
      {
        name: "landed-cost",
        summary:
          "What goods of several origins or suppliers cost at the door: price, carriage, duties, fees, and the break-even.",
        load: async () => (await import("./landed-cost.ts")).landedCostOperation,
      },
      {
        name: "measures",
        summary: "The duties, trade-remedy cases and fees of the book, by code, origin, programme and day.",
        load: async () => (await import("./measures.ts")).measuresOperation,
      },
      {
        name: "case",
        summary:
          "One trade-remedy case: its stages, rates by company and period, scope by article and date, and outcome.",
        load: async () => (await import("./case.ts")).caseOperation,
      },
      {
        name: "restrictions",
        summary:
          "Whether goods, a technology or an investment fall under an export control on a day, and what would decide it.",
        load: async () => (await import("./restrictions.ts")).restrictionsOperation,
      },
      {
        name: "watch",
        summary:
          "What comes due, begins or ends, what was due and is silent, what changed, and what sources disagree about.",
        load: async () => (await import("./watch.ts")).watchOperation,
      },
    ],
  },
  {
    title: "What if: a link breaks, a law changes",
    questions: [
      {
        name: "whatif",
        summary:
          "What a scenario does: who is hit and when, what is owed, what could be bought instead, and what has no source.",
        load: async () => (await import("./whatif.ts")).whatIfOperation,
      },
      {
        name: "alternatives",
        summary:
          "Who could bring what a country buys of a product in place of those to be avoided, at what cost, and what is left without a source.",
        load: async () => (await import("./alternatives.ts")).alternativesOperation,
      },
      {
        name: "cascade",
        summary:
          "How far the failure of one firm spreads to customers and suppliers, and which firm's failure costs most.",
        load: async () => (await import("./cascade.ts")).cascadeOperation,
      },
      {
        name: "gsim",
        summary:
          "What new tariffs or a ban do to trade, prices, tariff revenue and welfare of any number of countries.",
        load: async () => (await import("./gsim.ts")).gsimOperation,
      },
    ],
  },
  {
    title: "Prices: what is fair, and what a tool pays",
    questions: [
      {
        name: "prices",
        summary:
          "Prices of the store by series: product, grade, terms, currency and unit, brought to those that are asked.",
        load: async () => (await import("./prices.ts")).pricesOperation,
      },
      {
        name: "reference-price",
        summary:
          "The marginal cost of supply inside an agreement: a cost curve of plants, where demand meets it, and what follows.",
        load: async () => (await import("./reference-price.ts")).referencePriceOperation,
      },
      {
        name: "price-tool",
        summary:
          "What a floor, band, levy, minimum price, quota, contract or stockpile pays month by month, who pays, and what triggers it.",
        load: async () => (await import("./price-tool.ts")).priceToolOperation,
      },
      {
        name: "agreement",
        summary:
          "What an agreement among countries covers, costs and hits, and what one more member or plant is worth.",
        load: async () => (await import("./agreement.ts")).agreementOperation,
      },
    ],
  },
  {
    title: "Knowing more: of a figure, a name, a code, the store",
    questions: [
      {
        name: "explain",
        summary: "What one figure of an answer is made of, down to the rows of the source files.",
        load: async () => (await import("./explain.ts")).explainOperation,
      },
      {
        name: "coverage",
        summary: "How much of the official imports of a product the shipments of the store explain, year by year.",
        load: async () => (await import("./coverage.ts")).coverageOperation,
      },
      {
        name: "search",
        summary: "What the store and the book know by a name, a code or a word: companies, products and countries.",
        load: async () => (await import("./search.ts")).searchOperation,
      },
      {
        name: "classify",
        summary: "Which HS codes a description of goods may belong to, with the reason for each.",
        load: async () => (await import("./classify.ts")).classifyOperation,
      },
      {
        name: "inputs",
        summary: "What a product is made of and with, or what it goes into, by the input map.",
        load: async () => (await import("./inputs.ts")).inputsOperation,
      },
      {
        name: "status",
        summary: "What the store holds: sources, rows, rejected records, and the vintages that can still be asked of.",
        load: async () => (await import("./status.ts")).statusOperation,
      },
      {
        name: "rejects",
        summary: "Which records of the imported files could not be read, where they stand and why.",
        load: async () => (await import("./rejects.ts")).rejectsOperation,
      },
    ],
  },
];

export const OPERATION_CATALOGUE: readonly Entry<Operation>[] = DESKS.flatMap(({ questions }) => questions);
