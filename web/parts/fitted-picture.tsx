import type { SvgOptions } from "../../src/charts/chart-frame.ts";
import { useWidth } from "./element-width.ts";
import { SvgPicture } from "./svg-picture.tsx";

const LEAST = 300;
const MOST = 900;
/** What the frame of a picture takes of its width on both sides. */
const FRAME = 48;

export type DrawPicture = (width: number, options: SvgOptions) => string;

/** How wide the chart of a picture is that is saved as a file. */
export const FILE_WIDTH = 760;

interface FittedPictureProps {
  /** The picture as SVG text, its chart as wide as is said; here its title stands above it and is left out. */
  readonly draw: DrawPicture;
  /** What it shows, for those who cannot see it; empty where the caption beside it says so. */
  readonly label?: string;
}

/** A picture that is drawn as wide as there is room for, so that its words stay readable on a phone. */
export function FittedPicture({ draw, label = "" }: FittedPictureProps) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const room = Math.min(MOST, Math.max(LEAST, width.value) - FRAME);
  return (
    <div ref={ref}>{width.value === 0 ? null : <SvgPicture svg={draw(room, { bare: true })} label={label} />}</div>
  );
}
