import { type PointerEvent, useRef, useState } from "react";
import { useWidth } from "../../parts/use-width.js";
import { isOn, type Place, placeDisc } from "../place.js";

const HEIGHT_PX = 380;
const DISC_PX = 22;
const HOLE_PX = 36;
const APART_PX = 160;

/** A disc to be dragged into a hole, again and again. */
export function DragTask() {
  const { width, measure } = useWidth<HTMLDivElement>(600);
  const [disc, setDisc] = useState<Place>({ x: 60, y: 80 });
  const [hole, setHole] = useState<Place>({ x: 240, y: 260 });
  const [done, setDone] = useState(0);
  /** From the pointer to the disc's middle, while it is held. */
  const held = useRef<Place | null>(null);
  const area = { widthPx: width, heightPx: HEIGHT_PX };

  const move = (event: PointerEvent) => {
    if (held.current === null) return;
    const keep = (value: number, length: number) => Math.max(DISC_PX, Math.min(length - DISC_PX, value));
    setDisc({
      x: keep(event.clientX + held.current.x, width),
      y: keep(event.clientY + held.current.y, HEIGHT_PX),
    });
  };
  const drop = () => {
    if (held.current === null) return;
    held.current = null;
    if (!isOn(disc, hole, HOLE_PX)) return;
    setDone(done + 1);
    setHole(placeDisc(area, HOLE_PX, disc, APART_PX, Math.random));
  };

  return (
    <div className="task">
      <p>
        Drag the disc into the ring. <b>{done}</b> so far.
      </p>
      <div ref={measure} className="field-of-play" style={{ height: HEIGHT_PX }}>
        <div
          className="hole"
          style={{ left: hole.x - HOLE_PX, top: hole.y - HOLE_PX, width: 2 * HOLE_PX, height: 2 * HOLE_PX }}
        />
        <div
          className="disc"
          style={{ left: disc.x - DISC_PX, top: disc.y - DISC_PX, width: 2 * DISC_PX, height: 2 * DISC_PX }}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            held.current = { x: disc.x - event.clientX, y: disc.y - event.clientY };
          }}
          onPointerMove={move}
          onPointerUp={drop}
          onPointerCancel={drop}
        />
      </div>
    </div>
  );
}
