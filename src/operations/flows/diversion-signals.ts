import type { LegChange } from "../../flows/leg-change.ts";
import { periodText } from "../../flows/periods.ts";
import type { JudgedCandidate } from "../../flows/triangle.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import { countryLabel } from "../trade/labels.ts";
import type { Ground, WeighedCandidate } from "./diversion-evidence.ts";
import type { SignalResult } from "./diversion-result.ts";
import { evidenceSignals } from "./evidence-signals.ts";
import { ratio, whole } from "./leg-result.ts";

const placeIn = (code: string): string => inSentence(countryLabel(code));
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "+40.2 %, 2.3 standard deviations above what was expected" */
function moved({ change, expected, score }: LegChange): string {
  const share = expected > 0 ? `${change < 0 ? "" : "+"}${percent(change / expected)}` : "from nothing";
  const side = score < 0 ? "below" : "above";
  const far = Math.abs(score);
  return far >= 99
    ? `${share}, ${side} what was expected and beyond all scatter before`
    : `${share}, ${far.toFixed(1)} standard deviations ${side} what was expected`;
}

/** Every signal on one third country, with its value, its threshold and the months it looks at. */
export function signalsOf(candidate: WeighedCandidate, ground: Ground): readonly SignalResult[] {
  const { triangle, at, months, point, source, destination } = ground;
  const { legs, signals, country } = candidate.judged;
  const until = Math.min(at + months, triangle.periods);
  const window = {
    from: periodText(triangle.from + at, triangle.step),
    until: periodText(triangle.from + until - 1, triangle.step),
    level: "product" as const,
  };
  const [from, third, to] = [placeIn(source), placeIn(country), placeIn(destination)];
  const leg = (
    name: SignalResult["name"],
    state: SignalResult["state"],
    change: LegChange | null,
    threshold: string,
    way: string,
  ): SignalResult => ({
    name,
    state,
    value: change === null ? null : whole(change.change),
    threshold,
    ...window,
    part: "leg",
    weight: 0,
    words:
      change === null ? `${way} is not in these data, or not for twelve months before.` : `${way}: ${moved(change)}.`,
  });
  return [
    leg(
      "direct-fall",
      signals.fall,
      legs.direct,
      `a fall of ${point.fall} and more, ${point.fallScore} standard deviations`,
      `${from} to ${to}`,
    ),
    leg(
      "third-rise",
      signals.rise,
      legs.third,
      `${point.riseScore} standard deviations, and ${point.riseOfFall} of what the direct leg lost`,
      `${third} to ${to}`,
    ),
    leg(
      "feed-rise",
      signals.feed,
      legs.feed,
      legs.third === null
        ? `${point.riseScore} standard deviations, and ${point.unseenRise} of the direct leg`
        : `${point.riseScore} standard deviations, and ${point.feedOfRise} of what the second leg gained`,
      `${from} to ${third}`,
    ),
    inputsSignal(candidate.judged, ground, window),
    {
      name: "through",
      state: signals.through === null ? "unknown" : signals.through >= point.through ? "yes" : "no",
      value: signals.through === null ? null : ratio(signals.through),
      threshold: `${point.through} of the direct leg`,
      ...window,
      part: "leg",
      weight: 0,
      words:
        signals.through === null
          ? "What both legs of the way round gained cannot be said: one of them is not seen."
          : `Both legs of the way round gained ${percent(signals.through)} or more of what the direct leg would have been.`,
    },
    ...evidenceSignals(candidate, ground, window),
  ];
}

/** The months that a signal looks at, and what it is seen on. */
export type SignalWindow = Pick<SignalResult, "from" | "until" | "level">;

function inputsSignal(
  { legs, inputCodes, signals }: JudgedCandidate,
  { point, source }: Ground,
  window: SignalWindow,
): SignalResult {
  const risen = legs.inputs.flatMap((change, n) =>
    change.score >= point.riseScore && change.change > 0 ? [`${inputCodes[n]} ${moved(change)}`] : [],
  );
  return {
    name: "input-rise",
    state: signals.inputs,
    value: signals.inputs === "unknown" ? null : String(risen.length),
    threshold: `one input, ${point.riseScore} standard deviations`,
    ...window,
    part: "leg",
    weight: 0,
    words:
      signals.inputs === "unknown"
        ? `The data hold no inputs of the product that ${placeIn(source)} sells there.`
        : risen.length === 0
          ? `None of ${inputCodes.length} inputs rose.`
          : `Inputs that rose: ${risen.join("; ")}.`,
  };
}
