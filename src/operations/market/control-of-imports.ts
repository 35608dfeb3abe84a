import type { Book } from "../../book/book.ts";
import { InvalidInput } from "../../errors.ts";
import { originOf } from "../../network/attribution/lens.ts";
import { fromUnits } from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { type ControlLens, controlLens, OPEN_CONTROL } from "../control/control-lens.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";
import { centsOf, units } from "../trade/attribution-lines.ts";
import { yearsOf } from "../trade/calendar-years.ts";
import { chooseDataset, type TradeDataset, tradeDatasets } from "../trade/trade-dataset.ts";
import type { ConcentrationYear, FailurePointFound } from "./concentration-result.ts";
import { type AttributedYear, attributedYear, pointsOfFailure } from "./points-of-failure.ts";
import { yearOfControl } from "./year-of-shares.ts";

interface Asked {
  readonly product: Hs6;
  readonly to: string;
  readonly inputs: "all" | "same";
  readonly source?: string | undefined;
  readonly top: number;
  readonly points: number;
}

export interface ControlOfImports {
  readonly dataset: TradeDataset;
  readonly years: ConcentrationYear[];
  readonly without: FailurePointFound[];
}

/** The one dataset of shipments that holds the product. Throws InvalidInput where no parties are named. */
async function shipmentsOf(context: Context, book: Book, { product, source }: Asked): Promise<TradeDataset> {
  const held = await tradeDatasets(context, product);
  if (!held.some(({ data }) => data === "shipments")) {
    throw new InvalidInput("Trade statistics name countries and not parties, so that they say of nobody whose it is.", {
      hint: "Import records of shipments, or leave --to out for the makers that documents and the store name.",
    });
  }
  return await chooseDataset(context, book, product, { data: "shipments", source });
}

/** Of what a country bought in each year, where it was added through all tiers, by the country of ultimate control. */
export async function controlOfImports(
  context: Context,
  book: Book,
  asked: Asked,
  days: Days,
): Promise<ControlOfImports> {
  const dataset = await shipmentsOf(context, book, asked);
  const years: ConcentrationYear[] = [];
  let last: { readonly attributed: AttributedYear; readonly control: ControlLens } | null = null;
  for (const { year } of yearsOf({ since: dataset.from ?? undefined, until: dataset.until ?? undefined })) {
    context.signal?.throwIfAborted();
    const attributed = await attributedYear(context, dataset, { ...asked, year });
    if (attributed.attribution.empty) continue;
    const { network } = attributed.ground;
    const control = await controlLens(context, book, network, partiesOf(attributed), { made: dataset.made, days });
    const shares = controlledYear(attributed, control, asked.top);
    years.push({ ...shares, source: dataset.source, series: null, tests: [] });
    last = { attributed, control };
  }
  const without = last === null ? [] : pointsOfFailure(last.attributed, asked.points, last.control);
  return { dataset, years, without };
}

/** Everybody in the chain, whether they add anything or only pass it on. */
function partiesOf({ attribution }: AttributedYear): ReadonlySet<number> {
  const { shared } = attribution.solved;
  return new Set(shared.cone.nodes.party.subarray(0, shared.nodes));
}

const UNKNOWN = "unknown";

function controlledYear({ attribution, year }: AttributedYear, control: ControlLens, top: number) {
  const { shared, added } = attribution.solved;
  const { cone } = shared;
  const originAt = originOf(cone);
  const sums = new Map<string, { readonly key: string; readonly recorded: boolean; share: number }>();
  for (let node = 0; node < shared.nodes; node++) {
    const share = added[node] as number;
    if (share === 0) continue;
    const party = cone.nodes.party[node] as number;
    const key = control.keyOf(party, "", () => originAt(node)) || UNKNOWN;
    const recorded = control.isRecorded(party);
    const line = sums.get(`${key} ${recorded}`) ?? { key, recorded, share: 0 };
    sums.set(`${key} ${recorded}`, line);
    line.share += share;
  }
  const lines = [...sums.values()];
  const cents = centsOf(
    [...lines, { share: attribution.untraced }].map(({ share }) => units(share)),
    attribution.root.usd,
  );
  const amountOf = (which: (line: (typeof lines)[number]) => boolean) =>
    fromUnits(
      lines.reduce((sum, line, at) => (which(line) ? sum + (cents[at] ?? 0n) : sum), 0n),
      2,
    );
  const keys = [...new Set(lines.map(({ key }) => key))].filter((key) => key !== UNKNOWN && key !== OPEN_CONTROL);
  return yearOfControl(
    year,
    keys.map((key) => ({
      key,
      amount: amountOf((line) => line.key === key),
      recorded: amountOf((line) => line.key === key && line.recorded),
    })),
    [
      { key: UNKNOWN, label: "Not known whose", amount: amountOf(({ key }) => key === UNKNOWN) },
      {
        key: OPEN_CONTROL,
        label: "Left open by ranges of stakes",
        amount: amountOf(({ key }) => key === OPEN_CONTROL),
      },
      { key: "untraced", label: "Untraced: nobody was seen to sell it", amount: fromUnits(cents.at(-1) ?? 0n, 2) },
    ],
    top,
  );
}
