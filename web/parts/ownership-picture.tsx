import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import {
  BOX_LINE,
  BOX_TEXT,
  type OwnershipTree,
  type PlacedParty,
  type PlacedTie,
  TIE_LINE,
} from "../../src/charts/ownership-tree.ts";
import { useWidth } from "./element-width.ts";
import { nextTreeMark, type TreeMark } from "./ownership-keys.ts";
import { type Camera, firstCamera, kept, showing, wholeCamera, zoomed } from "./tree-camera.ts";

export interface OwnershipPictureProps {
  readonly tree: OwnershipTree;
  readonly label: string;
  /** What is said of a party beside its name. */
  readonly about: (party: PlacedParty) => string;
  /** The same for those who cannot see the picture. */
  readonly sayParty: (party: PlacedParty) => string;
  readonly sayTie: (tie: PlacedTie) => string;
  readonly pinned: string;
  readonly onPin: (party: string) => void;
  readonly onUnfold: (party: string) => void;
  /** Told of what is pointed at or has the focus; null when nothing has. */
  readonly onSee: (mark: TreeMark | null) => void;
}

const TALLEST = 620;
const STEP = 1.25;
const PAN = 60;

/** The tree in a frame to zoom and to move: by wheel while it has the focus, by drawing, by buttons and by keys. */
export function OwnershipPicture(props: OwnershipPictureProps) {
  const { tree, label, onPin, onSee, pinned } = props;
  const { ref, width } = useWidth<HTMLDivElement>();
  const svg = useRef<SVGSVGElement>(null);
  const moved = useSignal<Camera | null>(null);
  const frame = { width: Math.max(1, width.value), height: Math.min(TALLEST, Math.max(180, tree.height)) };
  const own = tree.parties.find(({ level }) => level === 0);
  const centre = { x: (own?.x ?? 0) + (own?.width ?? 0) / 2, y: (own?.y ?? 0) + (own?.height ?? 0) / 2 };
  const camera = moved.value ?? firstCamera(tree, frame, centre);
  const move = (next: Camera) => {
    moved.value = kept(next, tree, frame);
  };
  const middle = { x: frame.width / 2, y: frame.height / 2 };
  const zoom = (by: number, at = middle) => move(zoomed(camera, by, at));
  const latest = useRef({ zoom });
  latest.current = { zoom };
  useEffect(() => {
    moved.value = null;
  }, [tree.width, tree.height, own?.id]);
  useWheel(svg, (by, at) => latest.current.zoom(by, at));
  const drag = useDrag((x, y) => move({ ...camera, x: camera.x + x, y: camera.y + y }));

  const see = (target: EventTarget | null) => {
    const mark = markOf(target);
    light(svg.current, tree, mark ?? (pinned === "" ? null : { party: pinned }));
    onSee(mark);
  };
  useEffect(() => {
    light(svg.current, tree, pinned === "" ? null : { party: pinned });
    const stops = [...(svg.current?.querySelectorAll<SVGElement>("[data-party], [data-tie]") ?? [])];
    const held = stops.find((stop) => stop.tabIndex === 0) ?? stops.find(({ dataset }) => dataset.party === own?.id);
    for (const stop of stops) stop.setAttribute("tabindex", stop === held ? "0" : "-1");
  }, [tree, pinned, width.value === 0]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const mark = markOf(event.target);
    const shift = event.shiftKey ? SHIFTS[event.key] : undefined;
    if (shift !== undefined) move({ ...camera, x: camera.x + shift[0] * PAN, y: camera.y + shift[1] * PAN });
    else if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") move(wholeCamera(tree, frame));
    else if (mark !== null && (event.key === "Enter" || event.key === " ")) pin(mark);
    else if (mark?.party !== undefined && event.key === "u") props.onUnfold(mark.party);
    else {
      const next = mark === null ? null : nextTreeMark(tree, mark, event.key);
      if (next === null) return;
      focusMark(svg.current, next);
    }
    event.preventDefault();
  };
  const pin = (mark: TreeMark) => {
    if (mark.party !== undefined) onPin(mark.party === pinned ? "" : mark.party);
  };
  const marks = useMemo(() => <Marks {...props} />, [tree, pinned, props.about, props.sayParty, props.sayTie]);

  return (
    <div ref={ref} class="tree-frame">
      <div class="figure-tools">
        <button type="button" aria-label="Larger" onClick={() => zoom(STEP)}>
          +
        </button>
        <button type="button" aria-label="Smaller" onClick={() => zoom(1 / STEP)}>
          −
        </button>
        <button type="button" onClick={() => move(wholeCamera(tree, frame))}>
          Whole tree
        </button>
        <button
          type="button"
          onClick={() => {
            moved.value = firstCamera(tree, frame, centre);
          }}
        >
          Back to the middle
        </button>
      </div>
      {width.value === 0 ? null : (
        <div
          onFocusIn={(event: FocusEvent) => {
            const mark = markOf(event.target);
            if (mark === null) return;
            for (const each of svg.current?.querySelectorAll('[tabindex="0"]') ?? [])
              each.setAttribute("tabindex", "-1");
            elementOf(svg.current, mark)?.setAttribute("tabindex", "0");
            const box = tree.parties.find(({ id }) => id === mark.party);
            const at = tree.ties.find(({ id }) => id === mark.tie)?.labelAt;
            const place = box ?? at;
            if (place !== undefined) move(showing(camera, place, frame));
            see(event.target);
          }}
          onFocusOut={() => see(null)}
        >
          <svg
            ref={svg}
            class="ownership-tree"
            viewBox={`0 0 ${frame.width} ${frame.height}`}
            width={frame.width}
            height={frame.height}
            role="group"
            aria-label={`${label} Arrow keys go along the stakes, Enter keeps a party in sight, U unfolds it, plus, minus and 0 zoom, Shift with an arrow moves the picture.`}
            onKeyDown={onKeyDown}
            onPointerOver={(event) => see(event.target)}
            onPointerLeave={() => see(null)}
            onMouseDown={(event) => {
              // A press beside the marks moves the picture; the keys stay with the mark that has them.
              if (markOf(event.target) === null) event.preventDefault();
            }}
            onPointerDown={drag.start}
            onPointerMove={drag.go}
            onPointerUp={drag.end}
            onPointerCancel={drag.end}
            onClick={(event) => {
              const folded = (event.target as Element).closest<SVGElement>("[data-unfold]")?.dataset.unfold;
              const mark = markOf(event.target);
              if (drag.wasDragged()) return;
              if (folded !== undefined) props.onUnfold(folded);
              else if (mark !== null) pin(mark);
            }}
          >
            <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>{marks}</g>
          </svg>
        </div>
      )}
    </div>
  );
}

