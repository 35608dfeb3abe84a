import type { OwnershipTree } from "../../src/charts/ownership-tree.ts";
import { companyAddress, type GroupFound, type GroupStake } from "../state/company-question.ts";
import { dayWords, rangeWords, sourceWords, stakeWords } from "./control-words.ts";
import { BasisBadge } from "./explain-panel.tsx";
import type { TreeMark } from "./ownership-keys.ts";
import { countryName } from "./ownership-tables.ts";
import { PartyLink } from "./rule-detail.tsx";

interface OwnershipDetailProps {
  readonly group: GroupFound;
  readonly tree: OwnershipTree;
  readonly mark: TreeMark | null;
  readonly onUnfold: (party: string) => void;
}

/** What the tree cannot say of the party or the stake that is looked at: its days, basis and sources. */
export function OwnershipDetail({ group, tree, mark, onUnfold }: OwnershipDetailProps) {
  const stakes = [...group.up, ...group.down];
  if (mark === null) {
    return (
      <p class="tree-detail muted">
        Point at a party or a stake, or go to it by keys, for its days, its basis and its source.
      </p>
    );
  }
  if (mark.tie !== undefined) {
    const own = stakes.filter(({ holder, held }) => `${holder.key}>${held.key}` === mark.tie);
    return (
      <div class="tree-detail">
        <StakeList stakes={own} />
      </div>
    );
  }
  const found = group.parties.find(({ party }) => party.key === mark.party);
  if (found === undefined) return <p class="tree-detail muted">That party is not in this tree.</p>;
  const { party, kind, lists, low, high } = found;
  const folded = tree.parties.find(({ id }) => id === party.key)?.folded ?? 0;
  const own = stakes.filter(({ holder, held }) => holder.key === party.key || held.key === party.key);
  return (
    <div class="tree-detail">
      <p>
        <strong>
          <bdi>{party.label}</bdi>
        </strong>
        , {kind}, {countryName(party.country)}
        {lists.length === 0 ? "" : `; on ${lists.join(", ")}`}
        {low === null || high === null || high === "0"
          ? ""
          : `; of its equity the party has ${rangeWords(low, high)} by all ways`}
        .
      </p>
      <StakeList stakes={own} />
      <p class="figure-tools">
        {party.key === group.party.key ? null : <a href={companyAddress({ party: party.key })}>Open its page</a>}
        {folded === 0 ? null : (
          <button type="button" onClick={() => onUnfold(party.key)}>
            Show {folded} more
          </button>
        )}
      </p>
    </div>
  );
}

function StakeList({ stakes }: { readonly stakes: readonly GroupStake[] }) {
  return (
    <ul>
      {stakes.map((stake) => (
        <li key={`${stake.holder.key}>${stake.held.key} ${stake.interest} ${stake.source} ${stake.from}`}>
          <PartyLink party={stake.holder} /> in <PartyLink party={stake.held} />: {stakeWords(stake)}
          <span class="muted about">
            {[dayWords(stake), sourceWords(stake)].filter((part) => part !== "").join(" · ")}{" "}
            <BasisBadge basis={stake.basis} />
          </span>
        </li>
      ))}
    </ul>
  );
}
