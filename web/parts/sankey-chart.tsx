import { useEffect, useMemo, useRef } from "preact/hooks";
import type { PlacedLink, PlacedNode, SankeyLayout } from "../../src/charts/sankey-layout.ts";
import { pathThrough } from "../../src/charts/sankey-path.ts";
import { fitText } from "../../src/charts/svg.ts";
import { nextMark } from "./sankey-keys.ts";

export interface SankeyChartProps {
  readonly layout: SankeyLayout;
  readonly label: string;
  readonly write: (value: number) => string;
  /** The node that stays lit; empty for none. */
  readonly pinned: string;
  readonly onPin: (node: string) => void;
  readonly onRoot: (node: string) => void;
  readonly onLink: (link: PlacedLink) => void;
}

const TEXT = 13;

const share = (value: number): string =>
  value >= 0.9995 ? "100 %" : value === 0 ? "" : value < 0.001 ? "<0.1 %" : `${(value * 100).toFixed(1)} %`;

/** A Sankey to point at and to walk by keys: lit paths are classes on marks, so that hovering redraws nothing. */
export function SankeyChart({ layout, label, write, pinned, onPin, onRoot, onLink }: SankeyChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  const names = useMemo(() => new Map(layout.nodes.map((node) => [node.id, node.label])), [layout]);

  useEffect(() => {
    light(svg.current, layout, pinned);
    const stop =
      svg.current?.querySelector<SVGElement>('[tabindex="0"]') ?? svg.current?.querySelector<SVGElement>("[data-node]");
    stop?.setAttribute("tabindex", "0");
  }, [layout, pinned]);

  const marks = useMemo(
    () => (
      <>
        {layout.links.map((link) => (
          <LinkMark key={link.id} link={link} names={names} write={write} />
        ))}
        {layout.nodes.map((node) => (
          <NodeMark key={node.id} node={node} write={write} isPinned={node.id === pinned} />
        ))}
        <g class="labels" aria-hidden="true">
          {layout.nodes.map((node) => (
            <NodeLabel key={node.id} node={node} />
          ))}
        </g>
      </>
    ),
    [layout, names, write, pinned],
  );

  const markOf = (target: EventTarget | null): SVGElement | null =>
    (target as Element | null)?.closest<SVGElement>("[data-node], [data-link]") ?? null;
  const open = (mark: SVGElement) => {
    const { node, link } = mark.dataset;
    if (node !== undefined) onPin(node === pinned ? "" : node);
    const found = layout.links.find((each) => each.id === link);
    if (found !== undefined) onLink(found);
  };

  return (
    // An SVG element that listens for the focus can have it itself in Chromium, and Tab would stop there.
    <div
      onFocusIn={(event: FocusEvent) => {
        const mark = markOf(event.target);
        if (mark === null) return;
        for (const each of svg.current?.querySelectorAll('[tabindex="0"]') ?? []) each.setAttribute("tabindex", "-1");
        mark.setAttribute("tabindex", "0");
        light(svg.current, layout, mark);
      }}
      onFocusOut={() => light(svg.current, layout, pinned)}
    >
      <svg
        ref={svg}
        class="sankey"
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="group"
        aria-label={`${label} Arrow keys go along the links; Enter keeps a path lit or lists a link's rows; R starts anew from a node.`}
        onPointerOver={(event) => light(svg.current, layout, markOf(event.target) ?? pinned)}
        onPointerLeave={() => light(svg.current, layout, pinned)}
        onClick={(event) => {
          const mark = markOf(event.target);
          if (mark !== null && event.detail < 2) open(mark);
        }}
        onDblClick={(event) => {
          const node = markOf(event.target)?.dataset.node;
          if (node !== undefined) onRoot(node);
        }}
        onKeyDown={(event) => {
          const mark = markOf(event.target);
          if (mark === null || event.ctrlKey || event.metaKey || event.altKey) return;
          if (event.key === "Enter" || event.key === " ") open(mark);
          else if (event.key === "r" && mark.dataset.node !== undefined) onRoot(mark.dataset.node);
          else {
            const next = nextMark(layout, mark.dataset.node ?? null, mark.dataset.link ?? null, event.key);
            if (next === null) return;
            const selector =
              next.node === undefined
                ? `[data-link="${CSS.escape(next.link)}"]`
                : `[data-node="${CSS.escape(next.node)}"]`;
            svg.current?.querySelector<SVGElement>(selector)?.focus();
          }
          event.preventDefault();
        }}
      >
        <defs>
          <pattern id="sankey-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="stripe" width="2.5" height="6" />
          </pattern>
        </defs>
        {layout.columns.map((column) => (
          <g key={column.tier} aria-hidden="true">
            <text class="strong" x={column.x} y={14}>
              {fitText(column.heading, TEXT, column.room)}
            </text>
            <text class="muted" x={column.x} y={31}>
              {fitText(column.caption ?? "", TEXT, column.room)}
            </text>
          </g>
        ))}
        {marks}
      </svg>
    </div>
  );
}

