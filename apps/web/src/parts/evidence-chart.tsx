import type { EvidencePoint } from "@wristprint/api";
import { useId } from "react";
import { niceTicks } from "./nice-ticks.js";
import { useWidth } from "./use-width.js";

const HEIGHT = 280;
const EDGE = { top: 16, right: 12, bottom: 40, left: 44 };

/** Evidence over time, with the lines at which it is enough to say yes or no. */
export function EvidenceChart({ points }: { readonly points: readonly EvidencePoint[] }) {
  const { width, measure } = useWidth<HTMLDivElement>(640);
  const title = useId();
  const last = points.at(-1);
  if (last === undefined) return null;

  const values = points.flatMap(({ logLikelihoodRatio, acceptAt, rejectAt }) => [
    logLikelihoodRatio,
    acceptAt,
    rejectAt,
  ]);
  const lowest = Math.min(0, ...values);
  const highest = Math.max(0, ...values);
  const room = (highest - lowest || 1) * 0.08;
  const seconds = Math.max(1, last.atS);
  const x = (s: number) => EDGE.left + (s / seconds) * (width - EDGE.left - EDGE.right);
  const y = (value: number) =>
    EDGE.top + ((highest + room - value) / (highest - lowest + 2 * room)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const path = (value: (point: EvidencePoint) => number) =>
    points
      .map((point, i) => `${i === 0 ? "M" : "L"}${x(point.atS).toFixed(1)} ${y(value(point)).toFixed(1)}`)
      .join("");
  const level = (value: (point: EvidencePoint) => number) => {
    const start = points[0] as EvidencePoint; // there is a last, so there is a first
    return `M${x(0)} ${y(value(start)).toFixed(1)}L${path(value).slice(1)}`;
  };

  return (
    <div ref={measure} className="chart">
      <svg width={width} height={HEIGHT} role="img" aria-labelledby={title}>
        <title id={title}>
          {`Evidence after ${Math.round(last.atS)} seconds: ${last.logLikelihoodRatio.toFixed(1)}; yes from ${last.acceptAt.toFixed(1)}, no below ${last.rejectAt.toFixed(1)}.`}
        </title>
        {niceTicks(lowest - room, highest + room, 5).map((tick) => (
          <g key={tick} className="tick">
            <line x1={EDGE.left} x2={width - EDGE.right} y1={y(tick)} y2={y(tick)} />
            <text x={EDGE.left - 8} y={y(tick)} dy="0.32em" textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {niceTicks(0, seconds, width < 500 ? 4 : 8).map((tick) => (
          <text key={tick} className="tick" x={x(tick)} y={HEIGHT - EDGE.bottom + 18} textAnchor="middle">
            {tick}
          </text>
        ))}
        <text className="axis" x={width - EDGE.right} y={HEIGHT - 6} textAnchor="end">
          seconds since the start
        </text>
        <path className="level good" d={level((point) => point.acceptAt)} />
        <path className="level bad" d={level((point) => point.rejectAt)} />
        <text className="level-name good" x={EDGE.left + 6} y={y(last.acceptAt) - 6} textAnchor="start">
          enough for yes
        </text>
        <text className="level-name bad" x={EDGE.left + 6} y={y(last.rejectAt) + 16} textAnchor="start">
          enough for no
        </text>
        <path className="line" d={path((point) => point.logLikelihoodRatio)} />
        {points.map((point) => (
          <circle
            key={point.block}
            className="dot"
            cx={x(point.atS)}
            cy={y(point.logLikelihoodRatio)}
            r={points.length > 80 ? 1.5 : 3}
          >
            <title>{`Block ${point.block}, ${point.atS.toFixed(0)} s: evidence ${point.logLikelihoodRatio.toFixed(2)}, likeness ${point.score.toFixed(2)}, ${point.outcome}`}</title>
          </circle>
        ))}
      </svg>
    </div>
  );
}
