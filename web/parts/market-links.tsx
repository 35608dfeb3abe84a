import { formatHs } from "../../src/vocab/hs-code.ts";
import { claimsAddress } from "../state/claims-question.ts";
import { dutyAddress } from "../state/duty-question.ts";
import { addressOf } from "../state/everywhere.ts";
import { readable } from "../state/fields.ts";
import { marketAddress } from "../state/market-question.ts";
import { mineralsAddress } from "../state/minerals-question.ts";
import { signalsAddress } from "../state/signals-question.ts";
import { watchAddress } from "../state/watch-question.ts";

/** A product that crosses borders, and whom it mostly comes from where that is known. */
export interface TradedCode {
  readonly code: string;
  readonly label: string;
  readonly origin?: string | undefined;
}

interface MarketLinksProps {
  /** The screen that these stand on: it is not led to. */
  readonly here: "/market" | "/minerals" | "/claims";
  /** What the screen is about, in words that products and claims are found by. */
  readonly about?: string;
  readonly mineral?: string;
  readonly codes?: readonly TradedCode[];
}

/** The same subject on the other screens. */
export function MarketLinks({ here, about = "", mineral = "", codes = [] }: MarketLinksProps) {
  const of = about === "" ? "" : ` of ${about}`;
  const screens = [
    ["/market", `Market${of}`, marketAddress({ product: about })],
    ["/minerals", mineral === "" ? "Minerals board" : `Minerals: ${mineral}`, mineralsAddress({ mineral })],
    ["/claims", about === "" ? "Claims" : `Claims about ${about}`, claimsAddress({ about })],
    ...(codes.length > 0
      ? []
      : [
          ["/signals", "Signals", signalsAddress({})],
          ["/chain", "Value chain", addressOf("/chain", "")],
        ]),
  ] as const;
  return (
    <nav class="see-also" aria-label="The same subject elsewhere">
      <ul class="leads">
        {screens
          .filter(([path]) => path !== here)
          .map(([path, name, href]) => (
            <li key={path}>
              <a href={href}>{name}</a>
            </li>
          ))}
      </ul>
      {codes.map(({ code, label, origin }) => (
        <p key={code} class="leads">
          <span>
            <span class="code">{formatHs(code)}</span> <span class="muted">{label}</span>
          </span>
          <a href={addressOf("/chain", chainQuery(code, origin))}>Value chain of {formatHs(code)}</a>
          <a href={signalsAddress({ product: code, ...(origin === undefined ? {} : { origin }) })}>
            Signals of {formatHs(code)}
          </a>
          <a href={dutyAddress({ product: code, ...(origin === undefined ? {} : { origin }) })}>Duty</a>
          <a href={watchAddress({ product: code })}>Watch</a>
        </p>
      ))}
    </nav>
  );
}

const chainQuery = (code: string, origin: string | undefined): string =>
  `product=${code}${origin === undefined ? "" : `&origin=${readable(origin)}&direction=down&inputs=none`}`;
