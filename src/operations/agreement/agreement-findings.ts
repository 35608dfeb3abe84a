import { formatHs } from "../../vocab/hs-code.ts";
import type { AgreementInput } from "./agreement-input.ts";
import type { AgreementResult } from "./agreement-result.ts";
import type { AgreementRun } from "./run-agreement.ts";

type Assumption = AgreementResult["assumptions"][number];

/** All that the answer rests on and no source states, each once. */
export function assumptionsOf(agreement: AgreementInput, { nodes }: AgreementRun): Assumption[] {
  const rules = agreement.rules.floor;
  const found: Assumption[] = [
    ...(rules === undefined
      ? []
      : [
          {
            name: "α of the floor",
            value: String(rules.alpha),
            basis: "assumed" as const,
            source: rules.source ?? null,
            about: "How much of the reference price the floor is, is a choice of policy.",
          },
          {
            name: "ordinary duty on imports below the floor",
            value: String(rules.duty),
            basis: "assumed" as const,
            source: null,
            about: "One rate for all members, of which the levy is taken off.",
          },
        ]),
    ...(agreement.rules.facility_tariff === undefined
      ? []
      : [
          {
            name: "rate of the tariff by owner",
            value: String(agreement.rules.facility_tariff.rate),
            basis: agreement.rules.facility_tariff.basis ?? ("assumed" as const),
            source: agreement.rules.facility_tariff.source ?? null,
            about: agreement.rules.facility_tariff.note ?? "As the file states it.",
          },
        ]),
    ...nodes.flatMap(({ node, assumptions }) => [
      ...assumptions,
      ...node.supply
        .filter(({ basis }) => basis === "assumed")
        .map(({ name, tonnes, source, note }) => ({
          name: `capacity of ${name}`,
          value: `${tonnes} t a year`,
          ...{ basis: "assumed" as const, source },
          about: note ?? "As the file assumes it.",
        })),
      ...node.supply
        .filter(({ from, basis }) => from !== null && basis !== "assumed")
        .map(({ name, from, note }) => ({
          name: `first year of ${name}`,
          value: String(from),
          ...{ basis: "assumed" as const, source: null },
          about: note ?? "The figure is of the source, the year of the file.",
        })),
    ]),
  ];
  return [...new Map(found.map((each) => [`${each.name} ${each.value}`, each])).values()];
}

/** What the answer cannot see. */
export function agreementNotes({ rules }: AgreementInput, { nodes }: AgreementRun): readonly string[] {
  const found = nodes.map(({ node }) => node);
  return [
    "It is what the trade that the data hold would owe, and what stated plants could make: nobody buys elsewhere, builds more or sells for less because of it.",
    "Statistics of trade hold no sales at home, and a code of six digits holds more than the goods that a chain is about.",
    "Capacity is taken at full use, and each figure as its source has it: who is not named by a source has none here.",
    ...(found.some(({ supply }) => supply.some(({ phase }) => phase !== "operational"))
      ? ["Planned and under construction may never run; what has no year counts in none."]
      : []),
    ...(found.some(({ levy }) => levy !== null)
      ? [
          "A levy goes by the mean price of all that one country sold another in the year; no single lot is at the mean, and the terms of the statistics may not be those of the price.",
        ]
      : []),
    ...(rules.facility_tariff !== undefined && found.every(({ bills }) => bills === null)
      ? [
          "Statistics name no parties, so that whose goods would owe the tariff by owner is not seen; plants that sources name are judged.",
        ]
      : []),
    ...(found.some(({ bills }) => bills !== null)
      ? ["Who sells on a bill is taken for the maker, unless it is known to trade in what others make."]
      : []),
    ...(rules.ban === undefined
      ? []
      : ["A ban is held against who sold to members; listed parties further up are found by screen and trace."]),
  ];
}

/** What a reader must know before quoting a figure. */
export function agreementWarnings(
  { from }: AgreementInput,
  { nodes, grounds, warnings }: AgreementRun,
): readonly string[] {
  const oneSided = new Map<string, string[]>();
  const others = nodes.flatMap(({ node }, at) => {
    const code = `HS ${formatHs(node.product.code)}`;
    const { trade, reference, levy, inputsMissing, inputs } = node;
    if (trade !== null && trade.reporters !== null) {
      const does = trade.dataset.side === "export" ? "sold" : "bought";
      const told = `is what ${trade.reporters.map(({ label }) => label).join(", ")} ${does}: nobody else reports in “${trade.dataset.source}”, so that what members buy of others, and sell, is not seen.`;
      oneSided.set(told, [...(oneSided.get(told) ?? []), code]);
    }
    const silent = grounds[at]?.bills?.silent ?? 0;
    const confidential = grounds[at]?.plants.filter((plant) => plant.confidential).length ?? 0;
    const unclear = node.supply.flatMap(({ name, verdict, counts }) => (verdict === "open" && counts ? [name] : []));
    const unmet = reference?.years.filter(({ central }) => central === null) ?? [];
    return [
      ...(node.supply.length === 0
        ? [`No capacity in members is known for ${code}: what they can make is not 0 but unknown.`]
        : []),
      ...(unmet.length > 0
        ? [
            `The plants that are priced do not meet the demand for ${code}${unmet.map(({ year }) => (year === null ? "" : ` ${year}`)).join(",")}: there is no reference price then.`,
          ]
        : []),
      ...(levy !== null && levy.year !== null && from !== undefined && levy.year > Number(from.slice(0, 4))
        ? [`The floor of ${code} goes by the reference price of ${levy.year}: in the years before there is none.`]
        : []),
      ...(unclear.length > 0
        ? [
            `Whether the tariff by owner holds for ${unclear.join(", ")} is open: nobody's stakes in them are known. They count.`,
          ]
        : []),
      ...(reference !== null && reference.open.length > 0
        ? [
            `The rule of control does not decide of ${reference.open.map(({ name }) => name).join(", ")}; they are taken as the file says.`,
          ]
        : []),
      ...(inputsMissing.length > 0 && inputs.length === 0
        ? [`The store holds no trade of any of the ${inputsMissing.length} inputs of ${code}.`]
        : []),
      ...(confidential > 0
        ? [`Figures of ${confidential} plants of ${code} are confidential: this answer is not for publication.`]
        : []),
      ...(silent > 0 ? [`${silent} bills of ${code} state no value and are left out.`] : []),
    ];
  });
  return [...warnings, ...[...oneSided].map(([told, codes]) => `Trade in ${codes.join(" and ")} ${told}`), ...others];
}