const SHIFTS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

function markOf(target: EventTarget | null): TreeMark | null {
  const mark = (target as Element | null)?.closest?.<SVGElement>("[data-party], [data-tie]");
  const { party, tie } = mark?.dataset ?? {};
  if (party !== undefined) return { party };
  return tie === undefined ? null : { tie };
}

function elementOf(svg: SVGSVGElement | null, mark: TreeMark): SVGElement | null {
  const selector =
    mark.party === undefined ? `[data-tie="${CSS.escape(mark.tie)}"]` : `[data-party="${CSS.escape(mark.party)}"]`;
  return svg?.querySelector<SVGElement>(selector) ?? null;
}

const focusMark = (svg: SVGSVGElement | null, mark: TreeMark): void =>
  elementOf(svg, mark)?.focus({ preventScroll: true });

/** The wheel zooms while the picture has the focus, or with Ctrl; else it scrolls the page as everywhere. */
function useWheel(
  svg: { readonly current: SVGSVGElement | null },
  zoom: (by: number, at: { readonly x: number; readonly y: number }) => void,
): void {
  useEffect(() => {
    const onWheel = (event: WheelEvent) => {
      const { current } = svg;
      const over = current !== null && event.target instanceof Node && current.contains(event.target);
      if (!over || !(event.ctrlKey || event.metaKey || current.contains(document.activeElement))) return;
      event.preventDefault();
      const { left, top } = current.getBoundingClientRect();
      zoom(event.deltaY < 0 ? STEP : 1 / STEP, { x: event.clientX - left, y: event.clientY - top });
    };
    document.addEventListener("wheel", onWheel, { passive: false });
    return () => document.removeEventListener("wheel", onWheel);
  }, []);
}

const DRAGGED = 4;

/** Moving by drawing with the pointer; a press that hardly moves is a click. */
function useDrag(move: (x: number, y: number) => void) {
  const state = useRef<{ pointer: number; x: number; y: number; far: number } | null>(null);
  const dragged = useRef(false);
  return {
    start: (event: PointerEvent) => {
      if (event.button !== 0) return;
      dragged.current = false;
      state.current = { pointer: event.pointerId, x: event.clientX, y: event.clientY, far: 0 };
    },
    go: (event: PointerEvent) => {
      const { current } = state;
      if (current === null || current.pointer !== event.pointerId) return;
      const [x, y] = [event.clientX - current.x, event.clientY - current.y];
      current.far += Math.abs(x) + Math.abs(y);
      if (current.far < DRAGGED) return;
      if (!dragged.current) (event.currentTarget as SVGSVGElement).setPointerCapture(event.pointerId);
      dragged.current = true;
      current.x = event.clientX;
      current.y = event.clientY;
      move(x, y);
    },
    end: () => {
      state.current = null;
    },
    wasDragged: () => dragged.current,
  };
}

