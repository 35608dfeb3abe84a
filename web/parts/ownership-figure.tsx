import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { ownershipTree, type PlacedParty, type PlacedTie, RING_SIGN } from "../../src/charts/ownership-tree.ts";
import { ownershipTreeSvg } from "../../src/charts/ownership-tree-svg.ts";
import {
  type CompanyPlace,
  changeCompany,
  companyAddress,
  companyFigure,
  type GroupAnswer,
  type GroupFound,
  listed,
  withItem,
} from "../state/company-question.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { OwnershipDetail } from "./ownership-detail.tsx";
import type { TreeMark } from "./ownership-keys.ts";
import { OwnershipPicture } from "./ownership-picture.tsx";
import { countryName, stakesTable, treeStakes } from "./ownership-tables.ts";

interface OwnershipFigureProps {
  readonly answer: GroupAnswer;
  readonly values: CompanyPlace;
}

/** Who stands behind a party and what it holds, as a tree with the days of each stake, and as a table. */
export function OwnershipFigure({ answer, values }: OwnershipFigureProps) {
  const { result } = answer;
  const seen = useSignal<TreeMark | null>(null);
  const tree = useMemo(() => {
    const parties = result.parties.map(({ party }) => ({ id: party.key, label: party.label, country: party.country }));
    return ownershipTree(parties, treeStakes(result), {
      root: result.party.key,
      unfolded: new Set(listed(values.unfold)),
    });
  }, [result, values.unfold]);
  const words = useMemo(() => wordsOf(result), [result]);
  const stakes = [...result.up, ...result.down];
  const caption = lead(answer);
  const unfold = (party: string) =>
    changeCompany({ unfold: withItem(values.unfold, party, true), pin: party }, { replace: true });
  return (
    <ChartFigure
      name={`ownership-${result.party.key}`}
      title="Who stands behind it, and what it holds"
      caption={caption}
      table={stakesTable(result)}
      tableProps={{
        reference: () => companyFigure("affiliates", values),
        action: (row) => {
          const key = stakes[row]?.holder.key;
          return key === undefined ? null : { label: "Its own page", href: companyAddress({ party: key }) };
        },
      }}
      svg={() =>
        ownershipTreeSvg(tree, {
          title: `Who stands behind ${result.party.label} on ${answer.on}`,
          description: caption,
          source: `Sources: ${[...new Set(stakes.map(({ source }) => source))].join(", ")}`,
        })
      }
    >
      {stakes.length === 0 ? (
        <p>No stake of it or in it is recorded on this day. Registers of owners can be imported under Data.</p>
      ) : (
        <>
          <OwnershipPicture
            tree={tree}
            label={caption}
            about={words.about}
            sayParty={words.sayParty}
            sayTie={words.sayTie}
            pinned={values.pin}
            onPin={(pin) => changeCompany({ pin }, { replace: true })}
            onUnfold={unfold}
            onSee={(mark) => {
              seen.value = mark;
            }}
          />
          <p class="legend">
            <span>Holders stand above what they hold.</span>
            <span>Dashed: the share is not known exactly.</span>
            {tree.ties.some(({ ring }) => ring) ? (
              <span>{RING_SIGN} The holder stands below what it holds: a ring of owners.</span>
            ) : null}
          </p>
          <OwnershipDetail
            group={result}
            tree={tree}
            mark={seen.value ?? (values.pin === "" ? null : { party: values.pin })}
            onUnfold={unfold}
          />
        </>
      )}
    </ChartFigure>
  );
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

function lead({ result }: GroupAnswer): string {
  const { party, up, down, group } = result;
  const steps = Math.max(0, ...up.map(({ level }) => -level));
  const behind =
    up.length === 0
      ? `Nobody is recorded as a holder of ${party.label}`
      : `${counted(up.length, "stake")} in ${counted(steps, "step")} ${up.length === 1 ? "stands" : "stand"} behind ${party.label}`;
  const below =
    down.length === 0 ? "" : `; below it ${down.length === 1 ? "is" : "are"} ${counted(down.length, "stake")}`;
  const head =
    group.head.key === party.key ? "" : ` Majority stakes lead up to ${group.head.label.replace(/\.$/, "")}.`;
  return `${`${behind}${below}`.replace(/\.$/, "")}.${head}`;
}

function wordsOf({ parties, party: root }: GroupFound) {
  const byKey = new Map(parties.map((each) => [each.party.key, each]));
  const labelOf = (key: string): string => byKey.get(key)?.party.label ?? key;
  const kindOf = (id: string): string => {
    const { kind = "company", lists = [] } = byKey.get(id) ?? {};
    return [kind === "company" ? "" : kind, lists.length === 0 ? "" : "listed"]
      .filter((word) => word !== "")
      .join(", ");
  };
  return {
    about: ({ id, country }: PlacedParty): string =>
      [country ?? "country not known", kindOf(id)].filter((word) => word !== "").join(" · "),
    sayParty: ({ id, label, country, level, folded }: PlacedParty): string => {
      const steps = Math.abs(level);
      const at =
        id === root.key
          ? "the party asked about"
          : `${steps} ${steps === 1 ? "row" : "rows"} ${level < 0 ? "above" : "below"}`;
      const lists = byKey.get(id)?.lists ?? [];
      const more = folded === 0 ? "" : `, ${folded} more folded`;
      const on = lists.length === 0 ? "" : `, on ${lists.join(", ")}`;
      return `${label}, ${byKey.get(id)?.kind ?? "company"}, ${countryName(country)}, ${at}${on}${more}`;
    },
    sayTie: ({ holder, held, lines }: PlacedTie): string =>
      `${labelOf(holder)} in ${labelOf(held)}: ${lines.join(", ")}`,
  };
}