interface LinkMarkProps {
  readonly link: PlacedLink;
  readonly names: ReadonlyMap<string, string>;
  readonly write: (value: number) => string;
}

function LinkMark({ link, names, write }: LinkMarkProps) {
  const estimated = link.estimated ? `, of which ${write(link.estimated)} estimated` : "";
  const words = `${names.get(link.source) ?? ""} to ${names.get(link.target) ?? ""}: ${write(link.value)}${estimated}`;
  return (
    <g data-link={link.id} tabindex={-1} role="button" aria-label={words}>
      <title>{words}</title>
      <path class={`link tier-${link.tier}`} d={link.path} />
      {link.estimatedPath === null ? null : <path class="hatch" fill="url(#sankey-hatch)" d={link.estimatedPath} />}
    </g>
  );
}

interface NodeMarkProps {
  readonly node: PlacedNode;
  readonly write: (value: number) => string;
  readonly isPinned: boolean;
}

function NodeMark({ node, write, isPinned }: NodeMarkProps) {
  const estimated = node.estimated ? `, of which ${write(node.estimated)} estimated` : "";
  const words = `Tier ${node.tier}, ${node.label}: ${write(node.value)}, ${share(node.share)} of the tier${estimated}`;
  const part = node.estimatedHeight;
  return (
    <g
      data-node={node.id}
      tabindex={-1}
      role="button"
      aria-pressed={isPinned}
      aria-label={words}
      class={isPinned ? "pinned" : undefined}
    >
      <title>{words}</title>
      <rect
        class={`node tier-${node.tier}`}
        x={node.x}
        y={node.y}
        width={node.width}
        height={Math.max(1, node.height)}
      />
      {part === 0 ? null : (
        <rect
          class="hatch"
          fill="url(#sankey-hatch)"
          x={node.x}
          y={node.y + node.height - part}
          width={node.width}
          height={part}
        />
      )}
    </g>
  );
}

/** A node's name beside it; the node itself says it to those who cannot see it. */
function NodeLabel({ node }: { readonly node: PlacedNode }) {
  if (node.labelAt === null) return null;
  const per = node.tier === 0 ? "" : share(node.share);
  return (
    <text class="halo" x={node.labelAt.x} y={node.labelAt.y + 4.5}>
      {fitText(node.label, TEXT, node.labelAt.width - (per === "" ? 0 : 48))}
      {per === "" ? null : (
        <tspan class="muted" dx="6">
          {per}
        </tspan>
      )}
    </text>
  );
}

/** Lights what passes through a node or a link, or nothing. */
function light(svg: SVGSVGElement | null, layout: SankeyLayout, at: SVGElement | string): void {
  if (svg === null) return;
  const node = typeof at === "string" ? at : at.dataset.node;
  const link = typeof at === "string" ? undefined : at.dataset.link;
  const lit = new Set<string>();
  if (link !== undefined) lit.add(link);
  else if (node !== undefined && node !== "") {
    for (const place of pathThrough(layout.links, node).links) lit.add(layout.links[place]?.id ?? "");
  }
  svg.classList.toggle("lighting", lit.size > 0);
  for (const mark of svg.querySelectorAll<SVGElement>("[data-link]")) {
    const isLit = lit.has(mark.dataset.link ?? "");
    for (const shape of mark.children) shape.classList.toggle("lit", isLit);
  }
}