/** Lights a party with its stakes, or a stake with its ends. */
function light(svg: SVGSVGElement | null, tree: OwnershipTree, mark: TreeMark | null): void {
  if (svg === null) return;
  const ties = tree.ties.filter(
    ({ id, holder, held }) => id === mark?.tie || (mark?.party !== undefined && [holder, held].includes(mark.party)),
  );
  const lit = new Set([mark?.party, ...ties.flatMap(({ holder, held }) => [holder, held])]);
  const litTies = new Set(ties.map(({ id }) => id));
  svg.classList.toggle("lighting", mark !== null);
  for (const each of svg.querySelectorAll<SVGElement>("[data-party], [data-tie]")) {
    const { party, tie } = each.dataset;
    each.classList.toggle("lit", party === undefined ? litTies.has(tie ?? "") : lit.has(party));
  }
}

/** The marks, and over them what is written: marks are named in full, so that their short texts are for the eye alone. */
function Marks({ tree, about, sayParty, sayTie, pinned }: OwnershipPictureProps) {
  return (
    <>
      {tree.ties.map((tie) => (
        <g key={tie.id} data-tie={tie.id} role="img" tabindex={-1} aria-label={sayTie(tie)}>
          <path class="tie-target" d={tie.path} />
          <path class={`tie${tie.open ? " open" : ""}${tie.ring ? " ring" : ""}`} d={tie.path} />
          <rect class="tie-paper" {...tie.labelAt} rx={3} />
        </g>
      ))}
      {tree.parties.map((party) => (
        <PartyMark key={party.id} party={party} words={sayParty(party)} isPinned={party.id === pinned} />
      ))}
      <g class="labels" aria-hidden="true">
        {tree.ties.map((tie) => (
          <TieText key={tie.id} tie={tie} />
        ))}
        {tree.parties.map((party) => (
          <PartyText key={party.id} party={party} about={about(party)} />
        ))}
      </g>
    </>
  );
}

interface PartyMarkProps {
  readonly party: PlacedParty;
  readonly words: string;
  readonly isPinned: boolean;
}

const FOLD = { width: 56, height: 18 } as const;

/** Where a party's fold is: in the lower right corner of its box. */
const foldAt = ({ x, y, width, height }: PlacedParty) => ({
  x: x + width - FOLD.width - 6,
  y: y + height - FOLD.height - 5,
});

function PartyMark({ party, words, isPinned }: PartyMarkProps) {
  const { id, x, y, width, height, level, folded } = party;
  return (
    <g
      data-party={id}
      role="button"
      tabindex={-1}
      aria-label={words}
      aria-pressed={isPinned}
      class={level === 0 ? "own" : undefined}
    >
      <rect class="box" x={x} y={y} width={width} height={height} rx={4} />
      {folded === 0 ? null : <rect class="fold" data-unfold={id} {...foldAt(party)} {...FOLD} rx={9} />}
    </g>
  );
}

function TieText({ tie: { labelAt, lines } }: { readonly tie: PlacedTie }) {
  return lines.map((line, at) => (
    <text
      key={at}
      class="small"
      x={labelAt.x + labelAt.width / 2}
      y={labelAt.y + 12 + at * TIE_LINE}
      text-anchor="middle"
    >
      {line}
    </text>
  ));
}

function PartyText({ party, about }: { readonly party: PlacedParty; readonly about: string }) {
  const { x, y, height, name, level, folded } = party;
  const fold = foldAt(party);
  return (
    <>
      {name.map((line, at) => (
        <text key={at} class={level === 0 ? "strong" : undefined} x={x + 10} y={y + 8 + BOX_TEXT + at * BOX_LINE}>
          {line}
        </text>
      ))}
      <text class="muted small" x={x + 10} y={y + height - 8}>
        {about}
      </text>
      {folded === 0 ? null : (
        <text class="small" x={fold.x + FOLD.width / 2} y={fold.y + 13} text-anchor="middle">
          +{folded} more
        </text>
      )}
    </>
  );
}
