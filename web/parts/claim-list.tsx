import { type Claim, type ClaimsPlace, changeClaims, withOpened } from "../state/claims-question.ts";
import { ClaimDetail } from "./claim-detail.tsx";
import { ClaimMark } from "./claim-mark.tsx";
import { gapWords } from "./claim-words.ts";

interface ClaimListProps {
  readonly claims: readonly Claim[];
  readonly values: ClaimsPlace;
}

/** Each claim in a line that opens; which are open is part of the address. */
export function ClaimList({ claims, values }: ClaimListProps) {
  const opened = values.open.split(",");
  return (
    <ul class="claims">
      {claims.map((claim) => {
        const isOpen = opened.includes(claim.id);
        return (
          <li key={claim.id} data-claim={claim.id} data-verdict={claim.verdict}>
            <details
              open={isOpen}
              onToggle={(event) => {
                const { open } = event.currentTarget;
                if (open !== isOpen) changeClaims({ open: withOpened(values.open, claim.id, open) }, { replace: true });
              }}
            >
              <summary>
                <span class="claim-line">
                  <ClaimMark verdict={claim.verdict} />
                  <span>{claim.claim}</span>
                  <span class="muted">{gapWords(claim)}</span>
                </span>
              </summary>
              {isOpen ? <ClaimDetail claim={claim} /> : null}
            </details>
          </li>
        );
      })}
    </ul>
  );
}
