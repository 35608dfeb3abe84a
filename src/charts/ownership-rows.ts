export interface TreeParty {
  readonly id: string;
  readonly label: string;
  readonly country: string | null;
}

/** A stake as it is written beside its line: what part, and on which days. */
export interface TreeStake {
  readonly holder: string;
  readonly held: string;
  readonly lines: readonly string[];
  /** Drawn with dashes: the share is not known exactly. */
  readonly open: boolean;
}

export interface TreeOptions {
  /** The party in the middle. */
  readonly root: string;
  /** Steps from it that are shown before any party is unfolded. */
  readonly levels?: number;
  /** The most holders, or held, of one party that are shown before it is unfolded. */
  readonly fan?: number;
  /** Parties of which everything is shown. */
  readonly unfolded?: ReadonlySet<string>;
}

/** The parties that are shown, and of how many more each is the way. */
export interface VisibleGroup {
  readonly above: ReadonlySet<string>;
  /** Without those that stand above too. */
  readonly below: ReadonlySet<string>;
  readonly folded: ReadonlyMap<string, number>;
}

type Pair = Pick<TreeStake, "holder" | "held">;

function byEnd(stakes: readonly Pair[], from: "holder" | "held"): ReadonlyMap<string, readonly string[]> {
  const to = from === "holder" ? "held" : "holder";
  const found = new Map<string, string[]>();
  for (const stake of stakes) {
    const known = found.get(stake[from]) ?? [];
    if (!known.includes(stake[to])) found.set(stake[from], [...known, stake[to]]);
  }
  return found;
}

/** Goes out from the root in one direction, as far as is shown, and counts what stays folded. */
function reached(
  next: ReadonlyMap<string, readonly string[]>,
  { root, levels, fan, unfolded }: Required<TreeOptions>,
): { readonly met: ReadonlyMap<string, number>; readonly hidden: ReadonlyMap<string, readonly string[]> } {
  const met = new Map([[root, 0]]);
  const hidden = new Map<string, readonly string[]>();
  for (const [id, step] of met) {
    const others = next.get(id) ?? [];
    const shown = unfolded.has(id) ? others : step < levels ? others.slice(0, fan) : [];
    for (const other of shown) if (!met.has(other)) met.set(other, step + 1);
    hidden.set(id, others.slice(shown.length));
  }
  return { met, hidden };
}

export function visibleGroup(stakes: readonly Pair[], options: Required<TreeOptions>): VisibleGroup {
  const up = reached(byEnd(stakes, "held"), options);
  const down = reached(byEnd(stakes, "holder"), options);
  const above = new Set(up.met.keys());
  const below = new Set([...down.met.keys()].filter((id) => !above.has(id)));
  const shown = (id: string) => above.has(id) || below.has(id);
  const count = (id: string, side: typeof up): number =>
    (side.hidden.get(id) ?? []).filter((each) => !shown(each)).length;
  const folded = new Map<string, number>();
  for (const id of above) folded.set(id, count(id, up) + (id === options.root ? count(id, down) : 0));
  for (const id of below) folded.set(id, count(id, down));
  return { above, below, folded };
}

/**
 * The row of each party, the root's being 0: a holder is above all that it holds, by the longest way to the root. A stake
 * that closes a ring does not count.
 */
export function rowsOf(ties: readonly Pair[], group: VisibleGroup, root: string): ReadonlyMap<string, number> {
  const way = (from: "held" | "holder") => {
    const next = byEnd(ties, from);
    return longestWays(root, (id) => next.get(id) ?? []);
  };
  const rows = new Map([...way("held")].flatMap(([id, steps]) => (group.above.has(id) ? [[id, -steps] as const] : [])));
  for (const [id, steps] of way("holder")) if (group.below.has(id)) rows.set(id, steps);
  const used = [...new Set(rows.values())].sort((a, b) => a - b);
  const middle = used.indexOf(0);
  return new Map([...rows].map(([id, row]) => [id, used.indexOf(row) - middle]));
}

/** Steps of the longest way from the root to each, over ways that meet nothing twice. */
function longestWays(root: string, next: (id: string) => readonly string[]): ReadonlyMap<string, number> {
  const state = new Map<string, "open" | "done">();
  const forward = new Map<string, readonly string[]>();
  const finished: string[] = [];
  const visit = (id: string) => {
    state.set(id, "open");
    const kept = next(id).filter((other) => {
      if (state.get(other) === "open") return false;
      if (state.get(other) === undefined) visit(other);
      return true;
    });
    forward.set(id, kept);
    state.set(id, "done");
    finished.push(id);
  };
  visit(root);
  const steps = new Map<string, number>();
  for (const id of finished.toReversed()) {
    const own = steps.get(id) ?? 0;
    steps.set(id, own);
    for (const other of forward.get(id) ?? []) steps.set(other, Math.max(steps.get(other) ?? 0, own + 1));
  }
  return steps;
}
