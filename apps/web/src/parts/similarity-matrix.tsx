import type { Similarities } from "@wristprint/api";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { colourOf, css, inkOn } from "./colour-scale.js";
import { useWidth } from "./use-width.js";

/** Up to so many rows the figures can be read in the cells. */
const READABLE = 16;

/** Cosines as colours. */
export function SimilarityMatrix({
  similarities,
  lower,
}: {
  readonly similarities: Similarities;
  /** What has the darkest colour, and all below it. */
  readonly lower: number;
}) {
  return similarities.items.length <= READABLE ? (
    <FigureTable similarities={similarities} lower={lower} />
  ) : (
    <PictureMatrix similarities={similarities} lower={lower} />
  );
}

function FigureTable({ similarities: { items, matrix }, lower }: MatrixProps) {
  return (
    <div className="wide">
      <table className="matrix">
        <caption className="hidden">Likeness of each to each, 1 is the same</caption>
        <thead>
          <tr>
            <td />
            {items.map(({ id, name }) => (
              <th key={id} scope="col" title={name}>
                <span>{name}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((row, i) => (
            <tr key={row.id}>
              <th scope="row" title={row.name}>
                {row.name}
              </th>
              {items.map((column, j) => {
                const value = matrix[i]?.[j] ?? 0;
                const colour = colourOf(value, lower);
                return (
                  <td
                    key={column.id}
                    title={`${row.name} and ${column.name}: ${value.toFixed(3)}`}
                    style={{ background: css(colour), color: css(inkOn(colour)) }}
                  >
                    {value.toFixed(2)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MatrixProps {
  readonly similarities: Similarities;
  readonly lower: number;
}

function PictureMatrix({ similarities: { items, matrix }, lower }: MatrixProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, measure } = useWidth<HTMLDivElement>(640);
  const [pointed, setPointed] = useState<{ i: number; j: number } | null>(null);
  const side = Math.min(width, 720);

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!context) return;
    const image = context.createImageData(items.length, items.length);
    for (const [i, row] of matrix.entries()) {
      for (const [j, value] of row.entries()) {
        image.data.set([...colourOf(value, lower), 255], 4 * (i * items.length + j));
      }
    }
    context.putImageData(image, 0, 0);
  }, [items, matrix, lower]);

  const point = ({ nativeEvent }: PointerEvent) => {
    const at = (offset: number) =>
      Math.min(items.length - 1, Math.max(0, Math.floor((offset / side) * items.length)));
    setPointed({ i: at(nativeEvent.offsetY), j: at(nativeEvent.offsetX) });
  };
  const said =
    pointed === null
      ? "Point at a cell to read it."
      : `${items[pointed.i]?.name} and ${items[pointed.j]?.name}: ${matrix[pointed.i]?.[pointed.j]?.toFixed(3)}`;
  return (
    <div ref={measure} className="matrix-picture">
      <canvas
        ref={canvas}
        width={items.length}
        height={items.length}
        style={{ width: side, height: side }}
        role="img"
        aria-label={`Matrix of ${items.length} by ${items.length} likenesses`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      />
      <p className="quiet">{said}</p>
    </div>
  );
}
