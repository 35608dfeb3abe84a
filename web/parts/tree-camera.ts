/** How a drawing lies in its frame: a point of the drawing is at `scale · point + shift`. */
export interface Camera {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const LEAST = 0.2;
const MOST = 3;
/** Below it names cannot be read: then part of the drawing is shown, and not the whole. */
const READABLE = 0.72;

const held = (value: number, least: number, most: number): number => Math.min(most, Math.max(least, value));

/** The whole drawing where it stays readable; else as much as fits round a point of it. */
export function firstCamera(drawing: Size, frame: Size, centre: Point): Camera {
  const whole = Math.min(1, frame.width / drawing.width, frame.height / drawing.height);
  return whole >= READABLE
    ? wholeCamera(drawing, frame)
    : kept(at(drawing, frame, centre, Math.max(READABLE, whole)), drawing, frame);
}

export function wholeCamera(drawing: Size, frame: Size): Camera {
  const scale = held(Math.min(1, frame.width / drawing.width, frame.height / drawing.height), LEAST, MOST);
  return at(drawing, frame, { x: drawing.width / 2, y: drawing.height / 2 }, scale);
}

function at(_drawing: Size, frame: Size, centre: Point, scale: number): Camera {
  return { scale, x: frame.width / 2 - scale * centre.x, y: frame.height / 2 - scale * centre.y };
}

/** Larger or smaller, while the point of the frame keeps what it shows. */
export function zoomed(camera: Camera, by: number, point: Point): Camera {
  const scale = held(camera.scale * by, LEAST, MOST);
  const factor = scale / camera.scale;
  return { scale, x: point.x - (point.x - camera.x) * factor, y: point.y - (point.y - camera.y) * factor };
}

/** Moved no further than that a part of the drawing stays in sight; what fits into the frame is not moved out of it. */
export function kept({ scale, x, y }: Camera, drawing: Size, frame: Size): Camera {
  const within = (shift: number, long: number, room: number): number => {
    const size = long * scale;
    return size <= room ? held(shift, 0, room - size) : held(shift, room - size, 0);
  };
  return { scale, x: within(x, drawing.width, frame.width), y: within(y, drawing.height, frame.height) };
}

/** Moved so far that a box is in sight. */
export function showing(camera: Camera, box: Point & Size, frame: Size): Camera {
  const shift = (from: number, long: number, room: number, now: number): number => {
    const start = from * camera.scale + now;
    const end = start + long * camera.scale;
    if (start < 8) return now + 8 - start;
    return end > room - 8 ? now - (end - room + 8) : now;
  };
  return {
    scale: camera.scale,
    x: shift(box.x, box.width, frame.width, camera.x),
    y: shift(box.y, box.height, frame.height, camera.y),
  };
}
