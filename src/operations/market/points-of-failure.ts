import type { Basis } from "../../evidence/basis.ts";
import { type Attribution, attribute } from "../../network/attribution/attribute.ts";
import type { Lens } from "../../network/attribution/lens.ts";
import { failurePoints } from "../../network/failure-points.ts";
import { decimal, format, minus, ONE, trim } from "../../vocab/decimal.ts";
import type { Hs6 } from "../../vocab/hs-code.ts";
import { isoDate } from "../../vocab/iso-date.ts";
import { type ControlLens, OPEN_CONTROL } from "../control/control-lens.ts";
import type { Context } from "../core/context.ts";
import { writeShareOf } from "../trade/attribution-lines.ts";
import { type ChainGround, chainGround } from "../trade/chain-ground.ts";
import { facilityLabel } from "../trade/facility.ts";
import { countryLabel } from "../trade/labels.ts";
import { partyLabel } from "../trade/party.ts";
import type { TradeDataset } from "../trade/trade-dataset.ts";
import type { FailurePointFound } from "./concentration-result.ts";

/** Purchases of a country in one year, and how far they are followed. */
export interface YearOfPurchases {
  readonly product: Hs6;
  readonly to: string;
  readonly inputs: "all" | "same";
  readonly year: string;
}

/** Those purchases attributed in one dataset, with all that the attribution rests on. */
export interface AttributedYear {
  readonly ground: ChainGround;
  readonly attribution: Attribution;
  readonly year: string;
}

export async function attributedYear(
  context: Context,
  { data, source, side, frequency }: TradeDataset,
  { product, to, inputs, year }: YearOfPurchases,
): Promise<AttributedYear> {
  const question = {
    ...{ inputs, data, source, observedOnly: false },
    ...(side === null ? {} : { side }),
    ...(frequency === null ? {} : { frequency }),
    since: isoDate(`${year}-01-01`),
    until: isoDate(`${Number(year) + 1}-01-01`),
  };
  const roots = { products: [product], countries: [to] };
  const ground = await chainGround(context, [product], question, () => ({ ...roots, party: undefined }));
  return {
    ground,
    attribution: attribute(ground.network, ground.links, { ...ground.asked, root: { kind: "purchases", ...roots } }),
    year,
  };
}

/**
 * Without whom least is left of the purchases, by the network: countries, and in records of shipments parties and their
 * facilities, and all parties of one country in the end where `control` is given.
 */
export function pointsOfFailure(
  attributed: AttributedYear,
  most: number,
  control: ControlLens | null = null,
): FailurePointFound[] {
  const { ground, attribution, year } = attributed;
  const { network, dataset } = ground;
  const named = dataset.data === "shipments";
  const kinds: readonly Kind[] = [
    { kind: "country", lens: "origin", labelOf: countryLabel, countryOf: () => null },
    ...(control === null
      ? []
      : [{ kind: "control", lens: namedAlone(control), labelOf: countryLabel, countryOf: () => null } as const]),
    ...(named
      ? [
          {
            kind: "party",
            lens: "party",
            labelOf: (id: string) => partyLabel(network, id),
            countryOf: (id: string) => network.parties.country(network.parties.find(id)),
          } as const,
        ]
      : []),
    ...(named && network.facilities.count > 1
      ? [
          {
            kind: "facility",
            lens: "facility",
            labelOf: (id: string) => facilityLabel(network, id),
            countryOf: (id: string) => operatorCountry(network, id),
          } as const,
        ]
      : []),
  ];
  const basis = weakestOf(attribution);
  return kinds.flatMap(({ kind, lens, labelOf, countryOf }) =>
    failurePoints(attribution, lens, most).map(({ key, face, added, passing }): FailurePointFound => {
      const country = countryOf(key) || null;
      const written = writeShareOf(passing);
      return {
        ...{
          key,
          label: labelOf(key),
          kind,
          country: country === null ? null : { key: country, label: countryLabel(country) },
        },
        ...{ face: writeShareOf(face), lookThrough: writeShareOf(added), passing: written },
        left: format(trim(minus(ONE, decimal(written)))),
        ...{ basis, data: dataset.data, source: dataset.source, year },
      };
    }),
  );
}

interface Kind {
  readonly kind: FailurePointFound["kind"];
  readonly lens: Lens;
  readonly labelOf: (key: string) => string;
  readonly countryOf: (key: string) => string | null;
}

function operatorCountry({ facilities, parties }: ChainGround["network"], id: string): string | null {
  const operator = facilities.operator(facilities.find(id));
  return operator < 0 ? null : parties.country(operator);
}

/** What ranges of stakes leave open is nobody's that could be taken away. */
function namedAlone(control: ControlLens): Lens {
  return {
    name: control.name,
    keyOf: (...asked) => {
      const key = control.keyOf(...asked);
      return key === OPEN_CONTROL ? "" : key;
    },
  };
}

/** The weakest way in which something is known that the shares rest on; trade itself is reported. */
function weakestOf({ passedOn, estimated }: Attribution): Basis {
  if (passedOn.assumed > 0) return "assumed";
  return estimated > 0 || passedOn.estimated > 0 ? "estimated" : "reported";
}
