import { useEffect, useMemo, useRef, useState } from "react";
import { markOf, shapePath } from "../parts/group-marks.js";
import { useWidth } from "../parts/use-width.js";
import { FEWEST_POINTS } from "./lay-out.js";
import type { Position } from "./seed-positions.js";
import { type MapPoint, useMapLayout } from "./use-map-layout.js";

export interface NamedPoint extends MapPoint {
  /** Who, or which session. */
  readonly group: string;
  readonly block: number;
}

const HEIGHT = 420;
const EDGE = 16;
const RADIUS = 4;

/** Every block as a point; alike blocks lie together. */
export function SignatureMap({ points }: { readonly points: readonly NamedPoint[] }) {
  const { positions, working } = useMapLayout(points);
  const { width, measure } = useWidth<HTMLDivElement>(640);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pointed, setPointed] = useState<NamedPoint | null>(null);
  const groups = useMemo(() => [...new Set(points.map(({ group }) => group))].sort(), [points]);
  const place = useMemo(() => fit(positions, width, HEIGHT), [positions, width]);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, HEIGHT);
    for (const { key, group } of points) {
      const position = positions.get(key);
      if (position === undefined) continue;
      const { colour, shape } = markOf(groups.indexOf(group));
      const [x, y] = place(position);
      context.globalAlpha = 0.8;
      context.fillStyle = colour;
      context.fill(new Path2D(shapePath(shape, x, y, RADIUS)));
    }
  }, [points, positions, groups, place, width]);

  if (points.length < FEWEST_POINTS) {
    return (
      <p className="quiet">
        The map begins with {FEWEST_POINTS} blocks; there {points.length === 1 ? "is" : "are"} {points.length}{" "}
        so far. Record somebody, and watch it fill.
      </p>
    );
  }
  const ratio = window.devicePixelRatio;
  return (
    <>
      <div ref={measure} className="map">
        <canvas
          ref={canvas}
          width={width * ratio}
          height={HEIGHT * ratio}
          style={{ width, height: HEIGHT }}
          role="img"
          aria-label={`Map of ${points.length} blocks of ${groups.length} people or sessions`}
          onPointerMove={({ nativeEvent }) =>
            setPointed(nearest(points, positions, place, nativeEvent.offsetX, nativeEvent.offsetY))
          }
          onPointerLeave={() => setPointed(null)}
        />
        <p className="map-note">
          {pointed === null
            ? `${points.length} blocks${working ? ", still sorting …" : ""}`
            : `${pointed.group}, block ${pointed.block}`}
        </p>
      </div>
      <ul className="legend">
        {groups.map((group, i) => {
          const { colour, shape } = markOf(i);
          return (
            <li key={group}>
              <svg width="14" height="14" aria-hidden="true">
                <path d={shapePath(shape, 7, 7, 5)} fill={colour} />
              </svg>
              {group}
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** From places on the map to CSS px, all in view and as large as they go. */
function fit(positions: ReadonlyMap<string, Position>, width: number, height: number) {
  const all = [...positions.values()];
  const range = (of: 0 | 1) => {
    const values = all.map((position) => position[of]);
    const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    return { middle: (low + high) / 2, span: Math.max(high - low, 1e-6) };
  };
  const [x, y] = [range(0), range(1)];
  const scale = Math.min((width - 2 * EDGE) / x.span, (height - 2 * EDGE) / y.span);
  return (position: Position): Position => [
    width / 2 + (position[0] - x.middle) * scale,
    height / 2 + (position[1] - y.middle) * scale,
  ];
}

function nearest(
  points: readonly NamedPoint[],
  positions: ReadonlyMap<string, Position>,
  place: (position: Position) => Position,
  x: number,
  y: number,
): NamedPoint | null {
  let best: NamedPoint | null = null;
  let least = 12;
  for (const point of points) {
    const position = positions.get(point.key);
    if (position === undefined) continue;
    const [px, py] = place(position);
    const distance = Math.hypot(px - x, py - y);
    if (distance < least) {
      least = distance;
      best = point;
    }
  }
  return best;
}
