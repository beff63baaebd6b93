import { useCallback, useState } from "react";

/** An element's width in CSS px, as it changes: give `measure` as its ref. */
export function useWidth<E extends Element>(
  initial: number,
): {
  readonly width: number;
  readonly measure: (element: E | null) => (() => void) | undefined;
} {
  const [width, setWidth] = useState(initial);
  const measure = useCallback((element: E | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined && entry.contentRect.width > 0) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { width, measure };
}
