import type { Attribution } from "../../network/attribution/attribute.ts";
import { type KeyOf, originOf } from "../../network/attribution/lens.ts";
import { type ControlLens, OPEN_CONTROL } from "../control/control-lens.ts";
import type { AttributionFindings } from "./attribution-findings.ts";
import { type Amount, boundsOf, centsOf, units, writeLines, writeShareOf } from "./attribution-lines.ts";
import type { AttributionResult } from "./attribution-result.ts";
import { countryLabel } from "./labels.ts";
import { partyLabel } from "./party.ts";
import { writeCents } from "./split-parts.ts";

type Line = AttributionResult["by"][number];
type Controlled = Pick<AttributionResult, "by" | "control">;
type Moved = NonNullable<NonNullable<Line["control"]>["moved"]>;

/** So many parties behind what is made elsewhere are shown of a line, each with its stakes. */
const PARTIES = 5;

/** Key of what is made where it is controlled, or of which nobody can say. */
const HOME = "-";

/** What of the value under a key was added by whom and where. */
interface Behind {
  readonly origins: Map<string, number>;
  /** By party, of which the origin is another country. */
  readonly moved: Map<number, { share: number; origin: string }>;
  /** By party, all of it. */
  readonly parties: Map<number, number>;
}

/** The lens of what is made elsewhere: of a party at home, or whose control or origin is not known, the same one key. */
function movedLens(control: ControlLens): KeyOf {
  return {
    name: "moved",
    keyOf(party, product, originOfNode) {
      const key = control.keyOf(party, product, originOfNode);
      const origin = originOfNode();
      return key === OPEN_CONTROL || key === "" || origin === "" || key === origin ? HOME : key;
    },
  };
}

function behindOf(attribution: Attribution, control: ControlLens): ReadonlyMap<string, Behind> {
  const { shared, added } = attribution.solved;
  const { cone } = shared;
  const originAt = originOf(cone);
  const moved = movedLens(control);
  const found = new Map<string, Behind>();
  for (let node = 0; node < shared.nodes; node++) {
    const share = added[node] as number;
    if (share === 0) continue;
    const party = cone.nodes.party[node] as number;
    const origin = () => originAt(node);
    const key = control.keyOf(party, "", origin);
    const behind = found.get(key) ?? { origins: new Map(), moved: new Map(), parties: new Map() };
    found.set(key, behind);
    behind.origins.set(origin(), (behind.origins.get(origin()) ?? 0) + share);
    behind.parties.set(party, (behind.parties.get(party) ?? 0) + share);
    if (moved.keyOf(party, "", origin) === HOME) continue;
    behind.moved.set(party, { share: (behind.moved.get(party)?.share ?? 0) + share, origin: origin() });
  }
  return found;
}

