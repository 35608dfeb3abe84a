import {
  ELASTICITY_KINDS,
  type ElasticityKind,
  type GsimElasticities,
  type GsimModel,
  type GsimSolution,
} from "./gsim-model.ts";
import { solveGsim } from "./solve-gsim.ts";

/** The lowest and the highest number of each elasticity; equal to the central one where it is not in doubt. */
export interface ElasticityBand {
  readonly low: GsimElasticities;
  readonly high: GsimElasticities;
}

/** The model solved again with the elasticities of one kind at an end of their band, all others central. */
export interface GsimRun {
  readonly kind: ElasticityKind;
  readonly side: "low" | "high";
  /** Null where nothing pins the prices. */
  readonly solution: GsimSolution | null;
}

/** One kind at a time, both ends; a kind whose band is closed is left out. */
export function gsimSensitivity(model: GsimModel, band: ElasticityBand): readonly GsimRun[] {
  return ELASTICITY_KINDS.flatMap((kind) =>
    (["low", "high"] as const).flatMap((side): GsimRun[] => {
      const central = model.elasticities[kind];
      const moved = band[side][kind];
      if (moved.every((elasticity, at) => elasticity === central[at])) return [];
      const elasticities = { ...model.elasticities, [kind]: moved };
      return [{ kind, side, solution: solveGsim({ ...model, elasticities }) }];
    }),
  );
}
