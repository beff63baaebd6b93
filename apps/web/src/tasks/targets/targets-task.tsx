import { useState } from "react";
import { useWidth } from "../../parts/use-width.js";
import { type Place, placeDisc } from "../place.js";

const HEIGHT_PX = 380;
/** Large, middling and small ones call for movements of different kinds. */
const RADII_PX = [34, 24, 16] as const;
const APART_PX = 140;

/** Discs to be clicked, one after the other. */
export function TargetsTask() {
  const { width, measure } = useWidth<HTMLDivElement>(600);
  const [hits, setHits] = useState(0);
  const [place, setPlace] = useState<Place>({ x: 120, y: HEIGHT_PX / 2 });
  const radius = RADII_PX[hits % RADII_PX.length] as number;
  const x = Math.min(place.x, width - radius);
  return (
    <div className="task">
      <p>
        Click the disc; another appears. <b>{hits}</b> so far.
      </p>
      <div ref={measure} className="field-of-play" style={{ height: HEIGHT_PX }}>
        <button
          type="button"
          className="target"
          aria-label="Disc"
          style={{ left: x - radius, top: place.y - radius, width: 2 * radius, height: 2 * radius }}
          onClick={() => {
            const next = RADII_PX[(hits + 1) % RADII_PX.length] as number;
            setPlace(
              placeDisc(
                { widthPx: width, heightPx: HEIGHT_PX },
                next,
                { x, y: place.y },
                APART_PX,
                Math.random,
              ),
            );
            setHits(hits + 1);
          }}
        />
      </div>
    </div>
  );
}
