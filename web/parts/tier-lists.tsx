import { writeShare } from "../../src/render/scale.ts";
import { decimal, shareOf } from "../../src/vocab/decimal.ts";
import type { ChainResult, Measure } from "../state/chain-answer.ts";
import { writeMeasure } from "./measure.ts";

interface TierListsProps {
  readonly chain: ChainResult;
  readonly measure: Measure;
  readonly pinned: string;
  readonly onPin: (node: string) => void;
}

/** The chain as a list a tier: what a narrow screen shows in place of the Sankey. */
export function TierLists({ chain, measure, pinned, onPin }: TierListsProps) {
  return (
    <div class="tier-lists">
      {chain.tiers.map((tier) => (
        <section key={tier.tier}>
          <h3>
            Tier {tier.tier} · {writeMeasure(measure, tier[measure])}
          </h3>
          <ol class="hits">
            {chain.nodes
              .filter((node) => node.tier === tier.tier)
              .map((node) => {
                const share = shareOf(decimal(String(node[measure])), decimal(String(tier[measure])));
                return (
                  <li key={node.id}>
                    <button
                      type="button"
                      class="link"
                      aria-pressed={pinned === node.id}
                      onClick={() => onPin(pinned === node.id ? "" : node.id)}
                    >
                      {node.label}
                    </button>
                    <span class="number">{writeShare(share)}</span>
                    <progress class="why" value={Number(share)} max={1} aria-label={`Share of ${node.label}`} />
                  </li>
                );
              })}
          </ol>
        </section>
      ))}
    </div>
  );
}