/** The lines of control with where each was made, and beside them the lines by origin. */
export function withControl(
  findings: AttributionFindings,
  lines: readonly Line[],
  rootCents: bigint | null,
): Controlled {
  const { ground, solved } = findings;
  const { attribution, control } = solved;
  if (control === null) return { by: [...lines] };
  const { network, question, days } = ground;
  const behind = behindOf(attribution, control);
  const keys = lines.map(({ key }) => key).filter((key) => key !== OPEN_CONTROL && key !== "unknown");
  const moved = attribution.by(movedLens(control), { bounded: 1, keys });
  const pathOf = (party: number) => [...control.path(party)];
  const nameOf = (party: number) => {
    const id = network.parties.id(party);
    return { key: id, label: partyLabel(network, id) };
  };
  const amount = (share: number): Amount => amountOf(share, rootCents);
  const of = (key: string) => behind.get(key === "unknown" ? "" : key);
  const movedOf = (line: Line): Moved | null => {
    if (line.key === OPEN_CONTROL || line.key === "unknown") return null;
    const whole = moved.find(({ key }) => key === line.key);
    const parties = [...(of(line.key)?.moved ?? [])].sort(([a, x], [b, y]) => y.share - x.share || a - b);
    const rest = parties.slice(PARTIES).reduce((sum, [, { share }]) => sum + share, 0);
    const written = amount(whole?.share ?? 0);
    return {
      ...written,
      ...(whole === undefined ? { low: "0", high: null } : boundsOf(written.share, whole.low, whole.high)),
      parties: parties.slice(0, PARTIES).map(([party, { share, origin }]) => ({
        ...nameOf(party),
        origin: { key: origin, label: countryLabel(origin) },
        ...amount(share),
        path: pathOf(party),
      })),
      others: { count: Math.max(0, parties.length - PARTIES), ...amount(rest) },
    };
  };
  const open = [...(behind.get(OPEN_CONTROL)?.parties ?? [])].sort(([a, x], [b, y]) => y - x || a - b);
  const origins = writeLines(
    attribution,
    { lens: "origin", top: question.top, depth: question.depth, rootCents, labelOf: countryLabel },
    (code) => code,
  );
  const elsewhere = amount(moved.reduce((sum, { key, share }) => (key === HOME ? sum : sum + share), 0));
  return {
    by: lines.map((line) => ({
      ...line,
      control: { origins: splitOf(of(line.key)?.origins ?? new Map(), line), moved: movedOf(line) },
    })),
    control: {
      on: days.on,
      known: days.known,
      origins: { by: origins.by, others: origins.others },
      elsewhere: { ...elsewhere, ...elsewhereBounds(attribution, control, elsewhere.share) },
      open: open.slice(0, PARTIES).map(([party, share]) => ({
        ...nameOf(party),
        ...amount(share),
        mayBe: control.mayBe(party).map((key) => ({ key: key === "" ? "unknown" : key, label: countryLabel(key) })),
        path: pathOf(party),
      })),
    },
  };
}

/** Which nodes make up a part of a line by control: what is made elsewhere, one of its parties, or one origin. */
export function partOfLine(
  { solved }: AttributionFindings,
  path: readonly string[],
): ((node: number) => boolean) | null {
  const { control, attribution } = solved;
  if (control === null) return null;
  const { cone } = attribution.solved.shared;
  const originAt = originOf(cone);
  const [kind = "", second = "", third = ""] = path;
  if (kind === "origins") return (node) => originAt(node) === (second === "unknown" ? "" : second);
  if (kind !== "moved" || second === "others") return null;
  const { keyOf } = movedLens(control);
  return (node) => {
    const party = cone.nodes.party[node] as number;
    if (second === "parties" && cone.network.parties.id(party) !== third) return false;
    return keyOf(party, "", () => originAt(node)) !== HOME;
  };
}

function amountOf(share: number, rootCents: bigint | null): Amount {
  const usd = rootCents === null ? null : writeCents(centsOf([units(share), units(1 - share)], rootCents)[0] ?? 0n);
  return { share: writeShareOf(share), usd };
}

/** What is made elsewhere in all, bounded as one. */
function elsewhereBounds(attribution: Attribution, control: ControlLens, share: string) {
  const moved = movedLens(control);
  const lens: KeyOf = {
    name: "elsewhere",
    keyOf: (...asked) => (moved.keyOf(...asked) === HOME ? HOME : "elsewhere"),
  };
  const found = attribution.by(lens).find(({ key }) => key === "elsewhere");
  return found === undefined ? { low: "0", high: null } : boundsOf(share, found.low, found.high);
}

/** A line divided by origin: its share and its amount exactly. */
function splitOf(origins: ReadonlyMap<string, number>, line: Line) {
  const parts = [...origins].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const weights = parts.map(([, share]) => units(share));
  const places = 10n ** 12n;
  const shares = centsOf(weights, BigInt(Math.round(Number(line.share) * 1e12)));
  const cents = line.usd === null ? null : centsOf(weights, BigInt(line.usd.replace(".", "")));
  return parts.map(([key], at) => {
    const digits = (shares[at] ?? 0n) % places;
    const share = `${(shares[at] ?? 0n) / places}.${digits.toString().padStart(12, "0")}`.replace(/\.?0+$/, "");
    return {
      key: key === "" ? "unknown" : key,
      label: countryLabel(key),
      share,
      usd: cents === null ? null : writeCents(cents[at] ?? 0n),
    };
  });
}
