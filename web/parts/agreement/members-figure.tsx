import { useMemo } from "preact/hooks";
import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { type MemberFill, membersMapSvg } from "../../../src/charts/members-map.ts";
import { CATEGORY, membersTable } from "../../../src/render/views/agreement.ts";
import { COUNTRIES, findCountry } from "../../../src/vocab/country.ts";
import type { AgreementResult } from "../../state/agreement-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { useMaps } from "../map-figure.tsx";

const FILLS = { bloc: "full", raw_material: "light", processing: "hatched" } as const satisfies Record<
  keyof typeof CATEGORY,
  MemberFill
>;
const PLACES = COUNTRIES.map(({ code, numeric, name }) => ({ key: code, numeric, label: name }));

/** Who is in, by category, and who is asked about, on a map; over it what the levy is owed on today. */
export function MembersFigure({ result }: { readonly result: AgreementResult }) {
  const maps = useMaps();
  const { members, candidates, countries, nodes } = result;
  const groups = useMemo(
    () => [
      ...members.map(({ category, places }) => ({
        label: CATEGORY[category],
        fill: FILLS[category],
        keys: new Set(places.flatMap((place) => place.countries)),
      })),
      {
        label: "Asked about",
        fill: "dashed" as const,
        keys: new Set(
          candidates.flatMap(({ kind, name }) => (kind === "country" ? (findCountry(name)?.code ?? []) : [])),
        ),
      },
    ],
    [result],
  );
  const flows = nodes.flatMap(({ levy }) =>
    (levy?.legs ?? []).flatMap(({ origin, to, usd }) =>
      to === null ? [] : [{ from: origin.key, to: to.key, value: Number(usd) }],
    ),
  );
  const title = "Members";
  const caption = chartCaption(
    `${countries.length} countries: ${members
      .filter(({ places }) => places.length > 0)
      .map(
        ({ category, places }) => `${CATEGORY[category].toLowerCase()} ${places.map(({ label }) => label).join(", ")}`,
      )
      .join("; ")}`,
    flows.length === 0 ? [] : ["Arcs are imports from outside that the levy to the floor is owed on, by value"],
  );
  if (maps === null) return <p role="status">Unfolding the map …</p>;
  const draw: DrawPicture = (width, options) => {
    const map = maps.flowMap({ atlas: maps.atlas, places: PLACES, flows }, { width, height: width / 2 });
    return membersMapSvg(map, groups, { title, description: caption, source: "" }, options);
  };
  return (
    <ChartFigure
      name="members"
      title={title}
      caption={caption}
      table={membersTable(result)}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
