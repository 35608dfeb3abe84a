import type { Book } from "../../book/book.ts";
import type { InputLink } from "../../network/input-link.ts";
import type { Network } from "../../network/network.ts";
import type { Intermediate, Transshipment } from "../../network/transshipment.ts";
import type { Movement } from "../../network/transshipment-sums.ts";
import { reportRegion } from "../../vocab/country-group.ts";
import { divide, format, fromUnits } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { fromEpochDay } from "../../vocab/iso-date.ts";
import { countryLabel, productLabel } from "./labels.ts";
import { partyLabel } from "./party.ts";
import { sharesOf } from "./shares.ts";
import { writeCents, writeGrams } from "./split-parts.ts";
import type { IntermediateResult, MovementResult, TransshipmentResult } from "./transshipment-result.ts";

interface Findings {
  readonly book: Book;
  readonly network: Network;
  readonly found: Transshipment;
  readonly links: readonly InputLink[];
  readonly revision: number;
  readonly by: "party" | "country";
  readonly top: number;
}

const RATIO_PLACES = 4;

/** `part` over `whole` with four places; null where there is no whole. */
export function ratio(part: bigint, whole: bigint): string | null {
  return whole === 0n ? null : format(divide(fromUnits(part, 0), fromUnits(whole, 0), RATIO_PLACES));
}

function unitValue({ priced }: Movement): string | null {
  return priced.kg === 0n ? null : format(divide(fromUnits(priced.usd, 2), fromUnits(priced.kg, 3), RATIO_PLACES));
}

export function movementResult(movement: Movement): MovementResult {
  const { rows, rowsWithoutValue, rowsWithoutWeight, usd, estimatedUsd, kg, firstDay, lastDay } = movement;
  return {
    rows,
    rowsWithoutValue,
    rowsWithoutWeight,
    usd: writeCents(usd),
    estimatedUsd: writeCents(estimatedUsd),
    kg: writeGrams(kg),
    unitValue: unitValue(movement),
    first: firstDay === null ? null : fromEpochDay(firstDay),
    last: lastDay === null ? null : fromEpochDay(lastDay),
  };
}

function intermediateResult(line: Intermediate, { book, network, links, revision, by }: Findings): IntermediateResult {
  const { entered, bought, left, leftAs, leftUsd, passable } = line;
  const [fromOrigin = "0"] = sharesOf([entered.usd, bought.usd - entered.usd]);
  const kinds = new Map(links.map((link) => [link.outputHs as string, link.kind]));
  return {
    key: line.key === "" ? "unknown" : line.key,
    label: by === "country" ? countryLabel(line.key) : partyLabel(network, line.key),
    country: line.country || null,
    entered: movementResult(entered),
    bought: { usd: writeCents(bought.usd), kg: writeGrams(bought.kg) },
    shareFromOrigin: fromOrigin,
    left: movementResult(left),
    leftAs: leftAs.map(({ product, movement }) => ({
      product,
      label: productLabel(book, product, revision),
      kind: kinds.get(product) ?? "component",
      ...movementResult(movement),
    })),
    leftUsd: writeCents(leftUsd),
    statesOrigin: writeCents(line.statesOrigin),
    ratioUsd: ratio(leftUsd, entered.usd),
    ratioKg: ratio(left.kg, entered.kg),
    passable: writeCents(passable),
    passableSame: writeCents(passableSame(line)),
    inOrder: line.inOrder,
  };
}

/** Of what could have passed, what can have left as the product itself. */
function passableSame({ passable, left }: Intermediate): bigint {
  if (left.usd < passable) return left.usd;
  return passable;
}

interface Sums {
  readonly intermediates: number;
  readonly rows: number;
  readonly entered: bigint;
  readonly estimated: bigint;
  readonly left: bigint;
  readonly passable: bigint;
  readonly same: bigint;
}

const NONE: Sums = { intermediates: 0, rows: 0, entered: 0n, estimated: 0n, left: 0n, passable: 0n, same: 0n };

