import { useMemo, useRef } from "preact/hooks";
import type { FlowMap } from "../../src/charts/flow-map.ts";
import { placeMapLabels } from "../../src/charts/flow-map-svg.ts";

interface WorldMapProps {
  readonly map: FlowMap;
  readonly label: string;
  readonly tier: number;
  readonly write: (value: number) => string;
  readonly shading: string;
}

/** Arcs as wide as their value over countries in five shades; arrows walk the arcs from the largest on. */
export function WorldMap({ map, label, tier, write, shading }: WorldMapProps) {
  const svg = useRef<SVGSVGElement>(null);
  const name = useMemo(() => new Map(map.points.map((point) => [point.key, point.label])), [map]);
  const countries = useMemo(
    () =>
      map.countries.map((country) => (
        <path key={country.numeric + country.label} class={`country shade-${country.shade}`} d={country.path}>
          {country.value === null ? null : <title>{`${country.label}: ${write(country.value)}`}</title>}
        </path>
      )),
    [map, write],
  );
  return (
    <>
      <svg
        ref={svg}
        class="world"
        viewBox={`0 0 ${map.width} ${map.height}`}
        role="group"
        aria-label={`${label} Arrow keys go through the flows, largest first.`}
        onKeyDown={(event) => {
          const by = /^Arrow(Right|Down)$/.test(event.key) ? 1 : /^Arrow(Left|Up)$/.test(event.key) ? -1 : 0;
          const arcs = [...(svg.current?.querySelectorAll<SVGElement>("[data-arc]") ?? [])];
          const next = arcs[arcs.indexOf(event.target as SVGElement) + by];
          if (by === 0 || next === undefined) return;
          event.preventDefault();
          for (const arc of arcs) arc.setAttribute("tabindex", arc === next ? "0" : "-1");
          next.focus();
        }}
      >
        <g aria-hidden="true">
          <path class="sphere" d={map.sphere} />
          {countries}
        </g>
        {map.arcs.map((arc, at) => {
          const words = `${name.get(arc.from) ?? arc.from} to ${name.get(arc.to) ?? arc.to}: ${write(arc.value)}`;
          return (
            <path
              key={arc.id}
              data-arc={arc.id}
              class={`arc arc-${tier}`}
              d={arc.path}
              stroke-width={arc.width}
              tabindex={at === 0 ? 0 : -1}
              role="img"
              aria-label={words}
            >
              <title>{words}</title>
            </path>
          );
        })}
        <g aria-hidden="true">
          {map.points.map((point) => (
            <circle key={point.key} class="dot" cx={point.x} cy={point.y} r="2.5" />
          ))}
          {placeMapLabels(map.points, map.width, 12).map((each) => (
            <text key={`${each.text} ${each.x}`} class="halo" x={each.x} y={each.y}>
              {each.text}
            </text>
          ))}
        </g>
      </svg>
      {map.steps.length === 0 ? null : (
        <p class="legend">
          <span>Countries {shading}:</span>
          {map.steps.map((step, at) => (
            <span key={`${at} ${step}`} class="swatch">
              <svg width="18" height="12" aria-hidden="true">
                <rect class={`country shade-${at + 1}`} width="18" height="12" />
              </svg>
              {at === 0 ? `from ${write(step)}` : `≥ ${write(step)}`}
            </span>
          ))}
        </p>
      )}
    </>
  );
}
