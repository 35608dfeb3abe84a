import { useQuestion } from "../state/answers.ts";
import { type Claim, type ClaimsAnswer, claimFigure, claimsAddress } from "../state/claims-question.ts";
import { settings } from "../state/everywhere.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { claimAmount, VERDICT_WORDS } from "./claim-words.ts";
import { Problem } from "./problem.tsx";

/** The words that such claims hold, and the beginning of their ids. */
const STOCK = "stock";

interface Check {
  readonly maker: string;
  readonly claim: Claim;
}

/** Which maker a claim is about: the longest name that it holds. */
function checksOf(claims: readonly Claim[], makers: readonly string[]): readonly Check[] {
  const named = [...makers].sort((a, b) => b.length - a.length);
  return claims
    .filter(({ id }) => id.startsWith(`${STOCK}-`))
    .flatMap((claim) => {
      const maker = named.find((name) => claim.claim.includes(name));
      return maker === undefined ? [] : [{ maker, claim }];
    });
}

function caption(checks: readonly Check[]): string {
  const of = (verdict: Claim["verdict"]) => checks.filter(({ claim }) => claim.verdict === verdict);
  const failed = of("inconsistent").map(
    ({ maker, claim: { difference, unit } }) =>
      `${maker}${difference === null ? "" : ` by ${claimAmount(String(Math.round(Number(difference))), unit)}`}`,
  );
  const open = of("not_checkable").map(({ maker }) => maker);
  const said = [
    `${of("reproduced").length} of ${checks.length} agree: what was made less what was sold is the change of inventory.`,
    failed.length === 0 ? "" : `It fails for ${failed.join(" and ")}.`,
    open.length === 0 ? "" : `It cannot be checked for ${open.join(" and ")}.`,
  ];
  return said.filter((part) => part !== "").join(" ");
}

/** Production less sales against the change of inventory, maker by maker, with those that fail named. */
export function MarketStocks({ makers }: { readonly makers: readonly string[] }) {
  const asked = useQuestion(
    "claims",
    makers.length === 0 ? null : { about: STOCK },
    settings(),
    (given, signal): Promise<ClaimsAnswer> => client.value.claims(given, { ...settings(), signal }),
  );
  const { value, problem } = asked.value;
  if (problem !== null) return problem.status === 404 ? null : <Problem problem={problem} />;
  const checks = checksOf(value?.result.claims ?? [], makers);
  if (checks.length === 0) return null;
  return (
    <ChartFigure
      name="market-stocks"
      title="Stock against flow"
      caption={caption(checks)}
      table={{
        kind: "table",
        title: "Stock against flow",
        columns: [
          { name: "company", label: "Company", type: "text" },
          { name: "verdict", label: "Outcome", type: "text" },
          { name: "flow", label: "Made less sold", type: "number", unit: "t" },
          { name: "stock", label: "Change of inventory", type: "number", unit: "t" },
          { name: "difference", label: "Gap", type: "number", unit: "t" },
          { name: "reason", label: "Why", type: "text" },
          { name: "source", label: "Source", type: "code" },
        ],
        rows: checks.map(({ maker, claim }) => [
          ...[maker, VERDICT_WORDS[claim.verdict], claim.computed, claim.figure, claim.difference, claim.reason],
          claim.document.id,
        ]),
      }}
      tableProps={{
        reference: (row) => {
          const claim = checks[row]?.claim;
          return claim === undefined ? null : claimFigure(claim);
        },
        action: (row) => {
          const claim = checks[row]?.claim;
          if (claim === undefined) return null;
          return { label: "Its arithmetic", href: claimsAddress({ about: STOCK, open: claim.id }) };
        },
      }}
    />
  );
}