function plus(sums: Sums, line: Intermediate): Sums {
  return {
    intermediates: sums.intermediates + 1,
    rows:
      sums.rows + line.leftAs.reduce((rows, { movement }) => rows + movement.rows, line.entered.rows + line.left.rows),
    entered: sums.entered + line.entered.usd,
    estimated: line.leftAs.reduce(
      (sum, { movement }) => sum + movement.estimatedUsd,
      sums.estimated + line.entered.estimatedUsd + line.left.estimatedUsd,
    ),
    left: sums.left + line.leftUsd,
    passable: sums.passable + line.passable,
    same: sums.same + passableSame(line),
  };
}

function byRegion(lines: readonly Intermediate[]): TransshipmentResult["regions"] {
  const regions = new Map<string, Sums>();
  for (const line of lines) {
    const key = reportRegion(line.country);
    regions.set(key, plus(regions.get(key) ?? NONE, line));
  }
  const sorted = [...regions].sort(([a, x], [b, y]) =>
    x.passable === y.passable ? (a < b ? -1 : 1) : x.passable > y.passable ? -1 : 1,
  );
  const shares = sharesOf(sorted.map(([, { passable }]) => passable));
  return sorted.map(([key, { intermediates, entered, left, passable }], at) => ({
    key,
    intermediates,
    entered: writeCents(entered),
    left: writeCents(left),
    passable: writeCents(passable),
    share: shares[at] ?? "0",
  }));
}

type Figures = "outputs" | "direct" | "bought" | "total" | "regions" | "intermediates" | "others";

/** The network's integers as labelled, exact figures. */
export function transshipmentFindings(findings: Findings): Pick<TransshipmentResult, Figures> {
  const { book, network, found, links, revision, top } = findings;
  const held = new Set(network.products);
  const total = found.intermediates.reduce(plus, NONE);
  const listed = found.intermediates.slice(0, top);
  const [estimated = "0"] = sharesOf([total.estimated, total.entered + total.left - total.estimated]);
  const restOfBought = found.bought.usd > total.same ? found.bought.usd - total.same : 0n;
  const [shareOfBought = "0"] = sharesOf([total.same, restOfBought]);
  return {
    outputs: links.map(({ outputHs, kind, basis }) => ({
      code: outputHs,
      label: productLabel(book, outputHs, revision),
      kind,
      basis,
      held: held.has(outputHs),
    })),
    direct: movementResult(found.direct),
    bought: movementResult(found.bought),
    total: {
      intermediates: total.intermediates,
      rows: total.rows,
      entered: writeCents(total.entered),
      left: writeCents(total.left),
      passable: writeCents(total.passable),
      passableSame: writeCents(total.same),
      estimated,
      shareOfBought,
    },
    regions: byRegion(found.intermediates),
    intermediates: listed.map((line) => intermediateResult(line, findings)),
    others: {
      count: found.intermediates.length - listed.length,
      passable: writeCents(found.intermediates.slice(top).reduce((sum, { passable }) => sum + passable, 0n)),
    },
  };
}

/** What a reader must know before using the answer. */
export function transshipmentWarnings({ product, origin, to, direct, total, intermediates }: TransshipmentResult) {
  const warnings: string[] = [];
  const code = formatHs(product.code);
  if (total.intermediates === 0) {
    warnings.push(
      `The data hold nobody who bought HS ${code} from ${origin.label} and sold it, or what it goes into, to ${to.label} under these filters.`,
    );
  }
  if (total.intermediates === 0 && direct.rows === 0) {
    warnings.push(`Nor do they hold a row of HS ${code} from ${origin.label} to ${to.label}.`);
  }
  const silent = intermediates.filter(({ entered, left }) => entered.rowsWithoutValue + left.rowsWithoutValue > 0);
  if (silent.length > 0) {
    const rows = silent.reduce((sum, { entered, left }) => sum + entered.rowsWithoutValue + left.rowsWithoutValue, 0);
    warnings.push(`${rows} rows of those listed state no value and add nothing to the sums.`);
  }
  if (Number(total.estimated) > 0) {
    warnings.push(
      `${(100 * Number(total.estimated)).toFixed(1)} % of the value that entered and left is estimated: those rows give none in USD.`,
    );
  }
  return warnings;
}
