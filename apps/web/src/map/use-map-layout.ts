import { createRandom } from "@wristprint/core";
import { useEffect, useRef, useState } from "react";
import { FEWEST_POINTS, layOut } from "./lay-out.js";
import type { Position } from "./seed-positions.js";

export interface MapPoint {
  /** The same for the same block, whenever it is loaded. */
  readonly key: string;
  readonly signature: Float32Array;
}

/** How long the page may be kept from other work at a time. */
const SLICE_MS = 8;
const SEED = 1;

/** Lays the points out a slice at a time, and goes on from where they lay when more come. */
export function useMapLayout(points: readonly MapPoint[]): {
  readonly positions: ReadonlyMap<string, Position>;
  readonly working: boolean;
} {
  const [positions, setPositions] = useState<ReadonlyMap<string, Position>>(new Map());
  const [working, setWorking] = useState(false);
  const latest = useRef<ReadonlyMap<string, Position>>(positions);

  useEffect(() => {
    if (points.length < FEWEST_POINTS) return undefined;
    const known = points.map(({ key }) => latest.current.get(key) ?? null);
    const work = layOut(
      points.map(({ signature }) => signature),
      known,
      createRandom(SEED).uniform,
    );
    const show = (now: readonly Position[]) => {
      latest.current = new Map(points.map(({ key }, i) => [key, [...(now[i] as Position)] as const]));
      setPositions(latest.current);
    };
    setWorking(true);
    let frame = requestAnimationFrame(function slice() {
      const until = performance.now() + SLICE_MS;
      let current: readonly Position[] | null = null;
      let next = work.next();
      while (true) {
        current = next.value ?? current;
        if (next.done || performance.now() >= until) break;
        next = work.next();
      }
      if (current !== null) show(current);
      if (next.done) setWorking(false);
      else frame = requestAnimationFrame(slice);
    });
    return () => cancelAnimationFrame(frame);
  }, [points]);

  return { positions, working };
}
